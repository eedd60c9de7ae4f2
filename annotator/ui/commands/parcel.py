"""Commands that give documents away in a parcel, and join what comes back."""

from annotator.operations import parcels
from annotator.ui.command import command, has_project
from annotator.ui.desk import Desk
from annotator.ui.files import SUFFIX, project_kinds
from annotator.ui.parcel.give import ask_giving
from annotator.ui.parcel.take_in import take_in


def _is_writable(desk: Desk) -> bool:
    return desk.session.project is not None and not desk.session.project.read_only


@command("Parcel out…", "file", order=240, is_live=has_project)
def parcel_out(desk: Desk) -> None:
    """Write a small project file with some documents for one person; nothing in it shows what others marked."""
    giving = ask_giving(desk.session, desk.window)
    if giving is None:
        return
    tr = desk.session.tr
    path = desk.ask.save_file(tr("Place of the parcel"), project_kinds(desk.session), giving.person, SUFFIX)
    if path is None:
        return
    made = desk.session.run(parcels.parcel_out, path, giving.documents, giving.person)
    if made is not None:
        desk.session.said.emit(tr("The parcel for {name} is at {path}.", name=made.annotator, path=path))


@command("Take in parcel…", "file", order=250, is_live=_is_writable)
def parcel_in(desk: Desk) -> None:
    """Take in the work of a parcel that came back, after a look at what it brings."""
    path = desk.ask.open_file(desk.session.tr("Take in a parcel"), project_kinds(desk.session))
    if path is not None:
        take_in(desk, path, is_parcel=True)


@command("Merge with…", "file", order=260, is_live=_is_writable)
def merge_with(desk: Desk) -> None:
    """Take in what was done in another copy of this project, after a look at what it brings."""
    path = desk.ask.open_file(desk.session.tr("Merge with another copy"), project_kinds(desk.session))
    if path is not None:
        take_in(desk, path, is_parcel=False)
