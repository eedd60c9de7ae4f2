"""Find what can be added by one file: built-in modules first, then installed plug-ins.

A kind is a class (Format, Measure, Suggester, Panel); every module of the package that defines one or more objects of
it at its top level takes part. Plug-ins come through the entry-point group named like the package; an entry names such
an object, or a module that defines them.
"""

import pkgutil
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import Protocol, TypeVar

from annotator.errors import AnnotatorError


class Named(Protocol):
    """Anything with a name that is unique among its kind."""

    @property
    def name(self) -> str: ...


T = TypeVar("T", bound=Named)


def discover(package: str, kind: type[T]) -> dict[str, T]:
    """Return the objects of `kind` by name, those of `package`'s modules and those of plug-ins.

    Raises AnnotatorError if two objects have one name, and for a plug-in that cannot be loaded.
    """
    found: dict[str, T] = {}
    for module_name in modules(package):
        module = import_module(module_name)
        for value in vars(module).values():
            if isinstance(value, kind):
                _add(found, value, module_name)
    for entry in entry_points(group=package):
        value = _loaded(entry)
        for one in vars(value).values() if isinstance(value, ModuleType) else (value,):
            if isinstance(one, kind):
                _add(found, one, entry.value)
    return dict(sorted(found.items()))


def _loaded(entry: EntryPoint) -> object:
    try:
        return entry.load()
    except (ImportError, AttributeError) as error:
        raise AnnotatorError(
            "The add-on {origin} cannot be loaded: {reason}. Install it again, or remove it.",
            origin=entry.value,
            reason=error,
        ) from error


def modules(package: str) -> list[str]:
    """Return the names of the modules of a package, none of them loaded."""
    parent = import_module(package)
    return [f"{package}.{module.name}" for module in pkgutil.iter_modules(parent.__path__)]


def _add(found: dict[str, T], value: T, origin: str) -> None:
    known = found.setdefault(value.name, value)
    if known is not value:
        raise AnnotatorError(
            "Two add-ons are both named “{name}”; the second one comes from {origin}. Remove one of them.",
            name=value.name,
            origin=origin,
        )
