"""The command line for merging: what was taken in or would be, and the rows that somebody should look at."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from annotator.cli_opening import FILE, opened, told
from annotator.cli_words import echo_json
from annotator.operations import merging
from annotator.store.merged import Merged, Review, Side
from annotator.store.project import Project

_HOUR = 60 * 60 * 1000  # milliseconds
_SAYS = {
    "both": "both changed it; the newest stands",
    "gone": "what it needs was deleted; it is held back until that is there again",
    "cluster": "its cluster was deleted",
    "name": "its name was taken",
}
_UNTOLD = ("id", "layer", "event", "document", "annotator", "extra", "text", "length")


@click.command("merge")
@click.argument("project", type=FILE)
@click.argument("other", type=FILE)
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@told
def merge_command(project: Path, other: Path, *, dry_run: bool, as_json: bool) -> None:
    """Take what was done in OTHER, a copy of the same project, into PROJECT, as one step that undo takes back.

    Both histories are joined: the order does not matter, and joining twice changes nothing. Where both changed the
    same row the newest change stands, and the row is listed.
    """
    with opened(project, read_only=dry_run) as target:
        merged = (merging.preview if dry_run else merging.merge)(target, other)
        told_of = merged_json(target, other, merged) if as_json else list(lines(target, other, merged, dry_run=dry_run))
    if as_json:
        echo_json(told_of)
    else:
        for line in told_of:
            click.echo(line)


def lines(project: Project, file: Path, merged: Merged, *, dry_run: bool) -> Iterator[str]:
    """Yield what to say of a merge."""
    if merged.is_nothing:
        yield f"{file}: nothing new; all of it is in the project already."
        return
    begin = "would be taken in" if dry_run else "was taken in"
    by = f" by {', '.join(merged.authors)}" if merged.authors else ""
    yield f"{file}: what {begin}: {merged.changes} steps{by}"
    for table, counts in merged.rows.items():
        yield f"  {table}: {counts.added} new, {counts.changed} changed, {counts.deleted} deleted"
    if merged.renamed:
        yield f"  given the present name of their type or role: {merged.renamed}"
    if merged.ahead:
        yield (
            f"  warning: the clock there is {merged.ahead // _HOUR} hours ahead of this one, so its changes count as "
            "newer than they are; look the rows below over"
        )
    if merged.review:
        yield f"Rows to look at: {len(merged.review)}"
    for review in merged.review:
        yield f"  {place(project, review)}: {_SAYS[review.reason]}"
        for who, side in (("here", review.mine), ("there", review.theirs)):
            if side is not None:
                yield f"    {who}{_by(side)}: {values(side.image, review)}"
        yield f"    now: {values(review.result, review)}"


def place(project: Project, review: Review) -> str:
    """Return where a row is, in words."""
    rows = {row.id: row.name for row in project.documents()} if review.document_id else {}
    name = next((str(image["name"]) for image in _images(review) if "name" in image), review.row_id)
    document = rows.get(review.document_id or "", "")
    return " ".join(part for part in (document if review.table != "document" else "", review.table, name) if part)


def values(image: Mapping[str, object] | None, review: Review) -> str:
    """Return what is different in one state of a row from its other states, in words."""
    if image is None:
        return "not there"
    states = _images(review)
    told_of = [
        f"{key} {value}"
        for key, value in image.items()
        if key not in _UNTOLD and (len(states) == 1 or any(other.get(key) != value for other in states))
    ]
    return ", ".join(told_of) or "as it is"


def _images(review: Review) -> list[Mapping[str, object]]:
    images = [side.image for side in (review.mine, review.theirs) if side is not None]
    return [image for image in (*images, review.result) if image is not None]


def _by(side: Side) -> str:
    return f" ({side.author}, {side.at})" if side.author else ""


def merged_json(project: Project, file: Path, merged: Merged) -> dict[str, object]:
    """Return what a merge came to as a JSON object."""
    return {
        "file": str(file),
        "change": merged.change.id if merged.change else None,
        "steps": merged.changes,
        "authors": list(merged.authors),
        "rows": {
            table: {"added": counts.added, "changed": counts.changed, "deleted": counts.deleted}
            for table, counts in merged.rows.items()
        },
        "renamed": merged.renamed,
        "clock_ahead_ms": merged.ahead,
        "review": [review_json(project, review) for review in merged.review],
    }


def review_json(project: Project, review: Review) -> dict[str, object]:
    """Return a row to look at as a JSON object."""
    return {
        "reason": review.reason,
        "table": review.table,
        "id": review.row_id,
        "place": place(project, review),
        "here": _side_json(review.mine),
        "there": _side_json(review.theirs),
        "now": None if review.result is None else dict(review.result),
    }


def _side_json(side: Side | None) -> dict[str, object] | None:
    if side is None:
        return None
    return {"author": side.author, "at": side.at, "row": None if side.image is None else dict(side.image)}
