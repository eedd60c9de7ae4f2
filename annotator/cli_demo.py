"""What keeps the command `demo` from replacing a file that it did not make: a list, in its folder, of those it made."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.errors import AnnotatorError
from annotator.operations.output import write_whole

DEMO_LIST = ".annotator-demo"  # names the files that a demo made, which the next one may replace


def demo_files(folder: Path) -> set[str]:
    """Return the files in the subfolders that a demo writes to, relative to `folder`."""
    parts = (folder / "pictures", folder / "exports")
    return {file.relative_to(folder).as_posix() for part in parts for file in part.rglob("*") if not file.is_dir()}


def check_demo(folder: Path) -> None:
    """Raise AnnotatorError if the demo could replace a file that no earlier demo made."""
    try:
        known = (folder / DEMO_LIST).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        known = []
    strange = sorted(demo_files(folder).difference(known))
    if strange:
        raise AnnotatorError(
            "{path} was not made by this command, and could be lost. Choose another folder, or move the file away.",
            path=folder / strange[0],
        )


@contextmanager
def listing_demo(folder: Path) -> Iterator[None]:
    """Write down at the end which files the demo made."""
    try:
        yield
    finally:
        write_whole(folder / DEMO_LIST, "\n".join(sorted(demo_files(folder))).encode("utf-8", "surrogateescape"))
