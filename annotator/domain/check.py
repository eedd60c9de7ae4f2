"""Check what is marked against the schema: all of a layer, or only the marks that an edit concerns.

After an edit of the marks `ids`, the problems of `affected(ids, …before…) | affected(ids, …after…)` replace those that
were known of these marks; all other problems stand. `problems_of` gives for any ids just what `problems` would.
"""

from bisect import bisect_right
from collections.abc import Collection, Container, Iterable, Iterator

from annotator.domain.check_context import Context, Form, Mention, Splitter, ends, mentions
from annotator.domain.check_marks import bare_forms, comment_problems, mark_problems
from annotator.domain.check_neighbours import Neighbours, everyone, neighbour_problems, whole_key
from annotator.domain.model import Comment, Entity, Layer, Mark, Relation, spans_of
from annotator.domain.problem import Problem
from annotator.domain.schema import Schema
from annotator.domain.span import Fragments, fragments


def problems(text: str, layer: Layer, schema: Schema, *, sentences: Splitter | None = None) -> list[Problem]:
    """Return all problems of a layer, in the order of the text.

    `sentences` gives the sentences of a text; without it no argument is found too far away.
    """
    context = Context(text, layer, schema, sentences)
    return _in_order(_found(context, layer.marks(), layer.comments, everyone(context)))


def problems_of(
    ids: Collection[str],
    text: str,
    layer: Layer,
    schema: Schema,
    *,
    sentences: Splitter | None = None,
    forms: Container[Form] | None = None,
) -> list[Problem]:
    """Return those of all problems whose target is one of `ids` (marks or comments), at the cost of these alone.

    `layer` may be a part of one: of what touches these marks, is linked with them or is in a cluster with one of
    them, nothing may be missing, and `forms` then holds type and covered text of every mention of the whole.
    """
    wanted = frozenset(ids)
    context = Context(text, layer, schema, sentences, forms)
    marks = [mark for mark in layer.marks() if mark.id in wanted]
    comments = [comment for comment in layer.comments if comment.id in wanted]
    found = _found(context, marks, comments, _neighbours(context, marks))
    return _in_order(problem for problem in found if problem.target in wanted)


def affected(ids: Collection[str], text: str, layer: Layer, schema: Schema) -> frozenset[str]:
    """Return `ids` (marks, clusters, comments) and the marks and comments whose problems may depend on them."""
    wanted = frozenset(ids)
    context = Context(text, layer, schema)
    marks = [mark for mark in layer.marks() if mark.id in wanted]
    near = _neighbours(context, marks, clusters=wanted)
    pointed = {target for mark in marks for target in ends(mark)}
    pointed |= {comment.target for comment in layer.comments if comment.target and comment.id in wanted}
    pointing = {mark.id for mark in layer.marks() if not wanted.isdisjoint(ends(mark))}
    pointing |= {comment.id for comment in layer.comments if comment.target in wanted}
    beside = {mark.id for mark in (*near.mentions, *near.relations)}
    linked = {whole_key(context, link) for link in layer.relations if not wanted.isdisjoint((link.head, link.tail))}
    told = {link.id for link in layer.relations if whole_key(context, link) in linked} if linked else set()
    return wanted | beside | pointed | pointing | told | _with_proclitic(context, marks) | _with_name(context, marks)


def _found(
    context: Context, marks: Iterable[Mark], comments: Iterable[Comment], among: Neighbours
) -> Iterator[Problem]:
    for mark in marks:
        yield from mark_problems(context, mark)
    yield from neighbour_problems(context, among)
    relations = frozenset(relation.id for relation in context.layer.relations)
    for comment in comments:
        yield from comment_problems(context, comment, relations)


def _in_order(found: Iterable[Problem]) -> list[Problem]:
    return sorted(found, key=lambda problem: problem.span.start if problem.span else -1)


def _neighbours(context: Context, marks: Iterable[Mark], clusters: frozenset[str] = frozenset()) -> Neighbours:
    """Return the marks that touch these, are in a cluster with one of them, or link the same ends."""
    chosen = [mark for mark in marks if not isinstance(mark, Relation)]
    keys = {whole_key(context, mark) for mark in marks if isinstance(mark, Relation)}
    shared = clusters | {mark.cluster for mark in chosen if mark.cluster is not None}
    spans = [span for mark in chosen if context.is_sound(mark) for span in spans_of(mark)]
    held = fragments(spans) if spans else ()
    starts = [span.start for span in held]
    near = (
        mention
        for mention in mentions(context.layer)
        if (mention.cluster in shared or _touches(mention, held, starts)) and context.is_sound(mention)
    )
    relations = (relation for relation in context.layer.relations if whole_key(context, relation) in keys)
    return Neighbours(tuple(near), tuple(relations) if keys else ())


def _touches(mention: Mention, held: Fragments, starts: list[int]) -> bool:
    for span in spans_of(mention):
        before = bisect_right(starts, span.end - 1) - 1
        if before >= 0 and held[before].end > span.start:
            return True
    return False


def _with_proclitic(context: Context, marks: Iterable[Mark]) -> set[str]:
    """Return the mentions that may be one of these with an attached particle before it."""
    forms = {(mark.type, context.form(mark)) for mark in marks if not isinstance(mark, Relation)}
    if not forms or not context.schema.policy.exclude_proclitics:
        return set()
    return {
        mention.id
        for mention in mentions(context.layer)
        if context.is_sound(mention) and any((mention.type, form) in forms for _, form in bare_forms(context, mention))
    }


def _with_name(context: Context, marks: Iterable[Mark]) -> set[str]:
    """Return the entities that are named as one of these is."""
    forms = {(mark.type, context.form(mark)) for mark in marks if isinstance(mark, Entity)}
    if not forms or not context.schema.policy.coreference:
        return set()
    return {entity.id for entity in context.layer.entities if (entity.type, context.form(entity)) in forms}
