"""What the window does with project files: open, make, copy, import, export - asking and telling through the desk."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from annotator.errors import AnnotatorError, ReadOnlyError
from annotator.formats.format import Finding, Loss, WriteOptions
from annotator.operations import projects
from annotator.operations.deciding import Decisions
from annotator.operations.exporting import export_files
from annotator.operations.import_report import report_text
from annotator.operations.importing import ImportReport, import_examined
from annotator.operations.intake import Intake, examine
from annotator.operations.transfer import Progress
from annotator.store.change import in_short
from annotator.store.failures import LockedError
from annotator.store.project import Project
from annotator.ui.desk import Desk
from annotator.ui.dialogs.aside import Aside
from annotator.ui.dialogs.findings import FindingLine, Findings, write_report
from annotator.ui.dialogs.waiting import StoppedError, Waiting
from annotator.ui.on_sight import OnSight
from annotator.ui.session import Listed, Session

SUFFIX = ".annot"
_MANY = 1000  # rows of a change, beyond which views rather read everything anew
_NAMES = 30  # of marks that a line tells


def project_kinds(session: Session) -> str:
    """Return the file dialog's filter for project files."""
    return f"{session.tr('Annotator project')} (*{SUFFIX})"


def open_project(desk: Desk, path: Path) -> None:
    """Open the project file; where somebody else has it open, or it takes no changes, offer to read it only."""
    session = desk.session
    if _is_open(session, path):
        return
    try:
        session.adopt(Project.open(path, author=session.author))
    except (LockedError, ReadOnlyError) as error:
        is_used = isinstance(error, LockedError)
        title = session.tr("The project is in use") if is_used else session.tr("The project cannot be changed")
        answer = desk.ask.choose(title, session.tr.error(error), [session.tr("Open for reading only")])
        if answer == 0:
            _adopt(desk, path)
    except AnnotatorError as error:
        session.refused.emit(error)


def _is_open(session: Session, path: Path) -> bool:
    """Say whether this window has the project open for writing."""
    project = session.project
    return project is not None and not project.read_only and project.path == path.resolve()


def _adopt(desk: Desk, path: Path) -> None:
    try:
        desk.session.adopt(Project.open(path, author=desk.session.author, read_only=True))
    except AnnotatorError as error:
        desk.session.refused.emit(error)


def make_project(desk: Desk, path: Path, preset: str, title: str = "") -> bool:
    """Make a project file from a preset and open it; say whether that was done."""
    try:
        made = projects.new_project(path, preset=preset, author=desk.session.author, title=title)
    except AnnotatorError as error:
        desk.session.refused.emit(error)
        return False
    desk.session.adopt(made)
    return True


def open_sample(desk: Desk, path: Path) -> None:
    """Open the sample project at `path`; it is made if it is not there."""
    if path.exists():
        open_project(desk, path)
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        made = projects.sample_project(path, author=desk.session.author)
    except (AnnotatorError, OSError) as error:
        desk.session.refused.emit(error if isinstance(error, AnnotatorError) else _unwritable(path, error))
        return
    desk.session.adopt(made)


def _unwritable(path: Path, error: OSError) -> AnnotatorError:
    reason = error.strerror or str(error)
    return AnnotatorError("{path} cannot be written: {reason}. Nothing was changed.", path=path, reason=reason)


def import_paths(desk: Desk, paths: list[Path], format_name: str | None = None) -> None:
    """Look files or folders over, ask what is to become of them, import them and tell what came in and what did not."""
    session = desk.session
    title, parent = session.tr("Import"), desk.ask.parent
    try:
        looked = _look_over(desk, paths, format_name)
        if looked is None:
            return
        intake, decisions = looked
        total = intake.documents if intake.documents > 1 else 0
        with Waiting(session, parent, title, total=total) as waiting:
            found = session.run(Aside(_import, waiting.step, (0,)), intake, decisions)
    except StoppedError:
        session.said.emit(session.tr("Stopped; nothing was imported."))
        return
    if found is not None:
        _tell(desk, intake, decisions, found.result)


def _import(project: Project, intake: Intake, decisions: Decisions, *, progress: Progress) -> Listed[ImportReport]:
    """Import, and read the list of documents anew."""
    report = import_examined(project, intake, decisions, progress=progress)
    change = report.change
    if change is not None and len(change.touched) > _MANY:
        report = replace(report, change=in_short(change))
    return Listed(report, None if change is None else project.documents())


def _look_over(desk: Desk, paths: list[Path], format_name: str | None) -> tuple[Intake, Decisions] | None:
    """Look files over and ask, again and again while the user wants them read otherwise; None if the user left."""
    session = desk.session
    options: dict[str, str] = {}
    while True:
        with Waiting(session, desk.ask.parent, session.tr("Import")) as waiting:
            looking = Aside(examine, waiting.look, (0, 0.0))
            intake = session.run(looking, paths, format_name=format_name, options=options)
        answer = _decisions(desk, intake) if intake is not None else None
        if intake is None or answer is None:
            return None
        if isinstance(answer, Decisions):
            return intake, answer
        options = answer


def _decisions(desk: Desk, intake: Intake) -> Decisions | dict[str, str] | None:
    """Ask what is to become of an import, unless it is one file of which there is nothing to ask."""
    is_plain = len(intake.sources) == 1 and intake.sources[0].source.path.is_file()
    if not intake.documents or (is_plain and not intake.has_questions and not intake.suggested):
        return Decisions()
    return desk.ask.intake(desk.session, desk.canvas.look.theme, intake)


def _tell(desk: Desk, intake: Intake, decisions: Decisions, report: ImportReport) -> None:
    session = desk.session
    said = session.tr.count("{count} documents were imported.", len(report.documents))
    session.said.emit(said)
    if report.findings:
        lines = OnSight(report.findings, partial(_finding, session))
        whole = partial(report_text, intake, decisions, report)
        show_findings(desk, Findings(session.tr("Import"), said, lines, whole))
    if report.documents and session.document is None and session.project is not None:
        session.show(session.project.find_document(report.documents[0]))


def _finding(session: Session, finding: Finding) -> FindingLine:
    place = finding.document or Path(finding.file).name
    marks = (finding.id,) if finding.id and finding.document else ()
    return FindingLine(
        finding.severity, place, session.tr(finding.message, **finding.values), finding.document, "", marks
    )


def export_project(desk: Desk, path: Path, format_name: str, *, only: str | None = None) -> None:
    """Export all documents, or `only` one, and tell what the format could not hold."""
    session = desk.session
    choice: dict[str, object] = {
        "options": WriteOptions(language=session.settings.language),
        "documents": [only] if only else None,
    }
    total = 1 if only else len(session.documents)
    try:
        with Waiting(session, desk.ask.parent, session.tr("Export"), total=total) as waiting:
            writing = session.run(export_files, path, format_name, progress=waiting.step, **choice)
    except StoppedError:
        session.said.emit(session.tr("Stopped; nothing was written."))
        return
    if writing is None:
        return
    session.said.emit(session.tr("Exported to {path}.", path=path))
    if writing.losses:
        sentence = session.tr("The export is done, but the format cannot hold everything.")
        lines = OnSight(writing.losses, partial(_loss, session))
        show_findings(desk, Findings(session.tr("Export"), sentence, lines))


def _loss(session: Session, loss: Loss) -> FindingLine:
    names = ", ".join(loss.ids[:_NAMES]) + (" …" if len(loss.ids) > _NAMES else "")
    words = f"{session.tr(loss.message)} ({names})" if names else session.tr(loss.message)
    return FindingLine("warning", loss.document, words, loss.document, loss.annotator, loss.ids)


def show_findings(desk: Desk, findings: Findings) -> None:
    """Show the findings; then save them or go to the mark that the user chose."""
    answer = desk.ask.show_findings(desk.session, desk.canvas.look.theme, findings)
    if answer == "save":
        suffix = ".json" if findings.json else ".tsv"
        path = desk.ask.save_file(desk.session.tr("Save the report"), "", f"report{suffix}", suffix)
        if path is not None:
            _save(desk, path, findings)
    elif answer is not None:
        go_to_mark(desk, answer)


def _save(desk: Desk, path: Path, findings: Findings) -> None:
    session = desk.session
    try:
        with Waiting(session, desk.ask.parent, session.tr("Save the report")) as waiting:
            Aside(lambda **_hearing: write_report(path, findings), waiting.step, (0,))()
    except AnnotatorError as error:
        session.refused.emit(error)


def go_to_mark(desk: Desk, line: FindingLine) -> None:
    """Open the document of a finding and select the first of its marks that is there."""
    session = desk.session
    document_id = session.project.find_document(line.document) if session.project else None
    if document_id is None:
        return
    if session.document is None or session.document.id != document_id or line.annotator not in ("", session.annotator):
        session.show(document_id, line.annotator)
    mark = next((mark for mark in session.marks if mark.name in line.marks), None)
    if mark is not None:
        session.select(mark.id)
        desk.canvas.reveal(mark.id)
        desk.canvas.setFocus()


def show_mark(desk: Desk, document_id: str, annotator: str, mark_id: str) -> None:
    """Open a document on somebody's layer, "" for any, and select a mark of it, if both are still there."""
    session = desk.session
    if not any(row.id == document_id for row in session.documents):
        return
    is_open = session.document is not None and session.document.id == document_id
    if not is_open or annotator not in ("", session.annotator):
        session.show(document_id, annotator)
    if session.marks.get(mark_id) is not None:
        session.select(mark_id)
        desk.canvas.reveal(mark_id)
    desk.canvas.setFocus()
