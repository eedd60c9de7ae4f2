"""Commands on files: projects, import and export."""

from pathlib import Path

from annotator import paths
from annotator.operations import projects
from annotator.ui.command import command, has_project
from annotator.ui.desk import Desk
from annotator.ui.dialogs.new_project import ask_new_project
from annotator.ui.export.dialog import show_export
from annotator.ui.files import (
    SUFFIX,
    import_paths,
    make_project,
    open_project,
    open_sample,
    project_kinds,
)
from annotator.ui.schema_editor.dialog import edit_schema


def _is_writable(desk: Desk) -> bool:
    return desk.session.project is not None and not desk.session.project.read_only


@command("New project…", "file", keys="Ctrl+N", icon="new", order=100)
def new_project(desk: Desk) -> None:
    """Make a project: choose what may be marked in it and where its file goes."""
    answer = ask_new_project(desk.session, desk.window)
    if answer is None:
        return
    path = desk.ask.save_file(desk.session.tr("New project"), project_kinds(desk.session), answer.title, SUFFIX)
    if path is not None:
        is_made = make_project(desk, path, answer.preset, answer.title)
        if is_made and answer.wants_editor:
            edit_schema(desk)


@command("Open project…", "file", keys="Ctrl+O", icon="open", order=110)
def open_file(desk: Desk) -> None:
    """Open a project file."""
    path = desk.ask.open_file(desk.session.tr("Open project"), project_kinds(desk.session))
    if path is not None:
        open_project(desk, path)


@command("Open recent…", "file", keys="Ctrl+R", order=115)
def open_recent(desk: Desk) -> None:
    """Choose among the projects that were open lately."""
    paths_of = [Path(name) for name in desk.session.settings.recent_projects if Path(name).is_file()]
    chosen = desk.ask.pick([path.name for path in paths_of]) if paths_of else None
    if chosen is not None:
        open_project(desk, paths_of[chosen])


@command("Open the sample", "file", icon="sample", order=120)
def open_sample_project(desk: Desk) -> None:
    """Open the sample project: real articles with careful marks, to look at and to play with."""
    open_sample(desk, paths.data_folder() / f"sample{SUFFIX}")


@command("Import files…", "file", keys="Ctrl+I", icon="import", order=200, is_live=_is_writable)
def import_files(desk: Desk) -> None:
    """Bring texts and marks from files into the project."""
    tr = desk.session.tr
    chosen = desk.ask.open_files(tr("Import files"), f"{tr('All files')} (*)")
    if chosen:
        import_paths(desk, chosen)


@command("Import a folder…", "file", order=210, is_live=_is_writable)
def import_folder(desk: Desk) -> None:
    """Bring all texts and marks of a folder into the project, such as a brat collection."""
    chosen = desk.ask.open_folder(desk.session.tr("Import a folder"))
    if chosen is not None:
        import_paths(desk, [chosen])


@command("Export…", "file", keys="Ctrl+E", icon="export", order=220, is_live=has_project)
def export(desk: Desk) -> None:
    """Write the project's documents to files in a format of your choice."""
    show_export(desk)


@command("Save a copy…", "file", keys="Ctrl+Shift+S", icon="save_copy", order=300, is_live=has_project)
def save_copy(desk: Desk) -> None:
    """Write a whole copy of the project to another place; every step is saved already in the project itself."""
    path = desk.ask.save_file(desk.session.tr("Save a copy"), project_kinds(desk.session), "", SUFFIX)
    if path is not None:
        saved = desk.session.run(projects.save_copy, path)
        if saved is not None:
            desk.session.said.emit(desk.session.tr("A copy was saved at {path}.", path=saved))


@command("Close project", "file", keys="Ctrl+W", icon="close", order=400, is_live=has_project)
def close_project(desk: Desk) -> None:
    """Close the project; nothing needs saving."""
    desk.leave()
    desk.session.adopt(None)
    desk.session.set_settings(last_project="")


@command("Quit", "file", keys="Ctrl+Q", icon="quit", order=410)
def leave_program(desk: Desk) -> None:
    """Close the window; nothing needs saving."""
    desk.window.close()
