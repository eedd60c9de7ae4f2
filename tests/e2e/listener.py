"""Listener: an AT-SPI client, as a screen reader is one; runs under the system's Python, which has pyatspi.

Reads the paragraph of the canvas, moves its caret, then asks for gestures by lines on standard output ("press 3") and
waits for what is announced. Ends with one line of JSON that tells all it read and heard.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator

import pyatspi
from gi.repository import GLib

PATIENCE = 30  # seconds for all of it
MOST_PANES = 20  # that are gone round before this is given up
heard: list[str] = []
moves: list[int] = []
focused: list[str] = []


def main() -> None:
    """Listen to one window."""
    word, key = sys.argv[1:]
    GLib.timeout_add_seconds(PATIENCE, _give_up)
    GLib.timeout_add(50, lambda: True)  # so that waiting looks again now and then
    pyatspi.Registry.registerEventListener(lambda event: heard.append(event.any_data), "object:announcement")
    pyatspi.Registry.registerEventListener(lambda event: moves.append(event.detail1), "object:text-caret-moved")
    pyatspi.Registry.registerEventListener(_focus, "object:state-changed:focused")
    canvas = wait(lambda: next(canvases(), None))
    told = read(canvas, word)
    told["announced"] = [said(f"press {gesture}") for gesture in (key, "Ctrl+Z", "Ctrl+Shift+Z", "]", "Del")]
    told["panes"] = panes(f"{canvas.getRoleName()}: {canvas.name}")
    told["nameless"] = [one.getRoleName() for one in everything() if is_control(one) and not one.name]
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")


def read(canvas: pyatspi.Accessible, word: str) -> dict[str, object]:
    """Return what the canvas tells of its paragraph; moves the caret to a word."""
    text = canvas.queryText()
    paragraph = text.getText(0, -1)
    first = text.caretOffset
    at = paragraph.index(word)
    text.setCaretOffset(at)
    wait(lambda: at in moves)
    wait(lambda: bool(heard))
    box = text.getCharacterExtents(at, pyatspi.DESKTOP_COORDS)
    return {
        "role": canvas.getRoleName(),
        "name": canvas.name,
        "paragraph": paragraph,
        "caret": [first, text.caretOffset],
        "character": text.getTextAtOffset(at, pyatspi.TEXT_BOUNDARY_CHAR),
        "word": text.getTextAtOffset(at, pyatspi.TEXT_BOUNDARY_WORD_START),
        "line": text.getTextAtOffset(at, pyatspi.TEXT_BOUNDARY_LINE_START),
        "found_at_its_box": text.getOffsetAtPoint(box[0] + box[2] // 2, box[1] + box[3] // 2, pyatspi.DESKTOP_COORDS),
        "selections": text.getNSelections(),
        "moved": heard[-1],
    }


def said(request: str) -> str:
    """Ask for a gesture and return what is announced after it."""
    before = len(heard)
    _ask(request)
    wait(lambda: len(heard) > before)
    return heard[-1]


def panes(last: str) -> list[str]:
    """Go round the panes, up to the one of that name, and return all that got the keyboard on the way."""
    focused.clear()
    for _ in range(MOST_PANES):
        before = len(focused)
        _ask("press F6")
        wait(lambda before=before: len(focused) > before)
        if focused[-1] == last:
            break
    return list(dict.fromkeys(focused))


def canvases() -> Iterator[pyatspi.Accessible]:
    """Yield the text that is not typed into and has something to read."""
    for one in everything():
        is_text = one.getRole() == pyatspi.ROLE_TEXT and one.getState().contains(pyatspi.STATE_READ_ONLY)
        if is_text and one.queryText().characterCount:
            yield one


def everything() -> Iterator[pyatspi.Accessible]:
    """Yield all that the program shows."""
    waiting = [one for one in pyatspi.Registry.getDesktop(0) if one is not None and one.name == "annotator"]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += [child for child in one if child is not None]


def is_control(one: pyatspi.Accessible) -> bool:
    """Say whether a person can put the keyboard on this."""
    state = one.getState()
    return state.contains(pyatspi.STATE_FOCUSABLE) and state.contains(pyatspi.STATE_SHOWING)


def wait(condition: Callable[[], object]) -> object:
    """Serve events until a condition is true, and return it."""
    while not (found := condition()):
        GLib.MainContext.default().iteration(True)
    return found


def _ask(request: str) -> None:
    sys.stdout.write(request + "\n")
    sys.stdout.flush()


def _focus(event: object) -> None:
    if event.detail1:
        focused.append(f"{event.source.getRoleName()}: {event.source.name}")


def _give_up() -> None:
    sys.stderr.write(f"nothing for {PATIENCE} seconds; heard {heard}, caret at {moves}, keyboard on {focused}\n")
    os._exit(1)  # an exception would end the callback only


if __name__ == "__main__":
    main()
