"""Link steps: go from a mark along what it is linked with, one key press after the other, and back to it."""

from annotator.ui.desk import Desk


def next_link(desk: Desk, step: int) -> None:
    """Select the next (1) or previous (-1) relation, event or filler that the mark is linked with; at last itself."""
    session = desk.session
    mark = session.mark
    if mark is None:
        session.said.emit(session.tr("Select a mark first; its links can then be stepped through."))
        return
    ring = _ring(desk, desk.link_base)
    if mark.id not in ring:
        ring = _ring(desk, mark.id)
    desk.link_base = ring[0]
    if len(ring) == 1:
        session.said.emit(session.tr("This mark has no links."))
        return
    chosen = ring[(ring.index(mark.id) + step) % len(ring)]
    session.select(chosen)
    desk.canvas.reveal(chosen)


def _ring(desk: Desk, base: str | None) -> list[str]:
    """Return the mark and what it is linked with, in the order of its links."""
    if base is None or base not in desk.session.marks:
        return []
    marks = desk.session.marks
    others = (link.target if link.owner == base else link.owner for link in marks.links_of(base))
    return list(dict.fromkeys([base, *(other for other in others if other is not None)]))
