"""The command line for export and conversion: what is written, and what the format could not hold."""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any  # Any: options on their way through

import click

from annotator.cli_opening import FILE, opened, told
from annotator.cli_plan import plan_from, plan_options
from annotator.cli_words import counting, finding_json, pair, place
from annotator.errors import AnnotatorError
from annotator.formats.format import Finding, Loss
from annotator.operations.export_manifest import loss_json
from annotator.operations.export_parts import PartCounts
from annotator.operations.export_plan import ExportPlan, TypeKey
from annotator.operations.export_preview import Preview, counted_losses, preview
from annotator.operations.exporting import Export, convert, export, repeat
from annotator.operations.output import check_target, write_whole
from annotator.store.project import Project


@click.command("export")
@click.argument("project", type=FILE)
@click.argument("out", type=FILE)
@click.option("--format", "format_name", help="The format to write; see `annotator formats`.")
@plan_options
@click.option("--preview", "is_preview", is_flag=True, help="Only say what would be lost; OUT is not touched.")
@click.option("--repeat", "manifest", type=FILE, help="Export as this manifest says, and compare with it.")
@click.option("--no-manifest", is_flag=True, help="Write no manifest.")
@click.option("--no-check", is_flag=True, help="Do not read back what was written.")
@click.option("--report", type=FILE, help="Write the losses to this file, as JSON.")
@told
def export_command(project: Path, out: Path, format_name: str | None, report: Path | None, **chosen: Any) -> None:
    """Write the documents of PROJECT to OUT and say what the format cannot hold."""
    if report is not None:
        check_target(report)
    if (format_name is None) == (chosen["manifest"] is None):
        raise AnnotatorError("Name the format with --format, or a manifest with --repeat.")
    with opened(project, read_only=True) as source, counting("Writing") as progress:
        if format_name is None:
            repeated(source, chosen["manifest"], out, report)
            return
        plan = plan_from(source, format_name, chosen)
        if chosen["is_preview"]:
            tell_preview(preview(source, plan, progress=lambda done, _total: progress(done)), report)
            return
        made = export(
            source,
            plan,
            out,
            has_manifest=not chosen["no_manifest"],
            is_checked=not chosen["no_check"],
            progress=lambda done, _total: progress(done),
        )
    tell_export(made, plan, out, report)


def repeated(source: Project, manifest: Path, out: Path, report: Path | None) -> None:
    """Export by a manifest and say whether the bytes are the same; the exit code is 1 if they are not."""
    found = repeat(source, manifest, out)
    tell_losses(found.export.losses, report)
    click.echo(f"Files written to {out}: {len(found.export.files)}")
    for name in found.changed:
        click.echo(f"changed since: {name}", err=True)
    click.echo("The files are the same as before." if not found.changed else "The files are not as they were.")
    if found.changed or found.export.differences:
        sys.exit(1)


def tell_export(made: Export, plan: ExportPlan, out: Path, report: Path | None) -> None:
    """Say what was written and lost, and what reading back found; the exit code is 1 if it found differences."""
    tell_losses(made.losses, report)
    if plan.splits is not None:
        tell_parts((part.name, part.counts) for part in made.parts)
    click.echo(f"Files written to {out}: {len(made.files)}")
    for line in made.differences:
        click.echo(f"read back: {line}", err=True)
    if made.differences:
        sys.exit(1)


def tell_preview(found: Preview, report: Path | None) -> None:
    """Say what an export would lose and how its parts would be."""
    tell_losses(found.losses, report)
    tell_parts(found.parts)
    click.echo("Nothing was written.")


def tell_parts(parts: Iterable[tuple[str, PartCounts]]) -> None:
    """Say how many documents and marks each part has, and which share of a type's marks where there are several."""
    known = list(parts)
    totals: defaultdict[str, Counter[TypeKey]] = defaultdict(Counter)  # of each fold by itself
    for name, counts in known:
        totals[name.rpartition("/")[0]].update(counts.marks)
    for name, counts in known:
        whole = totals[name.rpartition("/")[0]]
        kinds = ", ".join(
            f"{key[1]} {count}" + (f" ({count / whole[key]:.0%})" if len(known) > 1 else "")
            for key, count in sorted(counts.marks.items())
        )
        click.echo(
            f"{name or 'all'}: {counts.documents} documents, {counts.characters} characters; {kinds}".rstrip("; ")
        )


@click.command("convert")
@click.argument("source", type=FILE)
@click.argument("out", type=FILE)
@click.option("--from", "from_name", help="The format of SOURCE; without it, it is found from the content.")
@click.option("--to", "to_name", required=True, help="The format of OUT.")
@click.option("--option", "options", multiple=True, metavar="KEY=VALUE", help="What the format of OUT lets you choose.")
@click.option("--from-option", multiple=True, metavar="KEY=VALUE", help="What the format of SOURCE lets you choose.")
@click.option("--report", type=FILE, help="Write findings and losses to this file, as JSON.")
@told
def convert_command(source: Path, out: Path, from_name: str | None, report: Path | None, **chosen: Any) -> None:
    """Read SOURCE, a file, folder or archive, and write OUT in another format, without a project."""
    if report is not None:
        check_target(report, source)
    writing, findings = convert(
        source,
        out,
        from_name,
        chosen["to_name"],
        options=dict(map(pair, chosen["options"])),
        read_options=dict(map(pair, chosen["from_option"])),
    )
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
    messages = {loss.kind: loss.message for loss in reversed(losses)}
    for kind, count in counted_losses(losses).items():
        click.echo(f"lost: {kind}{f' ({count})' if count else ''}: {messages[kind]}", err=True)
    if report is not None:
        rows = [loss_json(loss) for loss in losses]
        text = json.dumps(
            {"losses": rows, "findings": [finding_json(item) for item in findings]}, ensure_ascii=False, indent=1
        )
        write_whole(report, text.encode("utf-8"))
