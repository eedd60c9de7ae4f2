"""Where files may go: never in the place of a project, a device or the file that is being read; whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.errors import AnnotatorError
from annotator.store.opening import claims_to_be_ours


def check_target(path: Path, source: Path | None = None) -> None:
    """Raise AnnotatorError if a file put at `path` would replace what it must not; `source` is what is being read."""
    if not os.path.lexists(path) or path.is_dir():
        return
    if not path.is_file():
        raise AnnotatorError("{path} is not an ordinary file, so nothing was written. Choose another place.", path=path)
    if _is_project(path):
        raise AnnotatorError(
            "{path} is an Annotator project, which would be lost, so nothing was written. Choose another name.",
            path=path,
        )
    if source is not None and _is_part(path, source):
        raise AnnotatorError(
            "{path} is what is being read, so nothing was written. Choose another place for the result.", path=path
        )


def write_whole(path: Path, content: bytes, *, makes_folder: bool = False) -> None:
    """Put a file in its place in one step; raises AnnotatorError if it may not or cannot be written there."""
    check_target(path)
    try:
        if makes_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".annotator-", dir=path.parent) as folder:
            fresh = Path(folder) / "fresh"
            fresh.write_bytes(content)
            fresh.replace(path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise AnnotatorError(
            "{path} cannot be written: {reason}. Nothing was changed.", path=path, reason=reason
        ) from error


@contextmanager
def told_of(target: Path, folder: Path) -> Iterator[None]:
    """Have an error that names a file below the temporary `folder` name what stands for it beside `target`."""
    try:
        yield
    except AnnotatorError as error:
        for name, value in error.values.items():
            if isinstance(value, str | Path) and Path(value).is_relative_to(folder):
                error.values[name] = str(target.parent / Path(value).relative_to(folder))
        raise


def _is_project(path: Path) -> bool:
    try:
        return claims_to_be_ours(path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise AnnotatorError(
            "{path} cannot be read: {reason}. Choose another place.", path=path, reason=reason
        ) from error


def _is_part(path: Path, source: Path) -> bool:
    """Say whether `path` is the source, or one of the files in it."""
    if source.is_dir():
        return path.resolve().is_relative_to(source.resolve())
    return source.exists() and path.samefile(source)
