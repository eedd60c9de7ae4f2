"""Import: bring documents of any format into a project as one change.

A document that does not prove its offsets is refused with a finding and the rest comes in.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.model import Document
from annotator.domain.schema import Schema
from annotator.domain.schema_write import write_schema
from annotator.formats.format import Finding
from annotator.formats.offset_proof import MISFITS
from annotator.operations.aliases import has_aliases, in_own_names
from annotator.operations.arriving import Arrivals
from annotator.operations.deciding import Decisions, decided_schema
from annotator.operations.intake import Examined, Intake
from annotator.operations.sources import read_source, sources_of
from annotator.operations.transfer import Progress
from annotator.store.change import Change
from annotator.store.project import Project


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came in: the change (None if nothing did), the names of the documents, and all that the readers said.

    `layers` is how many layers came, in new documents and in known ones.
    """

    change: Change | None
    documents: tuple[str, ...]
    findings: tuple[Finding, ...]
    layers: int = 0

    @property
    def refused(self) -> bool:
        """Say whether something was left out."""
        return any(finding.severity == "error" for finding in self.findings)


def import_files(
    project: Project,
    paths: Iterable[Path],
    *,
    format_name: str | None = None,
    annotator: str | None = None,
    progress: Progress = lambda _done: None,
) -> ImportReport:
    """Read files and folders into the project as one change, without asking anything.

    `annotator` is whose layer the marks become where a file does not name several. `progress` is called with the
    number of documents read so far; if it raises, nothing is imported. Raises AnnotatorError for an unknown format
    and if nothing can be read.
    """
    sources, findings = sources_of(paths, format_name)
    examined = tuple(Examined(source, 0, {}, 0, 0) for source in sources)
    schema = project.schema()
    intake = Intake(examined, tuple(findings), (), (), {}, schema, schema, aside=tuple(findings))
    return import_examined(project, intake, Decisions(annotator=annotator), progress=progress)


def import_examined(
    project: Project, intake: Intake, decisions: Decisions, *, progress: Progress = lambda _done: None
) -> ImportReport:
    """Bring in what was looked over, as the user decided, as one change with what the schema learns.

    `progress` as for `import_files`. Raises AnnotatorError where a decision cannot be.
    """
    schema = decided_schema(project.schema(), intake.proposed, decisions.types)
    work = _Import(project, decisions, schema)
    with project.change("import") as change, project.bulk.roomy():
        for one in intake.sources:
            for done in work.read(one, dict(intake.options)):
                progress(done)
        if work.arrivals.documents and schema != project.schema():
            project.put_schema(write_schema(schema))
    findings = (*intake.aside, *work.findings())
    return ImportReport(change.record, tuple(work.arrivals.documents), findings, work.arrivals.layers)


class _Import:
    """Reads sources into a project under a schema's own names."""

    def __init__(self, project: Project, decisions: Decisions, schema: Schema) -> None:
        self._schema = schema
        self._renames = has_aliases(schema)
        self._decisions = decisions
        self._findings: list[Finding] = []
        self._renamed: Counter[tuple[str, str]] = Counter()
        self._read = 0
        self.arrivals = Arrivals(project, decisions)

    def read(self, one: Examined, options: dict[str, str]) -> Iterator[int]:
        """Yield how many documents were read after each one."""
        if self._decisions.misfits == "keep":
            options = {**options, MISFITS.name: "keep"}
        for item in read_source(one.source, options):
            if isinstance(item, Finding):
                self._findings.append(item)
            elif isinstance(item, Document):
                self._take(item, one)
                self._read += 1
                yield self._read
        self.arrivals.finish()

    def _take(self, document: Document, one: Examined) -> None:
        if self._decisions.misfits == "refuse" and document.name in one.misfits:
            values: dict[str, object] = {"document": document.name}
            self._findings.append(Finding("error", "misfit", _MISFIT, one.source.title, document.name, values=values))
            return
        if self._renames:
            document, notes = in_own_names(document, self._schema)
            for note in notes:
                self._renamed[str(note.values["old"]), str(note.values["new"])] += int(str(note.values["count"]))
        self.arrivals.take(document, one.source.title)

    def findings(self) -> tuple[Finding, ...]:
        renamed = (
            Finding("note", "alias", _ALIAS, values={"old": old, "new": new, "count": count})
            for (old, new), count in self._renamed.items()
        )
        return (*self._findings, *self.arrivals.findings, *renamed)


_MISFIT = "{document} has marks that do not fit its text; it was left out, as you asked."
_ALIAS = "{old} came in as {new}, which the schema knows by that name ({count} times)."
