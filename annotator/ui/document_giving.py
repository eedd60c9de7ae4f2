"""Giving: the part of the documents' menu that moves work between people - give, take back, send back, approve."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QMenu

from annotator.domain.model import State
from annotator.domain.people import Batch, Role
from annotator.operations.assignment import assign, by_hand, take_back
from annotator.operations.people import role_of, workers
from annotator.operations.queue import FINISHED, approve, send_all_back, worked
from annotator.store.rows import Counts, DocumentRow, LayerRow
from annotator.ui.desk import Desk
from annotator.ui.widgets import plain


@dataclass(frozen=True, slots=True)
class Work:
    """The layers of some documents that one thing can be done with, by whose they are."""

    layers: dict[str, list[str]]

    def ids(self) -> list[str]:
        """Return the ids of all of them."""
        return [key for ids in self.layers.values() for key in ids]


def add_giving(menu: QMenu, desk: Desk, rows: Sequence[DocumentRow]) -> None:
    """Put the steps that the person at the keyboard may do with these documents into a menu."""
    session, tr = desk.session, desk.session.tr
    project = session.project
    if project is None or project.read_only:
        return
    role = role_of(project, session.author)
    if role is Role.LEAD:
        _add_people(menu, desk, rows)
        free = work_of(rows, _is_untouched)
        _add_whose(menu.addMenu(tr("Take back from")), free, lambda ids: session.run(take_back, ids))
    if role is not Role.ANNOTATOR:
        back = menu.addMenu(tr("Send back to"))
        _add_whose(back, work_of(rows, lambda layer: layer.state in FINISHED), partial(send_back, desk))
        ready = work_of(rows, lambda layer: layer.state in FINISHED and layer.state is not State.APPROVED).ids()
        action = menu.addAction(tr("Approve"), lambda: session.run(approve, ready))
        action.setEnabled(bool(ready))


def give(desk: Desk, rows: Sequence[DocumentRow], name: str) -> None:
    """Give documents to a person, into a batch that the user chooses if there are any."""
    session = desk.session
    batch = _batch(desk)
    if batch is not None and session.run(assign, batch, by_hand(rows, [name])) is not None:
        session.said.emit(session.tr.count("{count} documents were given out.", len(rows)))


def send_back(desk: Desk, layer_ids: Sequence[str]) -> None:
    """Ask what is to be done again and return the work to its annotator."""
    tr = desk.session.tr
    reason = desk.ask.text(tr("Send back"), tr("What is to be done again? The annotator reads this."))
    if reason is not None:
        desk.session.run(send_all_back, layer_ids, reason)


def work_of(rows: Iterable[DocumentRow], fits: Callable[[LayerRow], bool]) -> Work:
    """Return the layers of these documents that people work on and that fit."""
    found: dict[str, list[str]] = {}
    for row in rows:
        for layer in worked(row):
            if fits(layer):
                found.setdefault(layer.annotator, []).append(layer.id)
    return Work(found)


def _is_untouched(layer: LayerRow) -> bool:
    return layer.state is State.NEW and layer.batch is not None and layer.counts == Counts()


def _add_people(menu: QMenu, desk: Desk, rows: Sequence[DocumentRow]) -> None:
    """Offer the people; those who have all of the documents already are ticked."""
    session = desk.session
    people = menu.addMenu(session.tr("Give to"))
    for person in workers(session.project) if session.project else []:
        has_all = all(any(one.annotator == person.name and one.batch for one in row.layers) for row in rows)
        action = people.addAction(plain.menu_text(person.name), partial(give, desk, rows, person.name))
        action.setCheckable(has_all)
        action.setChecked(has_all)
        action.setEnabled(not has_all)
    people.menuAction().setEnabled(not people.isEmpty())


def _add_whose(menu: QMenu, work: Work, act: Callable[[list[str]], object]) -> None:
    for name, ids in sorted(work.layers.items()):
        menu.addAction(plain.menu_text(name), partial(act, ids))
    menu.menuAction().setEnabled(bool(work.layers))


def _batch(desk: Desk) -> Batch | None:
    """Return the batch that documents are given into: the one for those given by hand, or one that is there."""
    session = desk.session
    title = session.tr("By hand")
    known = {batch.name: batch for batch in reversed(session.batches)}
    names = [title, *(name for name in known if name != title)]
    chosen = 0 if len(names) == 1 else desk.ask.pick([session.tr("Into the batch {name}", name=name) for name in names])
    return None if chosen is None else known.get(names[chosen], Batch(names[chosen], how="by hand"))
