"""How the command line says things: findings, where they are, progress, JSON, options in pairs."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any  # Any: JSON on its way out

import click

from annotator.errors import AnnotatorError
from annotator.formats.format import Finding


@contextmanager
def counting(label: str) -> Iterator[Callable[[int], None]]:
    """Show how many documents are done, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda _done: None
        return
    with click.progressbar(length=0, label=label, file=sys.stderr, show_pos=True, show_eta=False) as bar:
        yield lambda done: bar.update(done - bar.pos)


def finding_json(finding: Finding) -> dict[str, object]:
    """Return a finding as a JSON object."""
    return {
        "severity": finding.severity,
        "kind": finding.kind,
        "file": finding.file,
        "document": finding.document,
        "id": finding.id,
        "message": str(finding),
    }


def place(finding: Finding) -> str:
    """Return where a finding was made, as the beginning of its line."""
    parts = [part for part in (finding.file, finding.document, finding.id) if part and part not in str(finding)]
    return f"{' '.join(parts)}: " if parts else ""


def pair(option: str) -> tuple[str, str]:
    """Split KEY=VALUE; raises AnnotatorError without the sign."""
    key, sign, value = option.partition("=")
    if not sign:
        raise AnnotatorError("The option {option} must be written KEY=VALUE.", option=option)
    return key, value


def echo_json(value: Any) -> None:
    """Print a value as JSON with its letters as they are."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))
