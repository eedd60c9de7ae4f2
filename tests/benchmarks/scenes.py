"""Scenes: the interactions that are measured, each many times on one stage."""

import random
from collections.abc import Callable
from itertools import cycle, islice

from PySide6.QtCore import Qt

from tests.benchmarks.clock import Laps
from tests.benchmarks.stage import HEIGHT, WIDTH, Stage

_CONTROL = Qt.KeyboardModifier.ControlModifier
_TIMER = 0.6  # seconds after which every timer of the panels has run


def play(stage: Stage, share: float) -> dict[str, Laps]:
    """Measure all interactions, each with a share of its repeats, and return them by name."""
    stage.settle(_TIMER)
    scenes: list[tuple[Callable[[Stage, int], dict[str, Laps]], int]] = [
        (_open, 12),
        (_wheel, 120),
        (pages, 80),
        (_jump, 80),
        (_hover, 120),
        (_select, 120),
        (_resize, 40),
        (edit, 80),
        (_after, 8),
    ]
    found: dict[str, Laps] = {}
    for scene, repeats in scenes:
        stage.jump(0.3)
        stage.settle()
        found |= scene(stage, max(round(repeats * share), 2))
    return found


def screen(stage: Stage) -> tuple[str, float, int]:
    """Return the text of the screen in view, the width of its column and the size of its letters."""
    stage.jump(0.3)
    stage.settle()
    shown = [layout for _, layout, _ in stage.canvas._visible()]
    text = "\n".join(layout.shaped.text for layout in shown)
    return text, shown[0].shaped.width, stage.session.settings.text_size


def _open(stage: Stage, repeats: int) -> dict[str, Laps]:
    first, disk = Laps(), Laps()
    session = stage.session
    for _ in range(repeats):
        with first.lap():
            stage.canvas.show_document(session.text, session.marks)
            stage.paint()
        stage.settle()
    assert session.document is not None
    for _ in range(max(repeats // 4, 1)):
        with disk.lap():
            session.show(session.document.id)
            stage.paint()
        stage.settle()
    return {"first paint": first, "open from disk": disk}


def _wheel(stage: Stage, repeats: int) -> dict[str, Laps]:
    laps = Laps()
    for way in islice(cycle([-1] * 8 + [1] * 8), repeats):
        with laps.lap():
            stage.wheel(way)
            stage.paint()
        stage.settle()
    return {"wheel notch": laps}


def pages(stage: Stage, repeats: int) -> dict[str, Laps]:
    """Page through the text: to what is laid out already, and to what nobody has looked at."""
    warm, cold = Laps(), Laps()
    places = random.Random(1)
    for number in range(repeats):
        if number % 10 == 0:
            stage.jump(places.uniform(0.1, 0.9))
        stage.settle()
        key = "PgUp" if stage.is_at_end else "PgDown"
        with warm.lap():
            stage.press(key)
            stage.paint()
    for _ in range(repeats):
        stage.jump(0.0)
        stage.settle()
        _forget(stage)
        with cold.lap():
            stage.press("PgDown")
            stage.paint()
    return {"page down, warm": warm, "page down, cold": cold}


def _forget(stage: Stage) -> None:
    """Drop every layout, as if the page had never been looked at."""
    sheet = stage.canvas.sheet
    assert sheet is not None
    sheet.refit(sheet.kit, sheet.width)


def _jump(stage: Stage, repeats: int) -> dict[str, Laps]:
    laps, places = Laps(), random.Random(2)
    for _ in range(repeats):
        with laps.lap():
            stage.jump(places.random())
            stage.paint()
        stage.settle()
    return {"jump": laps}


def _hover(stage: Stage, repeats: int) -> dict[str, Laps]:
    laps = Laps()
    for spot in islice(cycle(stage.spots()), repeats):
        with laps.lap():
            stage.point_at(spot)
            stage.paint()
        stage.settle()
    stage.canvas.hover(None)
    return {"hover": laps}


def _select(stage: Stage, repeats: int) -> dict[str, Laps]:
    laps = Laps()
    stand_in_view(stage)
    for _ in range(repeats):
        with laps.lap():
            stage.press("Left")
            stage.paint()
        stage.settle()
    return {"selection step": laps}


def stand_in_view(stage: Stage) -> None:
    """Put the cursor on a word in the middle of the window."""
    layouts = [layout for _, layout, _ in stage.canvas._visible() if layout.shaped.text]
    block = layouts[len(layouts) // 2]
    stage.canvas.stand_on(block.content.start)
    stage.settle()


def go_to_free_word(stage: Stage) -> None:
    """Go on to the next word that has no mark."""
    while True:
        stage.press("Left")
        stage.settle()
        (span,) = stage.canvas.selection.spans
        if not stage.session.marks.in_range(span.start, span.end):
            return


def _resize(stage: Stage, repeats: int) -> dict[str, Laps]:
    laps = Laps()
    for number in range(repeats):
        with laps.lap():
            stage.window.resize(WIDTH - 20 * (number % 7 + 1), HEIGHT)
            stage.paint()
        stage.settle()
    stage.window.resize(WIDTH, HEIGHT)
    return {"resize": laps}


def edit(stage: Stage, repeats: int) -> dict[str, Laps]:
    """Mark words one after the other, then take every mark back, as one does with two keys each."""
    key, idle, undo = Laps(), Laps(), Laps()
    stand_in_view(stage)
    assert stage.session.project is not None
    for _ in range(repeats):
        go_to_free_word(stage)
        known = len(stage.session.marks)
        with idle.lap():
            with key.lap():
                stage.press("1")
                stage.paint()
            stage.settle()
        assert len(stage.session.marks) == known + 1, "the key marked nothing"
    for _ in range(repeats):
        with undo.lap():
            stage.press("Z", _CONTROL)
            stage.paint()
        stage.settle()
    return {"key to disk to paint": key, "key until idle": idle, "undo to disk to paint": undo}


def _after(stage: Stage, repeats: int) -> dict[str, Laps]:
    """Find the longest time for which the window does not answer in the second that follows an edit."""
    laps = Laps()
    stand_in_view(stage)
    for _ in range(repeats):
        go_to_free_word(stage)
        stage.settle(_TIMER)
        stage.press("1")
        stage.paint()
        laps.wall.append(stage.longest_block(_TIMER))
        laps.cpu.append(laps.wall[-1])
    return {"longest block after a key": laps}
