"""Comparing comments that were read back: what they say, who said it when, and of what."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator

from annotator.domain.model import Comment, Layer
from annotator.operations.export_named import Named
from annotator.operations.export_pairs import Pairs


def comments_apart(layer: Layer, backs: Iterable[Layer], named: Named, pairs: Pairs) -> Iterator[str]:
    """Yield the ids of the comments that did not come back as they were, and of those that were never written."""
    marks = {mark: found.key for mark, found in pairs.of.items()}
    absent = {one.mark.id for one in pairs.missing}
    backs = tuple(backs)
    wanted = [one for one in layer.comments if not named.is_gone(one.id) and one.target not in absent]
    detailed = {is_bare: [one for one in wanted if _is_bare(one, named) == is_bare] for is_bare in (False, True)}
    left = [one for back in backs for one in back.comments]
    for is_bare, some in detailed.items():
        found = Counter(_sign(one, one.target, is_bare) for one in left)
        for comment in some:
            sign = _sign(comment, marks.get(comment.target or "", comment.target), is_bare)
            if not found[sign]:
                yield comment.id
                continue
            found[sign] -= 1
            back = next(one for one in left if _sign(one, one.target, is_bare) == sign)
            left.remove(back)
            if not named.has("extra", comment.id) and any(
                back.extra.get(key) != comment.extra[key] for key in comment.extra
            ):
                yield comment.id
    if not absent:
        yield from (one.id for one in left)


def _is_bare(comment: Comment, named: Named) -> bool:
    return named.has("comment details", comment.id) or named.has("comment lines", comment.id)


def _sign(comment: Comment, target: str | None, is_bare: bool) -> Hashable:
    """Return what of a comment must come back; of some only what they say and of what."""
    if is_bare:
        return target, " ".join(comment.text.split())
    return target, comment.text, comment.author, comment.at, comment.resolved, comment.parent
