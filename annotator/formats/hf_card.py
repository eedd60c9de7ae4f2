"""The features of a dataset as `datasets` states them: in the card's YAML and in the metadata of a Parquet file.

From version 4 on the library calls lists “List” in that metadata, which version 3 does not know; the old form, a JSON
list of one feature, and `list:` in the card are read by both (tests load what is written with `TRIED`).
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.model import Json
from annotator.formats.hf_rows import FEATURES, Shape

TRIED = ("3.6.0", "5.2.0")  # versions of `datasets`; what lies between is read alike
DEFAULT = "default"  # the configuration of a dataset that has no folds

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NO_WORD = re.compile(r"\W+")
_VALIDATION = frozenset({"dev", "val", "valid"})


@dataclass(frozen=True, slots=True)
class Split:
    """One split of a dataset: its name, its configuration, the pattern of its files, and how much is in it."""

    name: str
    config: str
    files: str
    counts: Mapping[str, int]


def split_names(parts: Sequence[str]) -> list[tuple[str, str]]:
    """Return the configuration and the name of the split of each part, as `datasets` takes them.

    A fold is a configuration. What is called dev or the like is validation, as the library itself has it.
    """
    found: list[tuple[str, str]] = []
    for part in parts:
        fold, _, stated = part.rpartition("/")
        plain = _NO_WORD.sub("_", stated)
        config, wanted = fold or DEFAULT, "validation" if stated.casefold() in _VALIDATION else plain
        if wanted != stated and wanted in parts:
            wanted = plain
        while (config, wanted) in found:
            wanted += "_"
        found.append((config, wanted))
    return found


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


def card(splits: Sequence[Split], languages: Iterable[str], title: str) -> str:
    """Return the README.md of a dataset with one split or more: YAML for the library, then a few lines for people."""
    configs = list(dict.fromkeys(split.config for split in splits))
    lines = ["---"]
    known = [f'- "{language}"' for language in languages if _LANGUAGE.fullmatch(language)]
    lines += ["language:", *known] if known else []
    lines += [
        "task_categories:\n- token-classification",
        "tags:\n- named-entity-recognition\n- relation-extraction\n- event-extraction",
        "configs:",
        *(line for config in configs for line in _data_files(config, splits)),
        "dataset_info:",
        *(line for config in configs for line in _features(config, is_alone=len(configs) == 1)),
        "---",
        f"# {title}",
        "",
        "One row holds one annotator's marks in one document. Offsets are Unicode code points of `text`, half-open, in",
        "logical order. Values of attributes, `metadata` and `extra` are JSON text.",
        "",
        f"`load_dataset` reads this folder as it is; tried with `datasets` {' and '.join(TRIED)}.",
        "",
        *_table(splits),
    ]
    return "\n".join([*lines, ""])


def _data_files(config: str, splits: Sequence[Split]) -> Iterator[str]:
    """Yield where the splits of a configuration are; `datasets` cannot load a split without rows."""
    yield f"- config_name: {config}\n  data_files:"
    for split in splits:
        if split.config == config and (split.counts["documents"] or len(splits) == 1):
            yield f"  - split: {split.name}\n    path: {split.files}"


def _features(config: str, *, is_alone: bool) -> Iterator[str]:
    yield "  features:" if is_alone else f"- config_name: {config}\n  features:"
    yield from _fields(FEATURES, "  ")


def _table(splits: Sequence[Split]) -> Iterator[str]:
    """Yield the rows that say how much is in each split."""
    is_folded = any(split.config != DEFAULT for split in splits)
    heads = [f"{split.config} {split.name}" if is_folded else split.name for split in splits]
    yield f"| what | {' | '.join(heads) if len(splits) > 1 else 'how many'} |"
    yield "|---" * (len(splits) + 1) + "|"
    for name in splits[0].counts:
        yield f"| {name} | {' | '.join(str(split.counts[name]) for split in splits)} |"


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
