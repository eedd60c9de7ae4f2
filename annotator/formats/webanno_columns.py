"""The header of a WebAnno TSV 3 file: which columns belong to which layer and what they state."""

from dataclasses import dataclass

from annotator.formats.refusal import RefusedError


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot feature: a column of roles and one of targets, which are of the layer `target`."""

    name: str
    role: int
    target: int


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one layer: `kind` is "span", "relation" or "chain"; numbers count from 0 behind the token.

    `base` is the column of a relation's governor, and `base_layer` the layer that both its ends are of.
    """

    layer: str
    kind: str
    features: tuple[tuple[str, int], ...] = ()
    slots: tuple[Slot, ...] = ()
    first: int = 0
    base: int = -1
    base_layer: str = ""


_KINDS = {"#T_SP=": "span", "#T_RL=": "relation", "#T_CH=": "chain"}
COLUMN_LIMIT = 10_000


def read_header(lines: list[str]) -> list[Columns]:
    """Return the layers of the header lines in order; raises RefusedError if it is none of this format."""
    if not lines or not lines[0].startswith("#FORMAT=WebAnno TSV 3"):
        raise RefusedError("header", "{file} is not a WebAnno TSV 3 file. Export it again.")
    layers: list[Columns] = []
    at = 0
    for line in lines[1:]:
        kind = _KINDS.get(line[:6])
        if kind is not None:
            columns, at = _columns(kind, line[6:].split("|"), at)
            layers.append(columns)
    if at > COLUMN_LIMIT:
        raise RefusedError("header", "{file} is not a WebAnno TSV 3 file. Export it again.")
    return layers


def _columns(kind: str, parts: list[str], at: int) -> tuple[Columns, int]:
    """Return the layer that begins in column `at`, and the column behind it."""
    layer, names = parts[0], parts[1:] or [""]
    features: list[tuple[str, int]] = []
    slots: list[Slot] = []
    first, base, base_layer = at, -1, ""
    while names:
        name = names.pop(0)
        if name.startswith("ROLE_"):
            if names:
                names.pop(0)  # the layer of the targets has a column of its own
            slots.append(Slot(_slot_name(name), at, at + 1))
            at += 2
            continue
        if name.startswith("BT_"):
            base, base_layer = at, name.removeprefix("BT_")
        elif name:
            features.append((name, at))
        at += 1
    return Columns(layer, kind, tuple(features), tuple(slots), first, base, base_layer), at


def _slot_name(name: str) -> str:
    """Return `links` of `ROLE_custom.Visit:links_custom.VisitLinksLink`."""
    return name.partition(":")[2].partition("_")[0] or name
