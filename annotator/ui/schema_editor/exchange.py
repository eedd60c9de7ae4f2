"""Exchange: bring a schema in from elsewhere, as a draft to look at, and write it out as TOML or as a guideline."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeAlias

from PySide6.QtWidgets import QWidget

from annotator.domain.schema import Schema
from annotator.domain.schema_toml import read_schema
from annotator.domain.schema_write import write_schema
from annotator.errors import AnnotatorError, InputError
from annotator.operations.checking import snapshot
from annotator.operations.guideline import guideline
from annotator.operations.output import write_whole
from annotator.operations.projects import preset_names, preset_source
from annotator.operations.schema_history import differences
from annotator.operations.schema_join import joined_schemas
from annotator.operations.schema_propose import completed_schema, schema_of_brat, schema_of_files, schema_of_project
from annotator.operations.schema_steps import ReplaceSchema
from annotator.operations.transfer import Progress
from annotator.store.project import Project
from annotator.ui.desk import Desk
from annotator.ui.dialogs.aside import Aside
from annotator.ui.dialogs.waiting import StoppedError, Waiting
from annotator.ui.files import project_kinds
from annotator.ui.guideline_pdf import save_guideline_pdf
from annotator.ui.i18n import phrase
from annotator.ui.schema_editor.bench import Bench

Run: TypeAlias = Callable[[Bench, QWidget], None]
Work: TypeAlias = Callable[..., Schema]  # takes `progress`
Write: TypeAlias = Callable[[Project, Path, str], None]
_LARGEST = 20 * 1024 * 1024  # bytes of a schema


# --- bringing in


def from_brat(bench: Bench, over: QWidget) -> None:
    """Bring in the types of a brat configuration."""
    path = bench.desk.ask.open_file(bench.tr("From brat: annotation.conf"), "annotation.conf (*.conf)")
    if path is not None:
        bring(bench, over, lambda **_hearing: schema_of_brat(path))


def from_files(bench: Bench, over: QWidget) -> None:
    """Bring in the types that are met in files."""
    paths = bench.desk.ask.open_files(bench.tr("From what is marked in files"), f"{bench.tr('All files')} (*)")
    if paths:
        bring(bench, over, partial(schema_of_files, paths))


def from_folder(bench: Bench, over: QWidget) -> None:
    """Bring in the types that are met in a folder."""
    path = bench.desk.ask.open_folder(bench.tr("From what is marked in a folder"))
    if path is not None:
        bring(bench, over, partial(schema_of_files, [path]))


def from_project(bench: Bench, over: QWidget) -> None:
    """Bring in the schema of another project."""
    path = bench.desk.ask.open_file(bench.tr("From another project"), project_kinds(bench.session))
    if path is not None:
        author = bench.session.author
        bring(bench, over, lambda **_hearing: schema_of_project(path, author=author))


def from_marks(bench: Bench, over: QWidget) -> None:
    """Bring in what marks of the project have and its schema lacks, as after an import."""
    project, tr = bench.session.project, bench.tr
    if project is None:
        return
    path = project.path
    found = _aside(bench, over, partial(_completed, path))
    if found is None:
        return
    fresh = [difference for difference in differences(project.schema(), found) if difference.change == "added"]
    if not fresh:
        bench.desk.ask.tell(tr("Import a schema"), tr("The schema has every type that is marked in the project."))
        return
    _put(bench, joined_schemas(bench.schema, found, bench.reserved()))


def _completed(path: Path, *, progress: Progress) -> Schema:
    with snapshot(path) as copy:
        return completed_schema(copy, progress=progress)


def from_toml(bench: Bench, over: QWidget) -> None:
    """Bring in a schema that was exported as TOML."""
    path = bench.desk.ask.open_file(bench.tr("From a schema file (TOML)"), "TOML (*.toml)")
    if path is not None:
        bring(bench, over, lambda **_hearing: _read(path))


def from_preset(bench: Bench, over: QWidget) -> None:
    """Bring in a schema that comes with the program."""
    known = {name: read_schema(preset_source(name)) for name in preset_names()}
    names = [schema.title.text(bench.language) for schema in known.values()]
    chosen = bench.desk.ask.pick(names)
    if chosen is not None:
        bring(bench, over, lambda **_hearing: list(known.values())[chosen])


def _read(path: Path) -> Schema:
    try:
        if path.stat().st_size > _LARGEST:
            raise InputError("{file} is larger than {limit} MB. Split it into several files.", file=path.name, limit=20)
        return read_schema(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("{file} cannot be read: {reason}.", file=path.name, reason=error) from error


def bring(bench: Bench, over: QWidget, work: Work) -> None:
    """Read a schema aside and put it into the draft, in place of all or beside it, as the user says."""
    found = _aside(bench, over, work)
    if found is None:
        return
    try:
        schema = _wanted(bench, found)
    except AnnotatorError as error:
        _tell(bench, error)
        return
    if schema is not None:
        _put(bench, schema)


def _aside(bench: Bench, over: QWidget, work: Work) -> Schema | None:
    """Return what the work finds; None if it fails, which is told, or the user stops it."""
    try:
        with Waiting(bench.session, over, bench.tr("Import a schema")) as waiting:
            return Aside(work, waiting.step, (0,))()
    except StoppedError:
        return None
    except AnnotatorError as error:
        _tell(bench, error)
        return None


def _put(bench: Bench, schema: Schema) -> None:
    error = bench.do(ReplaceSchema(schema))
    if error is not None:
        _tell(bench, error)
    bench.go(bench.spot)


def _tell(bench: Bench, error: AnnotatorError) -> None:
    bench.desk.ask.tell(bench.tr("That did not work"), bench.tr.error(error))


def _wanted(bench: Bench, found: Schema) -> Schema | None:
    """Return the draft's schema with what was found, or what was found in its place; None if the user left."""
    own, tr = bench.schema, bench.tr
    if not (own.entities or own.events or own.relations):
        return found
    counts = (
        tr.count("{count} entity types", len(found.entities)),
        tr.count("{count} event types", len(found.events)),
        tr.count("{count} relation types", len(found.relations)),
    )
    question = tr(
        "Found: {entities}, {events}, {relations}.", entities=counts[0], events=counts[1], relations=counts[2]
    )
    answer = bench.desk.ask.choose(
        tr("Import a schema"), question, [tr("Add what is missing"), tr("Put it in place of the whole")]
    )
    if answer is None:
        return None
    return joined_schemas(own, found, bench.reserved()) if answer == 0 else found


# --- writing out


def to_toml(bench: Bench, _over: QWidget) -> None:
    """Write the schema as TOML."""
    export_toml(bench.desk)


def to_html(bench: Bench, _over: QWidget) -> None:
    """Write the guideline as HTML."""
    export_guideline(bench.desk, ".html")


def to_pdf(bench: Bench, _over: QWidget) -> None:
    """Write the guideline as PDF."""
    export_guideline(bench.desk, ".pdf")


def export_toml(desk: Desk) -> None:
    """Ask where the project's schema goes as TOML and write it."""
    session, project = desk.session, desk.session.project
    if project is None:
        return
    name = project.schema().id or project.path.stem
    path = desk.ask.save_file(session.tr("Export the schema"), "TOML (*.toml)", f"{name}.toml", ".toml")
    if path is not None:
        _write(desk, path, lambda: write_whole(path, write_schema(project.schema()).encode("utf-8")))


def export_guideline(desk: Desk, suffix: str) -> None:
    """Ask for language and place of the guideline, ".html" or ".pdf", and write it."""
    project, tr = desk.session.project, desk.session.tr
    if project is None:
        return
    chosen = desk.ask.choose(tr("Guideline"), tr("In which language?"), [tr("In Arabic"), tr("In English")])
    if chosen is None:
        return
    language = ("ar", "en")[chosen]
    kinds = {".html": "HTML (*.html)", ".pdf": "PDF (*.pdf)"}[suffix]
    path = desk.ask.save_file(tr("Guideline"), kinds, f"{project.path.stem}-{language}{suffix}", suffix)
    if path is not None:
        _write(desk, path, lambda: _WRITERS[suffix](project, path, language))


def _save_html(project: Project, path: Path, language: str) -> None:
    write_whole(path, guideline(project.schema(), language=language, project=project).encode("utf-8"))


def _save_pdf(project: Project, path: Path, language: str) -> None:
    save_guideline_pdf(project, path, language)


_WRITERS: dict[str, Write] = {".html": _save_html, ".pdf": _save_pdf}


def _write(desk: Desk, path: Path, write: Callable[[], None]) -> None:
    session = desk.session
    try:
        write()
    except AnnotatorError as error:
        session.refused.emit(error)
        return
    session.said.emit(session.tr("Exported to {path}.", path=path))


IMPORTS: tuple[tuple[str, Run], ...] = (
    (phrase("From a preset…"), from_preset),
    (phrase("From another project…"), from_project),
    (phrase("From a schema file (TOML)…"), from_toml),
    (phrase("From brat: annotation.conf…"), from_brat),
    (phrase("From what is marked in this project…"), from_marks),
    (phrase("From what is marked in files…"), from_files),
    (phrase("From what is marked in a folder…"), from_folder),
)
EXPORTS: tuple[tuple[str, Run], ...] = (
    (phrase("Schema as TOML…"), to_toml),
    (phrase("Guideline as HTML…"), to_html),
    (phrase("Guideline as PDF…"), to_pdf),
)
