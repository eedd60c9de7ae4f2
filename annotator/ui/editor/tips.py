"""Tips: what the pointer says of a mark or a link when it rests on it."""

from annotator.domain.model import Event, spans_of
from annotator.domain.origin import score_of
from annotator.domain.span import surface
from annotator.ui.editor.hit import Spot
from annotator.ui.editor.look import Look
from annotator.ui.editor.marks import Link
from annotator.ui.editor.sheet import Sheet

_LONGEST = 120  # code points of a mention


def tip(found: Spot, sheet: Sheet, look: Look) -> str:
    """Return the whole names that the drawing had to shorten, or nothing."""
    if found.arc is not None:
        return _of_link(found.arc.link, sheet, look)
    mark_id = found.tag or next(iter(found.marks), None)
    mention = sheet.marks.mention(mark_id)
    if mention is None:
        return ""
    words = surface(sheet.text, spans_of(mention))[:_LONGEST]
    score = score_of(mention)
    if score is not None:
        sentence = "{type}: {mention} (sure to {share} %)"
        return look.tr(sentence, type=look.full_name(mention), mention=words, share=round(100 * score))
    return look.tr("{type}: {mention}", type=look.full_name(mention), mention=words)


def _of_link(link: Link, sheet: Sheet, look: Look) -> str:
    owner = sheet.marks.get(link.owner)
    name = look.label_of(link, owner if isinstance(owner, Event) else None)
    source, target = sheet.marks.mention(link.source), sheet.marks.mention(link.target)
    if source is None or target is None:
        return name
    ends = [surface(sheet.text, spans_of(mention))[:_LONGEST] for mention in (source, target)]
    return look.tr("{name}: from {source} to {target}", name=name, source=ends[0], target=ends[1])
