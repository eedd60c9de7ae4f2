"""Assignment: give documents to people, drawn by a seed so that the drawing can be repeated.

A plan says for each document who works on it. What is given is a layer in the state new that belongs to a batch; so
work travels, merges and is undone like every other row.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

from annotator.domain.model import State
from annotator.domain.people import Batch
from annotator.errors import AnnotatorError
from annotator.operations.people import check_name
from annotator.store.change import Change
from annotator.store.project import Project
from annotator.store.rows import DocumentRow

Plan: TypeAlias = Mapping[str, tuple[str, ...]]  # document id → names of those who work on it


@dataclass(frozen=True, slots=True)
class Load:
    """What a plan gives to one person."""

    name: str
    documents: int
    shared: int  # documents that somebody else has too
    characters: int


def by_hand(documents: Iterable[DocumentRow], names: Sequence[str]) -> Plan:
    """Give every document to each of these people."""
    return {document.id: tuple(names) for document in documents}


def each_to(documents: Sequence[DocumentRow], names: Sequence[str], count: int, *, seed: int) -> Plan:
    """Give every document to `count` people, balanced by the length of the texts.

    The pairs are mixed, so that everybody shares documents with everybody. Raises AnnotatorError if there are fewer
    people than that.
    """
    _check(names)
    if not 1 <= count <= len(names):
        raise AnnotatorError(
            "{count} people are to work on each document, but {people} are chosen. Choose more people.",
            count=count,
            people=len(names),
        )
    return _dealt(documents, {document.id: count for document in documents}, dict.fromkeys(names, 1.0), seed)


def by_share(documents: Sequence[DocumentRow], shares: Mapping[str, float], *, doubled: float = 0.0, seed: int) -> Plan:
    """Give every document to one person, by their shares, and a part of them (`doubled`, 0 to 1) to two.

    Which documents are doubled is drawn by `seed`. Raises AnnotatorError for shares that give nothing, and for doubled
    documents with fewer than two people.
    """
    _check([name for name, share in shares.items() if share > 0])
    if not 0 <= doubled <= 1:
        raise AnnotatorError("The doubled part must lie between 0 and 100 %, not {part} %.", part=round(doubled * 100))
    names = {name: share for name, share in shares.items() if share > 0}
    twice = round(len(documents) * doubled)
    if twice and len(names) < 2:
        raise AnnotatorError("Documents can be doubled only if two or more people are chosen.")
    drawn = Random(f"doubled {seed}").sample(sorted(document.id for document in documents), twice)
    wanted = {document.id: 1 for document in documents} | dict.fromkeys(drawn, 2)
    return _dealt(documents, wanted, names, seed)


def loads(plan: Plan, documents: Iterable[DocumentRow]) -> list[Load]:
    """Return what a plan gives to each person, by name."""
    lengths = {document.id: document.length for document in documents}
    given, shared, characters = Counter[str](), Counter[str](), Counter[str]()
    for document_id, names in plan.items():
        given.update(names)
        shared.update(names if len(names) > 1 else ())
        for name in names:
            characters[name] += lengths.get(document_id, 0)
    return [Load(name, given[name], shared[name], characters[name]) for name in sorted(given)]


def assign(project: Project, batch: Batch, plan: Plan) -> Change | None:
    """Give out a batch; a document that somebody works on already stays in the batch it is in.

    Raises AnnotatorError for an empty or unfit name.
    """
    name = batch.name.strip()
    if not name:
        raise AnnotatorError("A batch needs a name.")
    layers = {(row.id, layer.annotator): layer for row in project.documents() for layer in row.layers}
    with project.change("assign") as change:
        project.people.put_batch(Batch(name, batch.is_blind, batch.seed, batch.how, batch.at))
        for document_id, names in plan.items():
            for person in names:
                known = layers.get((document_id, person))
                if known is None or known.batch is None:
                    project.people.set_batch(project.ensure_layer(document_id, check_name(person)), name)
    return change.record


def take_back(project: Project, layer_ids: Iterable[str]) -> Change | None:
    """Take work back that nobody began; raises AnnotatorError for a layer that holds something."""
    with project.change("take back work") as change:
        for layer_id in layer_ids:
            if not project.people.take_back(layer_id):
                row = project.document_row(project.document_of(layer_id))
                name = next(layer.annotator for layer in row.layers if layer.id == layer_id)
                raise AnnotatorError(
                    "{name} has begun “{document}”. Work that was begun cannot be taken back.",
                    name=name,
                    document=row.name,
                )
    return change.record


def open_blind(project: Project, name: str, *, is_blind: bool) -> Change | None:
    """Say whether a batch is blind."""
    batch = next((one for one in project.people.batches() if one.name == name), Batch(name))
    with project.change("set blind") as change:
        project.people.put_batch(Batch(name, is_blind, batch.seed, batch.how, batch.at))
    return change.record


def unassigned(documents: Iterable[DocumentRow]) -> list[DocumentRow]:
    """Return the documents that nobody works on."""
    return [row for row in documents if all(layer.state is State.NEW and not layer.batch for layer in row.layers)]


def _check(names: Iterable[str]) -> None:
    if not any(True for _ in names):
        raise AnnotatorError("Choose somebody to give the documents to.")


def _dealt(documents: Sequence[DocumentRow], wanted: Mapping[str, int], shares: Mapping[str, float], seed: int) -> Plan:
    """Deal documents, those for most people and the longest first, to who has least for their share.

    Among equals those come first who shared least with the ones chosen already, then a drawn order.
    """
    draw = Random(f"deal {seed}")
    order = {name: number for number, name in enumerate(draw.sample(sorted(shares), len(shares)))}
    mixed = draw.sample(sorted(documents, key=lambda row: row.id), len(documents))
    mixed.sort(key=lambda row: (-wanted[row.id], -row.length))
    burden = dict.fromkeys(shares, 0.0)
    met: Counter[tuple[str, str]] = Counter()
    plan: dict[str, tuple[str, ...]] = {}
    for row in mixed:
        chosen: list[str] = []
        for _ in range(wanted[row.id]):
            left = [name for name in shares if name not in chosen]
            chosen.append(min(left, key=lambda name: (_met(met, name, chosen), burden[name], order[name])))
        met.update(pair for name in chosen for pair in ((name, other) for other in chosen if other != name))
        for name in chosen:
            burden[name] += (row.length + 1) / shares[name]
        plan[row.id] = tuple(sorted(chosen))
    return {row.id: plan[row.id] for row in documents}


def _met(met: Counter[tuple[str, str]], name: str, chosen: Iterable[str]) -> int:
    return sum(met[name, other] for other in chosen)
