"""The export plan on the command line: the options that say what goes out, and the plan that they come to."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar  # Any: options on their way through

import click

from annotator.cli_opening import FILE
from annotator.cli_words import pair
from annotator.domain.model import State
from annotator.errors import AnnotatorError
from annotator.operations.export_plan import DEFAULT_SHARES, GOLD, ExportPlan, Selection, SplitPlan
from annotator.operations.name_lists import names_in
from annotator.store.project import Project

F = TypeVar("F", bound=Callable[..., object])
_STATES = [state.value for state in State]

_OPTIONS = (
    click.option("--annotator", "annotators", multiple=True, help="Only this annotator's layers; may be repeated."),
    click.option("--gold", is_flag=True, help="Only the adjudicated layers."),
    click.option("--state", "states", multiple=True, type=click.Choice(_STATES), help="Only layers in this state."),
    click.option("--document", "documents", multiple=True, metavar="NAME", help="Only this document."),
    click.option("--documents", "listed", type=FILE, help="Only the documents that this file lists, a name a line."),
    click.option("--name", default="", help="Only documents whose name holds this."),
    click.option("--meta", multiple=True, metavar="KEY=VALUE", help="Only documents with this in their metadata."),
    click.option("--type", "types", multiple=True, metavar="KIND:ID", help="Only marks of this type, entity:PER."),
    click.option("--option", "options", multiple=True, metavar="KEY=VALUE", help="What a format lets you choose."),
    click.option("--language", type=click.Choice(["en", "ar"]), default="en", help="Of the names of types."),
)
_SPLITS = (
    click.option("--split", "shares", multiple=True, metavar="NAME=SHARE", help="A part and its share: train=0.8."),
    click.option("--split-list", "lists", multiple=True, metavar="NAME=FILE", help="A part and the list of its names."),
    click.option("--folds", type=int, default=0, help="As many pairs of train and test in place of parts."),
    click.option("--group-by", "by", default="", metavar="KEY", help="Keep what has the same metadata together."),
    click.option("--seed", type=int, default=0, help="Of what is left to chance in the parts."),
    click.option("--likeness", type=float, default=0.8, help="Texts as alike as this stay together, 0 to 1."),
)


def plan_options(function: F) -> F:
    """Give a command the options of a plan."""
    for option in reversed((*_OPTIONS, *_SPLITS)):
        function = option(function)
    return function


def plan_from(project: Project, format_name: str, chosen: Mapping[str, Any]) -> ExportPlan:
    """Return the plan of what was chosen; raises AnnotatorError for what cannot be chosen."""
    annotators = (*chosen["annotators"], *([GOLD] if chosen["gold"] else []))
    names = [*chosen["documents"], *(names_in(chosen["listed"]) if chosen["listed"] else [])]
    selection = Selection(
        documents=tuple(_id_of(project, name) for name in names) if names or chosen["listed"] else None,
        name=chosen["name"],
        metadata=dict(pair(item) for item in chosen["meta"]),
        annotators=tuple(dict.fromkeys(annotators)) or None,
        states=frozenset(map(State, chosen["states"])) or None,
        types=frozenset(_type(item) for item in chosen["types"]) or None,
    )
    options = dict(pair(item) for item in chosen["options"])
    return ExportPlan(format_name, selection, options, chosen["language"], _splits(chosen))


def _splits(chosen: Mapping[str, Any]) -> SplitPlan | None:
    if not (chosen["shares"] or chosen["lists"] or chosen["folds"] or chosen["by"]):
        return None
    fixed = {name: part for part, file in (pair(item) for item in chosen["lists"]) for name in names_in(Path(file))}
    shares = {name: _share(name, value) for name, value in (pair(item) for item in chosen["shares"])}
    has_default = not shares and not fixed and not chosen["folds"]
    return SplitPlan(
        shares=DEFAULT_SHARES if has_default else shares,
        folds=chosen["folds"],
        by=chosen["by"],
        seed=chosen["seed"],
        fixed=fixed,
        likeness=chosen["likeness"],
    )


def _share(name: str, value: str) -> float:
    try:
        return float(value)
    except ValueError:
        raise AnnotatorError(
            "The share of {name} must be a number, not {value}. Write it like train=0.8.", name=name, value=value
        ) from None


def _type(stated: str) -> tuple[str, str]:
    scope, sign, kind = stated.partition(":")
    if not sign or scope not in ("entity", "event", "relation"):
        raise AnnotatorError("The type {type} must be written like entity:PER.", type=stated)
    return scope, kind


def _id_of(project: Project, name: str) -> str:
    document_id = project.find_document(name)
    if document_id is None:
        raise AnnotatorError("There is no document named “{name}” in the project.", name=name)
    return document_id
