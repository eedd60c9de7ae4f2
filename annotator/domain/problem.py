"""Problem: one thing that is wrong with a mark, in words for people, and the repair if there is an obvious one.

Every kind has its severity and its sentence in one table, so that the window can translate each sentence, the manual
can list the kinds, and no check words its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from annotator.domain.model import Mark
from annotator.domain.span import Span

Severity: TypeAlias = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Kind:
    """What all problems of one kind share: the severity and the sentence with its named places."""

    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class Repair:
    """What would mend a problem: marks as they should be (ids kept) and ids of marks that should go."""

    put: tuple[Mark, ...] = ()
    delete: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about `target`, a mark's or comment's id ("" for the document); `span` is where to look."""

    severity: Severity
    kind: str
    target: str
    message: str
    values: dict[str, object] = field(default_factory=dict)
    span: Span | None = None
    repair: Repair | None = None

    def __str__(self) -> str:
        return self.message.format(**self.values) if self.values else self.message


# What the values are called: text, head, tail, filler, other: what is marked; type, role, attribute, subtype: ids.
KINDS: Mapping[str, Kind] = {
    "unknown entity type": Kind("error", "“{text}” has the entity type {type}, which the schema does not have."),
    "unknown event type": Kind("error", "“{text}” has the event type {type}, which the schema does not have."),
    "unknown relation type": Kind(
        "error", "“{head}” and “{tail}” have the relation type {type}, which the schema does not have."
    ),
    "unknown subtype": Kind("error", "“{text}” has the subtype {subtype}, which the type {type} does not have."),
    "unknown attribute": Kind("error", "“{text}” has the attribute {attribute}, which the type {type} does not have."),
    "unknown value": Kind("error", "“{text}” has the value {value} for {attribute}, which does not take it."),
    "needless attribute": Kind("warning", "“{text}” has a value for {attribute}, which is not asked of it."),
    "missing attribute": Kind("error", "“{text}” has no value for {attribute}, which the type {type} requires."),
    "impossible span": Kind("error", "The mark {id} does not lie in the text: its spans are {spans}."),
    "edge space": Kind("error", "“{text}” begins or ends with white space."),
    "edge tatweel": Kind("error", "“{text}” begins or ends with a tatweel."),
    "split letter": Kind("error", "“{text}” begins or ends between a letter and its mark."),
    "edge punctuation": Kind("warning", "“{text}” begins or ends with punctuation."),
    "unbalanced pair": Kind("warning", "“{text}” holds only one half of a pair of quotation marks or brackets."),
    "other text": Kind("error", "“{text}” is marked where the imported file says “{stated}”."),
    "discontinuous": Kind("error", "“{text}” is in several pieces; this schema allows only one."),
    "part of a word": Kind("error", "“{text}” begins or ends inside a word; this schema allows only whole words."),
    "proclitic": Kind("warning", "“{text}” begins with an attached particle; elsewhere “{other}” is marked without."),
    "overlap": Kind("error", "“{text}” shares letters with “{other}”; this schema allows no overlap."),
    "crossing": Kind("error", "“{text}” and “{other}” overlap, and neither lies inside the other."),
    "several types": Kind("error", "“{text}” is both {type} and {other_type}; this schema allows one type per span."),
    "duplicate mark": Kind("error", "“{text}” is marked as {type} twice."),
    "repeated trigger": Kind("warning", "“{text}” triggers {type} twice, with different arguments."),
    "unknown role": Kind("error", "“{text}” has the role {role}, which the event type {type} does not have."),
    "missing role": Kind("error", "“{text}” ({type}) has {count} in the role {role}, which requires {min} or more."),
    "recommended role": Kind("warning", "“{text}” ({type}) has nothing in the role {role}, which the text may name."),
    "too many fillers": Kind("error", "“{text}” ({type}) has {count} in the role {role}, which takes {max} at most."),
    "illegal filler": Kind("error", "“{filler}” ({filler_type}) may not fill the role {role} of “{text}” ({type})."),
    "repeated argument": Kind("error", "“{filler}” fills the role {role} of “{text}” twice."),
    "own argument": Kind("error", "“{text}” fills its own role {role}."),
    "mutual arguments": Kind(
        "warning", "“{text}” and “{other}” fill each other's roles, so each is a part of the other."
    ),
    "distant argument": Kind("warning", "“{filler}” in the role {role} is not in the same sentence as “{text}”."),
    "dangling argument": Kind("error", "The role {role} of “{text}” points at {id}, which is not in this layer."),
    "dangling end": Kind("error", "A relation {type} points at {id}, which is not in this layer."),
    "dangling cluster": Kind("error", "“{text}” is in the cluster {id}, which is not in this layer."),
    "dangling comment": Kind("error", "A comment by {author} points at {id}, which is not in this layer."),
    "illegal pair": Kind(
        "error", "The relation {type} may not lead from “{head}” ({head_type}) to “{tail}” ({tail_type})."
    ),
    "relation to itself": Kind("error", "The relation {type} leads from “{head}” to itself."),
    "duplicate relation": Kind("error", "“{head}” and “{tail}” are linked by {type} twice."),
    "repeated relation": Kind(
        "warning", "“{head}” and “{tail}” are linked by {type}, as other mentions of the same two are already."
    ),
    "event without arguments": Kind("warning", "“{text}” ({type}) has nothing in any of its roles."),
    "name without cluster": Kind(
        "warning", "“{text}” is in no cluster, but an equal name is in the cluster “{cluster}”."
    ),
    "mixed cluster": Kind("warning", "“{text}” is {type}, but its cluster “{cluster}” is {other_type} for the rest."),
    "needless cluster": Kind(
        "warning", "“{text}” ({type}) is in the cluster “{cluster}”; this schema has no clusters of such marks."
    ),
}


def found(
    kind: str, target: str, values: dict[str, object], span: Span | None = None, repair: Repair | None = None
) -> Problem:
    """Return a problem of a kind that `KINDS` has, with the severity and sentence of that kind."""
    words = KINDS[kind]
    return Problem(words.severity, kind, target, words.message, values, span, repair)
