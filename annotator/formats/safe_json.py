"""Parse JSON from strangers: what the standard parser takes in silence is refused here.

Refused: more than 256 MB, bytes that are not UTF-8, NaN and infinities (also as 1e999), a key that stands twice in one
object, lone surrogates, numbers of thousands of digits, and nesting deeper than 64.

What stands as this program itself writes it, byte for byte, holds none of these but the last: msgspec reads it several
times faster, and writing it again is the proof.
"""

import json
import math
import re
from collections import Counter
from typing import NoReturn

import msgspec

from annotator.domain.model import Json
from annotator.formats.refusal import RefusedError

SIZE_LIMIT = 256 * 2**20
DEPTH_LIMIT = 64

_decoder = msgspec.json.Decoder()
_encoder = msgspec.json.Encoder()
_NO_BONES = bytes(set(range(256)) - set(b'[]{}"'))
_PEELS = 32  # each takes away one level at least, two where brackets of both kinds are in each other

# A string, or anything that is neither a string nor a bracket.
_FLESH = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[^\[\]{}"]++', re.DOTALL)


def parse(source: bytes) -> Json:
    """Return the JSON value that the bytes state.

    Raises RefusedError of kind "size", "encoding", "depth", "number", "key twice", "surrogate" or "syntax".
    """
    if len(source) > SIZE_LIMIT:
        raise too_large()
    is_shallow = _is_shallow(source)
    if is_shallow and (own := _own(source)):
        return own
    text = _decoded(source)
    if not is_shallow:
        _check_depth(text)
    try:
        value: Json = json.loads(text, object_pairs_hook=_object, parse_constant=_constant, parse_float=_float)
    except json.JSONDecodeError as error:
        raise RefusedError(
            "syntax",
            "In {file}, line {line} is not JSON: {reason} at character {offset}. Export the file again.",
            reason=error.msg,
            offset=error.pos,
        ) from error
    except ValueError as error:  # an integer of more digits than Python converts
        raise _bad_number("an integer of thousands of digits") from error
    _check_surrogates(text, value)
    return value


def too_large() -> RefusedError:
    """Return the refusal of a line above the size limit."""
    return RefusedError(
        "size", "In {file}, line {line} is larger than {limit} MB. Split the document.", limit=SIZE_LIMIT // 2**20
    )


def _own(source: bytes) -> Json:
    """Return the value of JSON that reads as `_encoder` writes it, None for any other."""
    try:
        value: Json = _decoder.decode(source)
        return value if _encoder.encode(value) == source.strip() else None
    except ValueError:  # msgspec's own errors, and what is not UTF-8
        return None


def _decoded(source: bytes) -> str:
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(
            "encoding",
            "In {file}, line {line} is not UTF-8 from byte {offset} on. Save the file as UTF-8.",
            offset=error.start,
        ) from error


def _is_shallow(source: bytes) -> bool:
    """Say whether nothing nests too deep, as far as peeling bracket pairs tells; of JSON that is never wrongly yes."""
    if b"\\" in source:
        source = source.replace(rb"\\", b"").replace(rb"\"", b"")
    bones = b"".join(source.translate(None, _NO_BONES).split(b'"')[::2])
    for _ in range(_PEELS):
        if not bones:
            return True
        bones = bones.replace(b"[]", b"").replace(b"{}", b"")
    return False


def _check_depth(text: str) -> None:
    depth = 0
    for bracket in _FLESH.sub("", text):
        depth += 1 if bracket in "[{" else -1
        if depth > DEPTH_LIMIT:
            raise RefusedError(
                "depth",
                "In {file}, line {line} nests deeper than {limit} levels, which no document needs. Export it again.",
                limit=DEPTH_LIMIT,
            )


def _object(pairs: list[tuple[str, Json]]) -> Json:
    table = dict(pairs)
    if len(table) != len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise RefusedError(
            "key twice",
            "In {file}, line {line} has the key “{key}” twice in one object. Remove one of them.",
            key=twice.encode("utf-8", "replace").decode(),
        )
    return table


def _constant(name: str) -> NoReturn:
    raise _bad_number(name)


def _float(source: str) -> float:
    number = float(source)
    if not math.isfinite(number):
        raise _bad_number(source[:20])
    return number


def _bad_number(number: str) -> RefusedError:
    return RefusedError(
        "number", "In {file}, line {line} holds {number}, which is not a number in JSON. Correct it.", number=number
    )


def _check_surrogates(text: str, value: Json) -> None:
    if "\\ud" not in text and "\\uD" not in text:
        return
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise RefusedError(
            "surrogate",
            "In {file}, line {line} holds half a character (a lone surrogate, {code}). "
            "It was cut by counting UTF-16 units; export the file again.",
            code=f"U+{ord(error.object[error.start]):04X}",
        ) from error
