"""The features of a dataset as `datasets` states them: in the card's YAML and in the metadata of a Parquet file.

From version 4 on the library calls lists “List” in that metadata, which version 3 does not know; the old form, a JSON
list of one feature, and `list:` in the card are read by both (checked with 3.6 and 5.2).
"""

import json
import re
from collections.abc import Iterable, Iterator

from annotator.domain.model import Json
from annotator.formats.hf_rows import FEATURES, Shape

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def metadata() -> bytes:
    """Return the value of the key `huggingface` in the metadata of a Parquet file."""
    features = {name: _feature(shape) for name, shape in FEATURES.items()}
    return json.dumps({"info": {"features": features}}).encode("utf-8")


def _feature(shape: Shape) -> Json:
    if isinstance(shape, str):
        return {"dtype": shape, "_type": "Value"}
    if isinstance(shape, list):
        return [_feature(shape[0])]
    return {name: _feature(field) for name, field in shape.items()}


def card(split: str, languages: Iterable[str], title: str, counts: dict[str, int]) -> str:
    """Return the README.md of a dataset: YAML for the library, then a few lines for people.

    `counts` is what a reader wants to know of its size, by name.
    """
    lines = ["---"]
    known = [f'- "{language}"' for language in languages if _LANGUAGE.fullmatch(language)]
    lines += ["language:", *known] if known else []
    lines += [
        "task_categories:\n- token-classification",
        "tags:\n- named-entity-recognition\n- relation-extraction\n- event-extraction",
        f"configs:\n- config_name: default\n  data_files:\n  - split: {split}\n    path: data/{split}-*.parquet",
        "dataset_info:\n  features:",
        *_fields(FEATURES, "  "),
        "---",
        f"# {title}",
        "",
        "One row holds one annotator's marks in one document. Offsets are Unicode code points of `text`, half-open, in",
        "logical order. Values of attributes, `metadata` and `extra` are JSON text.",
        "",
        "| what | how many |",
        "|---|---|",
        *(f"| {name} | {count} |" for name, count in counts.items()),
    ]
    return "\n".join([*lines, ""])


def _fields(fields: dict[str, Shape], indent: str) -> Iterator[str]:
    for name, shape in fields.items():
        yield f"{indent}- name: {name}"
        yield from _type(shape, f"{indent}  ")


def _type(shape: Shape, indent: str) -> Iterator[str]:
    if isinstance(shape, str):
        yield f"{indent}dtype: {shape}"
    elif isinstance(shape, dict):
        yield f"{indent}struct:"
        yield from _fields(shape, indent)
    elif isinstance(shape[0], dict):
        yield f"{indent}list:"
        yield from _fields(shape[0], indent)
    else:
        yield f"{indent}list: {shape[0]}"
