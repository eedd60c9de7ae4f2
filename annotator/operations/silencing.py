"""Silencing: somebody looked at a finding of the check and called it right; it is not told again, and counted."""

import json
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from annotator.domain.problem import Problem
from annotator.errors import AnnotatorError
from annotator.store.change import Change
from annotator.store.project import Project
from annotator.store.silences import Silence

Known: TypeAlias = Mapping[tuple[str, str, str], Silence]  # by kind, target and what the finding is about


def about(problem: Problem) -> str:
    """Return what a finding is about, as JSON: its values without the names of types, which a schema may change."""
    values = {key: str(value) for key, value in problem.values.items() if key != "type" and not key.endswith("_type")}
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def silence(project: Project, layer_id: str, problem: Problem, reason: str) -> Change | None:
    """Call a finding right; it comes back when the mark says something else. Raises AnnotatorError without a reason."""
    if not reason.strip():
        raise AnnotatorError("Say why this is right, so that others can follow it.")
    with project.change("silence problem") as change:
        project.silences.put(
            Silence(layer_id, problem.kind, problem.target, about(problem), reason.strip(), project.author)
        )
    return change.record


def unsilence(project: Project, silence_id: str) -> Change | None:
    """Let a finding be told again."""
    with project.change("tell problem again") as change:
        project.silences.delete(silence_id)
    return change.record


def known_silences(silences: Iterable[Silence]) -> Known:
    """Return silences as a table in which findings are looked up."""
    return {(one.kind, one.target, one.values): one for one in silences}


def silences_of(project: Project, layer_id: str | None) -> Known:
    """Return what was called right in a layer; nothing for a layer that is not there yet."""
    return known_silences(project.silences.of(layer_id)) if layer_id else {}


def silenced_by(known: Known, problem: Problem) -> Silence | None:
    """Return the silence that a finding is under, or None if it is to be told."""
    return known.get((problem.kind, problem.target, about(problem))) if known else None


def told(problems: Iterable[Problem], known: Known) -> list[Problem]:
    """Return the findings that nobody called right."""
    return [problem for problem in problems if silenced_by(known, problem) is None]
