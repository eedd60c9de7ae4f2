"""The command line for export and conversion: what is written, and what the format could not hold."""

import json
import sys
from pathlib import Path

import click

from annotator.cli_opening import FILE, opened, told
from annotator.cli_words import counting, finding_json, pair, place
from annotator.errors import AnnotatorError
from annotator.formats.format import Finding, Loss, WriteOptions
from annotator.operations.exporting import convert, counted_losses, export_files
from annotator.operations.output import check_target, write_whole


@click.command("export")
@click.argument("project", type=FILE)
@click.argument("out", type=FILE)
@click.option("--format", "format_name", required=True, help="The format to write; see `annotator formats`.")
@click.option("--annotator", help="Only this annotator's layer.")
@click.option("--option", "options", multiple=True, metavar="KEY=VALUE", help="What a format lets you choose.")
@click.option("--report", type=FILE, help="Write the losses to this file, as JSON.")
@told
def export_command(
    project: Path, out: Path, format_name: str, annotator: str | None, options: tuple[str, ...], report: Path | None
) -> None:
    """Write the documents of PROJECT to OUT and say what the format cannot hold."""
    if report is not None:
        check_target(report)
    chosen = WriteOptions(annotator=annotator, options=dict(pair(option) for option in options))
    with opened(project, read_only=True) as source, counting("Writing") as progress:
        if annotator is not None and annotator not in source.annotators():
            raise AnnotatorError(
                "Nobody named “{name}” has a layer in this project. There are: {names}.",
                name=annotator,
                names=", ".join(source.annotators()) or "none",
            )
        writing = export_files(source, out, format_name, options=chosen, progress=progress)
    tell_losses(writing.losses, report)
    click.echo(f"Files written to {out}: {len(writing.files)}")


@click.command("convert")
@click.argument("source", type=FILE)
@click.argument("out", type=FILE)
@click.option("--from", "from_name", help="The format of SOURCE; without it, it is found from the content.")
@click.option("--to", "to_name", required=True, help="The format of OUT.")
@click.option("--report", type=FILE, help="Write findings and losses to this file, as JSON.")
@told
def convert_command(source: Path, out: Path, from_name: str | None, to_name: str, report: Path | None) -> None:
    """Read SOURCE in one format and write OUT in another, without a project."""
    if report is not None:
        check_target(report, source)
    writing, findings = convert(source, out, from_name, to_name)
    for finding in findings:
        click.echo(f"{finding.severity}: {place(finding)}{finding}", err=True)
    if not writing.files:
        raise AnnotatorError("Nothing was read from {path}, so nothing was written.", path=source)
    tell_losses(writing.losses, report, findings)
    click.echo(f"Files written to {out}: {len(writing.files)}")
    if any(finding.severity == "error" for finding in findings):
        sys.exit(1)


def tell_losses(losses: tuple[Loss, ...], report: Path | None, findings: tuple[Finding, ...] = ()) -> None:
    """Say what was lost, kind by kind, and write every id to the report."""
    for kind, count in counted_losses(losses).items():
        message = next(loss.message for loss in losses if loss.kind == kind)
        click.echo(f"lost: {kind}{f' ({count})' if count else ''}: {message}", err=True)
    if report is not None:
        rows = [
            {
                "kind": loss.kind,
                "message": loss.message,
                "document": loss.document,
                "annotator": loss.annotator,
                "count": len(loss.ids),
                "ids": list(loss.ids),
            }
            for loss in losses
        ]
        text = json.dumps(
            {"losses": rows, "findings": [finding_json(item) for item in findings]}, ensure_ascii=False, indent=1
        )
        write_whole(report, text.encode("utf-8"))
