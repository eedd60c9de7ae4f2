"""Where a mark came from, as its `extra` says it: the text that a file stated for it, or the model that suggests it.

A layer of suggestions is nobody's work: it names its origin in its own `extra`, its marks carry a score and, once
somebody has looked at them, a verdict. So they travel in every format that keeps `extra`, and need no table.
"""

from collections.abc import Mapping
from typing import Literal, TypeAlias, TypeGuard

from annotator.domain.model import Entity, Event, Extra, Json, Layer, Mark, spans_of
from annotator.domain.span import surface

STATED = "stated text"  # of a mention that does not stand on the text its file stated
SUGGESTIONS = "suggestions"  # of a layer: {"origin": …}
SUGGESTION = "suggestion"  # of a mark: {"score": …, "verdict": …, "by": …, "at": …}

Verdict: TypeAlias = Literal["accepted", "rejected"]


def stated_text(mark: Entity | Event) -> str | None:
    """Return the text that the file stated for a mark which does not stand on it, None for every other mark."""
    stated = mark.extra.get(STATED)
    return stated if isinstance(stated, str) else None


def stands_on_stated(text: str, mark: Entity | Event) -> bool:
    """Say whether a mark stands on what its file stated, blanks aside; so does every mark of which nothing is known."""
    stated = stated_text(mark)
    return stated is None or "".join(surface(text, spans_of(mark)).split()) == "".join(stated.split())


def suggested_by(extra: Extra) -> str:
    """Return the origin of a layer's suggestions by the layer's `extra`, "" if it holds somebody's work."""
    stated = extra.get(SUGGESTIONS)
    origin = stated.get("origin") if isinstance(stated, dict) else None
    return origin if isinstance(origin, str) else ""


def suggestions_of(origin: str) -> Extra:
    """Return the `extra` of a layer of suggestions."""
    return {SUGGESTIONS: {"origin": origin}}


def is_suggested(layer: Layer) -> bool:
    """Say whether a layer holds suggestions and nobody's work."""
    return bool(suggested_by(layer.extra))


def score_of(mark: Mark) -> float | None:
    """Return how sure the origin of a suggestion was, None where it did not say."""
    score = _suggestion(mark).get("score")
    return float(score) if is_number(score) else None


def verdict_of(mark: Mark) -> Verdict | None:
    """Return what somebody said of a suggestion, None while it is open."""
    match _suggestion(mark).get("verdict"):
        case "accepted":
            return "accepted"
        case "rejected":
            return "rejected"
    return None


def is_number(value: Json) -> TypeGuard[int | float]:
    """Say whether a value from a file is a number, which true and false are not."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def scored(extra: Extra, score: Json) -> Extra:
    """Return the `extra` of a suggested mark with its score, if that is a number."""
    return {**extra, SUGGESTION: {"score": score}} if is_number(score) else extra


def judged(mark: Mark, verdict: Verdict, by: str, at: str) -> Extra:
    """Return the `extra` of a suggested mark of which somebody said something; `at` is ISO 8601 in UTC."""
    return {**mark.extra, SUGGESTION: {**_suggestion(mark), "verdict": verdict, "by": by, "at": at}}


def without_origin(extra: Extra) -> Extra:
    """Return the `extra` of a mark as somebody's own, without what made it a suggestion."""
    return {key: value for key, value in extra.items() if key != SUGGESTION}


def _suggestion(mark: Mark) -> Mapping[str, Json]:
    stated = mark.extra.get(SUGGESTION)
    return stated if isinstance(stated, dict) else {}
