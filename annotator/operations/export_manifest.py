"""The manifest of an export: what was written from what, with which choices and losses, so that it can be repeated.

It holds no time, so that the same project state and plan give the same manifest, byte for byte. Losses and documents
stand one a line and are written as they come.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any  # Any: JSON on its way in

import msgspec

from annotator import __version__
from annotator.domain.model import State
from annotator.errors import AnnotatorError, InputError
from annotator.formats.format import Loss
from annotator.operations.export_check import ReadBack
from annotator.operations.export_parts import Part, Parts
from annotator.operations.export_plan import ExportPlan, Selection, SplitPlan
from annotator.operations.export_preview import counted_losses
from annotator.store.project import Project

VERSION = "annotator-export/1"
SUFFIX = ".manifest.json"
NAME = "manifest.json"
LARGEST = 2**30
_encoder = msgspec.json.Encoder()


def manifest_place(out: Path, plan: ExportPlan) -> Path:
    """Return where the manifest of an export goes: into the folder of its parts, else beside what is written."""
    return out / NAME if plan.splits else out.with_name(out.name + SUFFIX)


def manifest(
    project: Project, plan: ExportPlan, written: Parts, root: Path, checks: Mapping[str, ReadBack]
) -> Iterator[bytes]:
    """Yield the manifest of what was written below `root`; `checks` are what reading back found, by part."""
    head = {
        "format": VERSION,
        "program": __version__,
        "project": {"id": project.id, "title": project.title, "change": _last_change(project)},
        "schema": _schema(project),
        "plan": plan_json(plan),
        "parts": [_part(part, checks.get(part.name)) for part in written.parts],
        "files": [_file(file, root) for file in written.files],
        "lost": counted_losses(written.losses),
    }
    yield b"{\n"
    for key, value in head.items():
        yield _encoder.encode(key) + b": " + _encoder.encode(value) + b",\n"
    with written.listing.open("rb") as documents:
        yield from _listed("documents", (line.removesuffix(b"\n") for line in documents))
    yield b",\n"
    yield from _listed("losses", (_encoder.encode(loss_json(loss)) for loss in written.losses))
    yield b"\n}\n"


def _listed(key: str, rows: Iterable[bytes]) -> Iterator[bytes]:
    yield _encoder.encode(key) + b": ["
    separator = b"\n"
    for row in rows:
        yield separator + row
        separator = b",\n"
    yield b"\n]"


def _last_change(project: Project) -> str:
    newest = project.history(limit=1)
    return newest[0].id if newest else ""


def _schema(project: Project) -> dict[str, str]:
    schema, source = project.schema(), project.schema_source()
    return {"id": schema.id, "version": schema.version, "sha256": sha256(source.encode("utf-8")).hexdigest()}


def _part(part: Part, check: ReadBack | None) -> dict[str, object]:
    marks = [
        {"kind": scope, "type": kind, "marks": count} for (scope, kind), count in sorted(part.counts.marks.items())
    ]
    row: dict[str, object] = {"name": part.name, "documents": part.counts.documents}
    row |= {"characters": part.counts.characters, "marks": marks}
    return (
        row if check is None else row | {"read_back": check.outcome, "differences": list(map(str, check.differences))}
    )


def _file(file: Path, root: Path) -> dict[str, object]:
    with file.open("rb") as opened:
        digest = file_digest(opened, "sha256").hexdigest()
    return {"path": file.relative_to(root).as_posix(), "bytes": file.stat().st_size, "sha256": digest}


def loss_json(loss: Loss) -> dict[str, object]:
    """Return a loss as a JSON object."""
    return {
        "kind": loss.kind,
        "message": loss.message,
        "document": loss.document,
        "annotator": loss.annotator,
        "count": len(loss.ids),
        "ids": list(loss.ids),
    }


def plan_json(plan: ExportPlan) -> dict[str, object]:
    """Return a plan as a JSON object."""
    chosen = plan.selection
    selection: dict[str, object] = {
        "documents": None if chosen.documents is None else list(chosen.documents),
        "name": chosen.name,
        "metadata": dict(chosen.metadata),
        "annotators": None if chosen.annotators is None else list(chosen.annotators),
        "states": None if chosen.states is None else sorted(state.value for state in chosen.states),
        "types": None if chosen.types is None else [list(key) for key in sorted(chosen.types)],
    }
    table: dict[str, object] = {"format": plan.format, "selection": selection, "options": dict(plan.options)}
    return table | {"language": plan.language, "splits": None if plan.splits is None else _splits(plan.splits)}


def _splits(splits: SplitPlan) -> dict[str, object]:
    return {
        "shares": dict(splits.shares),
        "folds": splits.folds,
        "by": splits.by,
        "seed": splits.seed,
        "fixed": dict(splits.fixed),
        "likeness": splits.likeness,
    }


def read_manifest(path: Path) -> tuple[ExportPlan, dict[str, str]]:
    """Return the plan of a manifest and the digest of each file that it lists, by the file's path.

    Raises InputError if there is no such file or it is no manifest.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise _no_manifest(path, "it is too large")
        table: Any = msgspec.json.decode(path.read_bytes())
        if table["format"] != VERSION:
            raise _no_manifest(path, "it has another version")
        return plan_of(table["plan"]), {str(row["path"]): str(row["sha256"]) for row in table["files"]}
    except OSError as error:
        raise InputError("{path} cannot be read: {reason}.", path=path, reason=error.strerror or error) from error
    except (msgspec.MsgspecError, UnicodeDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise _no_manifest(path, str(error)) from error


def _no_manifest(path: Path, reason: str) -> AnnotatorError:
    return InputError("{path} is no manifest of an export: {reason}. Choose another file.", path=path, reason=reason)


def plan_of(table: Any) -> ExportPlan:
    """Return the plan that a JSON object states; KeyError, TypeError and ValueError where it is none."""
    chosen, splits = table["selection"], table["splits"]
    documents, annotators, states, types = (chosen[key] for key in ("documents", "annotators", "states", "types"))
    selection = Selection(
        documents=None if documents is None else tuple(map(str, documents)),
        name=str(chosen["name"]),
        metadata={str(key): str(value) for key, value in chosen["metadata"].items()},
        annotators=None if annotators is None else tuple(map(str, annotators)),
        states=None if states is None else frozenset(map(State, states)),
        types=None if types is None else frozenset((str(scope), str(kind)) for scope, kind in types),
    )
    options = {str(key): str(value) for key, value in table["options"].items()}
    parts = None if splits is None else _splits_of(splits)
    return ExportPlan(str(table["format"]), selection, options, str(table["language"]), parts)


def _splits_of(table: Any) -> SplitPlan:
    return SplitPlan(
        shares={str(name): float(share) for name, share in table["shares"].items()},
        folds=int(table["folds"]),
        by=str(table["by"]),
        seed=int(table["seed"]),
        fixed={str(name): str(part) for name, part in table["fixed"].items()},
        likeness=float(table["likeness"]),
    )
