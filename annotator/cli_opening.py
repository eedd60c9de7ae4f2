"""What every command begins and ends with: who is at the keyboard, the project opened, errors told plainly."""

import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from annotator import settings
from annotator.errors import AnnotatorError, ReadOnlyError
from annotator.store.project import Project

P = ParamSpec("P")
R = TypeVar("R")
FILE = click.Path(path_type=Path)


def author() -> str:
    """Return the name at the keyboard: the one in the settings, else the system's user name."""
    return settings.load().annotator or getpass.getuser()


def told(function: Callable[P, R]) -> Callable[P, R]:
    """Turn an AnnotatorError into one plain sentence on the error stream and exit code 2."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except AnnotatorError as error:
            click.echo(f"annotator: {error}", err=True)
            sys.exit(2)

    return run


@contextmanager
def opened(path: Path, *, read_only: bool = False) -> Iterator[Project]:
    """Give the project at `path`, closed at the end."""
    project = Project.open(path, author=author(), read_only=read_only)
    try:
        if project.read_only and not read_only:
            raise ReadOnlyError("{path} can only be read. Copy it to a place where you may write.", path=path)
        yield project
    finally:
        project.close()
