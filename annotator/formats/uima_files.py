"""Load a CAS from a stranger's bytes: checked before cassis sees them, and every way in which that fails is a refusal.

cassis compiles the names of features into Python code, so a name that is none is refused first.
"""

import io
import warnings
from collections.abc import Iterator
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

from annotator.domain.model import Json
from annotator.errors import InputError
from annotator.formats import safe_json
from annotator.formats.inception_files import OtherFileError
from annotator.formats.members import Members
from annotator.formats.refusal import RefusedError
from annotator.formats.uima_names import is_feature_name, is_type_name
from annotator.formats.xml_safety import check_size, check_xml

TYPE_SYSTEM = "TypeSystem.xml"
_FAILURES = (ArithmeticError, AttributeError, LookupError, RuntimeError, SyntaxError, TypeError, ValueError)


def load_json(cassis: ModuleType, source: bytes) -> Any:  # cassis has no types here
    """Return the CAS that the JSON states; raises RefusedError if it is none."""
    value = safe_json.parse(source.removeprefix(b"\xef\xbb\xbf"))
    if not isinstance(value, dict) or "%FEATURE_STRUCTURES" not in value:
        raise OtherFileError("not a CAS", "{file} is JSON, but not a UIMA CAS. It was left out.")
    kinds = value.get("%TYPES")
    for name, kind in kinds.items() if isinstance(kinds, dict) else ():
        _check_names(name, kind)
    text = source.decode("utf-8-sig")
    return _guarded(cassis, lambda: cassis.load_cas_from_json(text))


def load_xmi(cassis: ModuleType, source: bytes, type_system: bytes | None) -> Any:
    """Return the CAS that the XMI states, its types by their own type system or by DKPro's."""
    check_xml(source)
    check_size(source)
    if type_system is None:
        system = _guarded(cassis, cassis.load_dkpro_core_typesystem)
    else:
        check_xml(type_system)
        for name in _names_in(type_system):
            _check_name(name, is_known=is_type_name(name))
        system = _guarded(cassis, lambda: cassis.load_typesystem(io.BytesIO(type_system)))
    return _guarded(cassis, lambda: cassis.load_cas_from_xmi(io.BytesIO(source), typesystem=system, lenient=True))


def type_system_for(members: Members, name: str) -> bytes | None:
    """Return the type system that stands beside an XMI file or above it, None if there is none."""
    for candidate in type_systems_of(name):
        if members.holds(candidate):
            return members.read(candidate)
    return None


def type_systems_of(name: str) -> tuple[str, ...]:
    """Return what the type system of an XMI file may be called: beside it, else above it, the nearest first."""
    found = [name.removesuffix(".xmi") + "." + TYPE_SYSTEM]
    folder = name
    while "/" in folder:
        folder = folder.rpartition("/")[0]
        found += [f"{folder}/{TYPE_SYSTEM}", f"{folder}/typesystem.xml"]
    return (*found, TYPE_SYSTEM, "typesystem.xml")


def _guarded(cassis: ModuleType, load: Any) -> Any:
    failures = (*_FAILURES, cassis.typesystem.TypeNotFoundError, cassis.typesystem.TypeCheckError)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of each unknown type, and of its own resources
            return load()
    except InputError:
        raise
    except failures as error:
        raise RefusedError(
            "not a CAS",
            "{file} is not a UIMA CAS that can be read: {reason}. Export it again, with its type system beside it.",
            reason=str(error)[:200] or type(error).__name__,
        ) from error


def _check_names(name: str, kind: Json) -> None:
    _check_name(name, is_known=is_type_name(name))
    for feature in kind if isinstance(kind, dict) else ():
        _check_name(feature, is_known=feature.startswith("%") or is_feature_name(feature))


def _check_name(name: str, *, is_known: bool) -> None:
    if not is_known:
        raise RefusedError(
            "unsafe name",
            "{file} names a type or feature “{name}”, which UIMA does not allow. It was not read.",
            name=name[:60],
        )


def _names_in(type_system: bytes) -> Iterator[str]:
    try:
        root = ElementTree.fromstring(type_system)
    except ElementTree.ParseError as error:
        raise RefusedError("syntax", "The type system beside {file} is not XML. Export it again.") from error
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        if tag == "name" and element.text:
            yield element.text.strip()
