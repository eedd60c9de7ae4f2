"""Chat JSON Lines for fine-tuning language models, written only: prompt from the schema, answer as JSON.

Of the options, `tasks` are some of entities,events,relations; `longest` counts characters of text, and longer documents
are cut between sentences; `system` and `user` are Jinja templates in place of ours. Which line is which document stands
in a file beside, for some trainers refuse keys that they do not know.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from annotator.domain.model import Document, Json, Layer, spans_of
from annotator.domain.schema import Schema
from annotator.domain.span import Fragments, Span, hull
from annotator.errors import AnnotatorError
from annotator.formats.chat_answer import TASKS, Stretch, answer
from annotator.formats.chat_prompt import Prompts, facts_of, prompts
from annotator.formats.features import mentions
from annotator.formats.files import write_text
from annotator.formats.format import Format, Loss, WriteOptions, Writing
from annotator.formats.losses import MESSAGES, LossList, single, unwritten
from annotator.formats.option import Option, checked, chosen_options
from annotator.formats.writing_options import DROP, EMPTY
from annotator.text.tokens import sentences

KEEPS = frozenset(
    {"text", "entities", "nested", "crossing", "discontinuous", "sub-token", "same span", "subtypes", "events",
     "relations", "attributes"}
)  # fmt: skip
_FORMS = ("messages", "prompt and completion apart")
_LANGUAGES = ("the language of the type names", "Arabic", "English")
WRITING = (
    Option("form", "Form of the lines", ("messages", "prompt"), "messages", titles=_FORMS),
    Option(
        "tasks", "What is asked for", default=",".join(TASKS), kind="text", help="Some of: entities,events,relations."
    ),
    Option("attributes", "Ask for attributes", default="yes", kind="flag"),
    Option("longest", "Longest example, in characters", default="6000", kind="number"),
    EMPTY,
    Option("prompt", "Language of the prompt", ("language", "ar", "en"), "language", titles=_LANGUAGES),
    Option("system", "Template of the prompt", kind="text", help="In Jinja; empty is the one that comes along."),
    Option("user", "Template of the question", kind="text", help="In Jinja; empty is the text alone."),
)
_FAR = "Links between mentions of two examples are not written."
_LONG = "These examples are longer than the limit, because a mention or a sentence in them is."


@dataclass(frozen=True, slots=True)
class _Plan:
    form: str
    tasks: tuple[str, ...]
    has_attributes: bool
    longest: int
    language: str
    prompts: Prompts
    schema: Schema | None
    drops_empty: bool

    @property
    def keeps(self) -> frozenset[str]:
        dropped = {task for task in TASKS if task not in self.tasks}
        return KEEPS - dropped - (set() if self.has_attributes else {"attributes"})


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> Writing:
    """Write one line an example, and the file that says which document and stretch each line is.

    Raises AnnotatorError for an unknown option, a template that cannot be filled, or a file that cannot be written.
    """
    plan = _plan(options)
    losses: list[Loss] = []
    beside = path.with_name(path.name.removesuffix(path.suffix) + ".documents.jsonl")
    with TemporaryFile("w+", encoding="utf-8", newline="\n") as places:
        write_text(path, _lines(documents, plan, options.annotator, losses, places.write))
        places.seek(0)
        write_text(beside, places)
    return Writing((path, beside), tuple(losses))


def _plan(options: WriteOptions) -> _Plan:
    choices = chosen_options(options.options, WRITING)
    language = options.language if choices["prompt"] == "language" else choices["prompt"]
    stated = choices["tasks"].replace(" ", "").split(",")
    for task in stated:
        checked(Option("tasks", "", TASKS), task)
    tasks = tuple(task for task in TASKS if task in stated)
    if "relations" in tasks and "entities" not in tasks and "events" not in tasks:
        raise AnnotatorError("Relations link mentions: choose entities or events beside them.")
    return _Plan(
        choices["form"],
        tasks,
        choices["attributes"] == "yes",
        int(choices["longest"]),
        language,
        prompts(choices, language),
        options.schema,
        choices["empty"] == DROP,
    )


def _lines(
    documents: Iterable[Document], plan: _Plan, annotator: str | None, losses: list[Loss], note: Callable[[str], object]
) -> Iterator[str]:
    line = 0
    for document in documents:
        layer = single(document, annotator, losses)
        if layer is None:
            continue
        found = LossList(document.name, layer.annotator, {**MESSAGES, "far": _FAR, "long": _LONG})
        facts = facts_of(plan.schema, layer, plan.tasks, plan.language)
        for stretch in stretches(document.text, layer, plan.longest):
            if plan.drops_empty and not _has_mention(stretch, layer):
                found.add("empty", f"{stretch.start}-{stretch.end}")
                continue
            line += 1
            if stretch.end - stretch.start > plan.longest:
                found.add("long", f"{stretch.start}-{stretch.end}")
            yield _line(stretch, layer, plan, facts, found)
            place = {"line": line, "document": document.id, "start": stretch.start, "end": stretch.end}
            note(json.dumps(place, ensure_ascii=False) + "\n")
        losses.extend(found.all())
        losses.extend(unwritten(document, (layer,), plan.keeps))


def _has_mention(stretch: Stretch, layer: Layer) -> bool:
    spans = (hull(spans_of(mark)) for mark in mentions(layer))
    return any(stretch.start <= span.start < stretch.end for span in spans)


def _line(stretch: Stretch, layer: Layer, plan: _Plan, facts: Mapping[str, object], losses: LossList) -> str:
    system, user = plan.prompts.filled(facts, stretch.content)
    said = json.dumps(answer(stretch, layer, plan.tasks, losses, attributes=plan.has_attributes), ensure_ascii=False)
    asked: list[Json] = [{"role": "system", "content": system}, {"role": "user", "content": user}]
    reply: list[Json] = [{"role": "assistant", "content": said}]
    table: dict[str, Json] = {"messages": [*asked, *reply]}
    if plan.form == "prompt":
        table = {"prompt": asked, "completion": reply}
    return json.dumps(table, ensure_ascii=False) + "\n"


def stretches(text: str, layer: Layer, longest: int) -> Iterator[Stretch]:
    """Yield the parts of a text: as many whole sentences as the limit allows, none cut inside a mention."""
    marks: list[Fragments] = [entity.spans for entity in layer.entities]
    marks += [event.trigger for event in layer.events]
    start = end = 0
    for piece in _pieces(text, [hull(spans) for spans in marks]):
        if piece - start > longest and end > start:
            yield Stretch(text, start, end)
            start = end
        end = piece
    yield Stretch(text, start, len(text))


def _pieces(text: str, mentions: list[Span]) -> Iterator[int]:
    """Yield the offsets at which a text may be cut: where a sentence begins outside every mention, and the end."""
    inside = sorted(mentions)
    reach, at = 0, 0
    for sentence in sentences(text)[1:]:
        while at < len(inside) and inside[at].start < sentence.start:
            reach, at = max(reach, inside[at].end), at + 1
        if reach <= sentence.start:
            yield sentence.start
    yield len(text)


FORMAT = Format(
    name="chat",
    title="Chat for language models (JSON Lines)",
    suffix=".jsonl",
    keeps=KEEPS,
    write=write,
    write_options=WRITING,
    needs="chat",
)
