"""What the window does with project files: open, make, copy, import, export - asking and telling through the desk."""

from pathlib import Path

from annotator.errors import AnnotatorError
from annotator.formats.format import Finding, Loss, WriteOptions
from annotator.operations import projects, transfer
from annotator.store.failures import LockedError
from annotator.store.project import Project
from annotator.ui.desk import Desk
from annotator.ui.session import Session

SUFFIX = ".annot"


def project_kinds(session: Session) -> str:
    """Return the file dialog's filter for project files."""
    return f"{session.tr('Annotator project')} (*{SUFFIX})"


def open_project(desk: Desk, path: Path) -> None:
    """Open the project file; where somebody else has it open, offer to read it only."""
    session = desk.session
    try:
        session.adopt(Project.open(path, author=session.author))
    except LockedError as error:
        question = session.tr.error(error)
        answer = desk.ask.choose(session.tr("The project is in use"), question, [session.tr("Open for reading only")])
        if answer == 0:
            _adopt(desk, path)
    except AnnotatorError as error:
        session.refused.emit(error)


def _adopt(desk: Desk, path: Path) -> None:
    try:
        desk.session.adopt(Project.open(path, author=desk.session.author, read_only=True))
    except AnnotatorError as error:
        desk.session.refused.emit(error)


def make_project(desk: Desk, path: Path, preset: str, title: str = "") -> None:
    """Make a project file from a preset and open it."""
    try:
        made = projects.new_project(path, preset=preset, author=desk.session.author, title=title)
    except AnnotatorError as error:
        desk.session.refused.emit(error)
        return
    desk.session.adopt(made)


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
    """Import files or folders and tell what came in and what did not."""
    session = desk.session
    report = session.run(transfer.import_files, paths, format_name=format_name)
    if report is None:
        return
    said = session.tr.count("{count} documents were imported.", len(report.documents))
    findings = "\n".join(_finding(session, finding) for finding in report.findings)
    session.said.emit(said)
    if findings:
        desk.ask.tell(session.tr("Import"), said, detail=findings)
    if report.documents and session.document is None and session.project is not None:
        session.show(session.project.find_document(report.documents[0]))


def _finding(session: Session, finding: Finding) -> str:
    sentence = session.tr(finding.message, **finding.values)
    return f"{finding.document}: {sentence}" if finding.document else sentence


def export_project(desk: Desk, path: Path, format_name: str, *, only: str | None = None) -> None:
    """Export all documents, or `only` one, and tell what the format could not hold."""
    session = desk.session
    documents = [only] if only else None
    options = WriteOptions(language=session.settings.language)
    writing = session.run(transfer.export_files, path, format_name, options=options, documents=documents)
    if writing is None:
        return
    said = session.tr("Exported to {path}.", path=path)
    losses = "\n".join(_loss(session, loss) for loss in writing.losses)
    session.said.emit(said)
    if losses:
        sentence = session.tr("The export is done, but the format cannot hold everything.")
        desk.ask.tell(session.tr("Export"), sentence, detail=losses)


def _loss(session: Session, loss: Loss) -> str:
    return f"{loss.document}: {session.tr(loss.message)} ({', '.join(loss.ids)})"
