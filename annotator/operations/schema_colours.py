"""Propose colours for the types of a schema that stay apart, for colour-blind eyes too and in the dark.

The themes show every type at one lightness, so only hue and vividness can tell types apart; colours are compared as
they are shown. Each new colour is the one farthest from all that are there. Source of the simulation: Machado,
Oliveira and Fernandes 2009, severity 1.0; distances are those of OKLab.
"""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache

from annotator.domain.colours import Triple, contrast, curve, even, in_gamut, linear, parse, to_oklch, write
from annotator.domain.schema import Schema
from annotator.operations.schema_steps import Recolour, Target

SHOWN = (0.54, 0.8)  # the OKLCH lightness of types on a light and on a dark page
PAGES = ("#ffffff", "#16191f")
LEAST_CONTRAST = 3.0  # WCAG 2.2, for what is no text
_LIVELY = 0.09
_CHROMAS = (0.09, 0.14, 0.19)
_HUES = 48

# What red, green and blue light become for an eye without long, medium or short cones.
BLINDNESS: dict[str, tuple[Triple, Triple, Triple]] = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def seen(colour: str, blindness: str) -> str:
    """Return the colour as an eye with "protanopia", "deuteranopia" or "tritanopia" sees it."""
    light = [linear(part) for part in parse(colour)]
    rows = (sum(a * b for a, b in zip(row, light, strict=True)) for row in BLINDNESS[blindness])
    red, green, blue = (curve(max(part, 0.0)) for part in rows)
    return write((red, green, blue))


def distance(one: str, other: str) -> float:
    """Return how far two colours are apart in OKLab: 0.02 is hardly seen, 1.0 is black to white."""
    return math.dist(_lab(one), _lab(other))


@lru_cache(maxsize=8192)
def _lab(colour: str) -> Triple:
    lightness, chroma, hue = to_oklch(parse(colour))
    return lightness, chroma * math.cos(hue), chroma * math.sin(hue)


@lru_cache(maxsize=2048)
def _looks(colour: str) -> tuple[str, ...]:
    """Return the colour as it is shown on each page, to each eye; the eye that sees all comes first on each."""
    shown = [even(colour, lightness, _LIVELY) for lightness in SHOWN]
    return tuple(look for one in shown for look in (one, *(seen(one, kind) for kind in BLINDNESS)))


def apart(one: str, other: str) -> float:
    """Return how far two type colours are apart on one page: to most eyes, and twice that to the worst other ones.

    The smaller sum of the pages counts. The smallest distance alone was refused: at one lightness a dichromat has few
    colours, so that it gives everybody greys.
    """
    pairs = [distance(a, b) for a, b in zip(_looks(one), _looks(other), strict=True)]
    width = 1 + len(BLINDNESS)
    pages = (pairs[at : at + width] for at in range(0, len(pairs), width))
    return min(page[0] + 2 * min(page[1:]) for page in pages)


def proposed_colours(count: int, taken: Iterable[str] = ()) -> list[str]:
    """Return that many colours, each as far as can be from those before it and those that are taken."""
    chosen = list(taken)
    free = _candidates()
    nearest = {colour: min((apart(colour, other) for other in chosen), default=1.0) for colour in free}
    found: list[str] = []
    for _ in range(count):
        best = max(nearest, key=lambda colour: nearest[colour])
        found.append(best)
        nearest = {colour: min(space, apart(colour, best)) for colour, space in nearest.items()}
    return found


@lru_cache(maxsize=1)
def _candidates() -> Sequence[str]:
    """Return colours of middle lightness all around, legible on each page as it shows them."""
    made = {
        in_gamut(0.62, chroma, 2 * math.pi * step / _HUES): None for chroma in _CHROMAS[::-1] for step in range(_HUES)
    }
    return [
        colour
        for colour in made
        if all(
            contrast(even(colour, lightness, _LIVELY), page) >= LEAST_CONTRAST
            for lightness, page in zip(SHOWN, PAGES, strict=True)
        )
    ]


def recolouring(schema: Schema) -> Recolour:
    """Return the step that gives all entity types new colours, event groups others, and their events the group's."""
    entities = [Target("entity", kind.id) for kind in schema.entities]
    groups = [Target("group", group.id) for group in schema.groups]
    known = {group.id for group in schema.groups}
    loose = [Target("event", kind.id) for kind in schema.events if kind.group not in known]
    targets = [*entities, *groups, *loose]
    colours = dict(zip(targets, proposed_colours(len(targets)), strict=True))
    inside = {
        Target("event", kind.id): colours[Target("group", kind.group)] for kind in schema.events if kind.group in known
    }
    return Recolour(tuple((colours | inside).items()))
