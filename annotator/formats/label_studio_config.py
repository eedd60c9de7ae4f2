"""The labeling configuration of a Label Studio project: the controls that the results of an export are made with."""

from xml.sax.saxutils import quoteattr

from annotator.domain.schema import Schema
from annotator.formats.label_studio_read import ENTITY, EVENT


class Controls:
    """The labels, links, choices and numbers that were used, with all types of the schema; filled while writing."""

    def __init__(self, schema: Schema | None, language: str) -> None:
        self.labels: dict[str, dict[str, None]] = {ENTITY: {}, EVENT: {}}
        self.links: set[str] = set()
        self.choices: dict[str, dict[str, None]] = {}
        self.numbers: dict[str, None] = {}
        self._shown: dict[tuple[str, str], tuple[str, str]] = {}
        for control, kinds in ((ENTITY, schema.entities if schema else ()), (EVENT, schema.events if schema else ())):
            for kind in kinds:
                self.labels[control][kind.id] = None
                self._shown[(control, kind.id)] = (kind.label.text(language), kind.colour)

    def label(self, control: str, kind: str) -> str:
        """Return the element of one label, with its name for people and its colour where the schema has them."""
        name, colour = self._shown.get((control, kind), ("", ""))
        shown = f" alias={quoteattr(kind)}" if name and name != kind else ""
        tint = f" background={quoteattr(colour)}" if colour else ""
        return f"    <Label value={quoteattr(name or kind)}{shown}{tint}/>"


def configuration(controls: Controls) -> str:
    """Return the configuration as XML."""
    lines = ["<View>", '  <Text name="text" value="$text" granularity="symbol"/>']
    for control, kinds in controls.labels.items():
        lines += [f'  <Labels name="{control}" toName="text">']
        lines += [controls.label(control, kind) for kind in kinds]
        lines += ["  </Labels>"]
    lines += ["  <Relations>"]
    lines += [f"    <Relation value={quoteattr(link)}/>" for link in sorted(controls.links)]
    lines += ["  </Relations>", '  <TextArea name="cluster" toName="text" perRegion="true"/>']
    for name, values in controls.choices.items():
        lines += [f'  <Choices name={quoteattr(name)} toName="text" perRegion="true">']
        lines += [f"    <Choice value={quoteattr(value)}/>" for value in values]
        lines += ["  </Choices>"]
    lines += [f'  <Number name={quoteattr(name)} toName="text" perRegion="true"/>' for name in controls.numbers]
    return "\n".join([*lines, "</View>", ""])
