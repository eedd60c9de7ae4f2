"""Intake: what an import would bring, found by reading everything once without keeping it.

The documents are read again when they are brought in: so a collection of any size is looked over in the memory of one
file, and what the user decides can change how it is read. Names are counted against the schema as it is now.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

from annotator.domain.model import Document, Layer
from annotator.domain.origin import suggested_by
from annotator.domain.schema import Schema
from annotator.formats.format import Finding
from annotator.operations.aliases import has_aliases, in_own_names
from annotator.operations.sources import Source, check_options, read_source, sources_of
from annotator.operations.unfamiliar import Meeting, Met
from annotator.store.project import Project

MISFIT = "surface"  # the kind of finding that tells of a mark which does not fit the text

# Called with the number of documents so far and the share of the bytes that is read, 0.0 to 1.0; may raise to stop.
Looking: TypeAlias = Callable[[int, float], None]


@dataclass(frozen=True, slots=True)
class Examined:
    """One source and what is in it: documents, those with marks that do not fit, marks by kind, and complaints."""

    source: Source
    documents: int
    marks: Mapping[str, int]
    errors: int
    warnings: int
    misfits: frozenset[str] = frozenset()  # documents by name


@dataclass(frozen=True, slots=True)
class Known:
    """A document whose text the project has already, what it is called there, and whose marks it would bring."""

    name: str
    there: str
    annotators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Intake:
    """All that an import would bring and that a user may want to decide about."""

    sources: tuple[Examined, ...]
    findings: tuple[Finding, ...]
    met: tuple[Met, ...]
    known: tuple[Known, ...]
    suggested: Mapping[str, int]  # marks by the origin that suggests them
    schema: Schema
    proposed: Schema
    options: Mapping[str, str] = field(default_factory=dict)
    aside: tuple[Finding, ...] = ()  # of the findings those about files that nothing reads

    @property
    def documents(self) -> int:
        """Return how many documents could be read."""
        return sum(one.documents for one in self.sources)

    @property
    def marks(self) -> int:
        """Return how many entities, events and relations there are, suggestions among them."""
        return sum(sum(one.marks.values()) for one in self.sources)

    @property
    def misfits(self) -> tuple[Finding, ...]:
        """Return the marks whose text is another one than their file states."""
        return tuple(finding for finding in self.findings if finding.kind == MISFIT)

    @property
    def has_questions(self) -> bool:
        """Say whether there is anything to decide."""
        return bool(self.met or self.known or self.misfits)


def examine(
    project: Project,
    paths: Iterable[Path],
    *,
    format_name: str | None = None,
    options: Mapping[str, str] | None = None,
    progress: Looking = lambda _documents, _share: None,
) -> Intake:
    """Read files and folders without changing anything, and return what they would bring.

    A `progress` that raises ends it. Raises AnnotatorError for an unknown format or option, and if nothing can be
    read.
    """
    sources, findings = sources_of(paths, format_name)
    check_options(sources, options or {})
    look = _Look(project, sources, options or {}, progress)
    look.findings += findings
    for source in sources:
        look.at(source)
    return replace(look.intake(), aside=tuple(findings))


class _Look:
    """Looks sources over, one after the other."""

    def __init__(
        self, project: Project, sources: Sequence[Source], options: Mapping[str, str], progress: Looking
    ) -> None:
        self._project = project
        self._options = options
        self._progress = progress
        self._schema = project.schema()
        self._renames = has_aliases(self._schema)
        self._total = max(sum(source.size for source in sources), 1)
        self._read = 0
        self._documents = 0
        self._meeting = Meeting(self._schema)
        self._stated: Schema | None = None
        self._examined: list[Examined] = []
        self._known: list[Known] = []
        self._suggested: Counter[str] = Counter()
        self.findings: list[Finding] = []

    def at(self, source: Source) -> None:
        documents, first = 0, len(self.findings)
        marks: Counter[str] = Counter()
        for item in read_source(source, self._options):
            if isinstance(item, Finding):
                self.findings.append(item)
            elif isinstance(item, Schema):
                self._stated = self._stated or item
            else:
                documents += 1
                marks += self._take(item)
                self._progress(self._documents, self._read / self._total)
        self._read += source.size
        said = self.findings[first:]
        grave = Counter(finding.severity for finding in said)
        misfits = frozenset(finding.document for finding in said if finding.kind == MISFIT)
        self._examined.append(Examined(source, documents, marks, grave["error"], grave["warning"], misfits))
        self._progress(self._documents, min(self._read / self._total, 1.0))

    def _take(self, document: Document) -> Counter[str]:
        self._documents += 1
        if self._renames:
            document, _ = in_own_names(document, self._schema)
        self._meeting.take(document.layers)
        there = self._project.documents_with_text(document.sha256)
        if there:
            name = self._project.document_row(there[0]).name
            self._known.append(Known(document.name, name, tuple(layer.annotator for layer in document.layers)))
        marks: Counter[str] = Counter()
        for layer in document.layers:
            marks += _counted(layer)
            if origin := suggested_by(layer.extra):
                self._suggested[origin] += sum(1 for _ in layer.marks())
        return marks

    def intake(self) -> Intake:
        return Intake(
            tuple(self._examined),
            tuple(self.findings),
            self._meeting.met(),
            tuple(self._known),
            dict(self._suggested),
            self._schema,
            self._meeting.proposed(self._stated),
            dict(self._options),
        )


def _counted(layer: Layer) -> Counter[str]:
    counts = {"entities": layer.entities, "events": layer.events, "relations": layer.relations}
    return Counter({kind: len(marks) for kind, marks in counts.items() if marks})
