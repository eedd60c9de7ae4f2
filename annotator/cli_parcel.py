"""The command line for parcels: documents given to one person in a small file, and their work taken in again."""

import sys
from pathlib import Path

import click

from annotator.cli_merge import lines, merged_json
from annotator.cli_opening import FILE, opened, told
from annotator.cli_words import echo_json
from annotator.errors import AnnotatorError
from annotator.operations import parcels


@click.group("parcel")
def parcel_command() -> None:
    """Give documents to somebody in a small project file, and take their work in again."""


@parcel_command.command("out")
@click.argument("project", type=FILE)
@click.argument("out", type=FILE)
@click.option("--documents", "names", multiple=True, required=True, metavar="NAME", help="A document; may be repeated.")
@click.option("--for", "annotator", required=True, metavar="NAME", help="The person whose work it is to be.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@told
def out_command(project: Path, out: Path, names: tuple[str, ...], annotator: str, *, as_json: bool) -> None:
    """Write OUT with documents of PROJECT for one person: the texts, the schema, the guideline and their own work.

    Nothing in OUT shows what others marked, and PROJECT is not changed. OUT opens as a project anywhere.
    """
    with opened(project, read_only=True) as source:
        parcel = parcels.parcel_out(source, out, parcels.documents_named(source, names), annotator)
    if as_json:
        echo_json({"file": str(out), "for": parcel.annotator, "documents": list(parcel.documents), "id": parcel.id})
    else:
        click.echo(f"{out} was written for {parcel.annotator}. Documents: {len(parcel.documents)}")


@parcel_command.command("in")
@click.argument("project", type=FILE)
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@told
def in_command(project: Path, files: tuple[Path, ...], *, dry_run: bool, as_json: bool) -> None:
    """Take the work of each parcel of FILES into PROJECT; each is one step that undo takes back.

    A parcel that was cut short, tampered with or belongs elsewhere is refused with the reason; the others are taken.
    """
    reports: list[dict[str, object]] = []
    refused = 0
    with opened(project, read_only=dry_run) as target:
        for file in files:
            try:
                merged = (parcels.preview_parcel if dry_run else parcels.parcel_in)(target, file)
            except AnnotatorError as error:
                refused += 1
                reports.append({"file": str(file), "refused": str(error)})
                click.echo(f"annotator: {error}", err=True)
                continue
            reports.append(merged_json(target, file, merged))
            for line in () if as_json else lines(target, file, merged, dry_run=dry_run):
                click.echo(line)
    if as_json:
        echo_json(reports)
    if refused:
        sys.exit(2 if refused == len(files) else 1)
