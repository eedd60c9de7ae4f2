"""The command line for import: files and folders into a project, with a report of what came in."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any  # Any: options on their way through

import click

from annotator.cli_opening import FILE, opened, told
from annotator.cli_words import counting, echo_json, pair, place
from annotator.formats.format import Finding
from annotator.operations.deciding import KEEP, MISFIT_WAYS, SAME_TEXT_WAYS, Decisions, stated_types
from annotator.operations.import_report import report_table, write_import_report
from annotator.operations.importing import ImportReport, import_examined
from annotator.operations.intake import Intake, examine
from annotator.operations.output import check_target


@click.command("import")
@click.argument("project", type=FILE)
@click.argument("paths", type=FILE, nargs=-1, required=True)
@click.option("--format", "format_name", help="The format; without it, it is found from the content, file by file.")
@click.option("--annotator", help="Whose layer the marks become.")
@click.option("--option", "options", multiple=True, metavar="KEY=VALUE", help="What a format lets you choose.")
@click.option(
    "--map",
    "rules",
    multiple=True,
    metavar="NAME=ID|+|?",
    help="Read an unfamiliar name as one of the schema, add it (+), or keep it as a problem (?); * is every name.",
)
@click.option(
    "--mismatches",
    type=click.Choice(MISFIT_WAYS),
    default="leave",
    help="Marks that do not fit the text: leave them out, keep them as problems, or refuse their documents.",
)
@click.option(
    "--same-text",
    type=click.Choice(SAME_TEXT_WAYS),
    default="layer",
    help="Texts that the project has: their marks as a layer of the document there, a new document, or skip them.",
)
@click.option("--as-suggestions", is_flag=True, help="Bring marks that are called nobody's in as suggestions.")
@click.option("--dry-run", is_flag=True, help="Only say what would come in; the project is not changed.")
@click.option("--report", type=FILE, help="Write the whole report to this file, as JSON.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@told
def import_command(project: Path, paths: tuple[Path, ...], report: Path | None, **chosen: Any) -> None:
    """Read files and folders into PROJECT, as one change."""
    if report is not None:
        check_target(report)
    is_dry, is_quiet = bool(chosen["dry_run"]), bool(chosen["as_json"])
    options = dict(pair(option) for option in chosen["options"])
    with opened(project, read_only=is_dry) as target:
        with counting("Looking") as look:
            intake = examine(
                target,
                paths,
                format_name=chosen["format_name"],
                options=options,
                progress=lambda documents, _share: look(documents),
            )
        decisions = _decisions(intake, chosen)
        done: ImportReport | None = None
        if not is_dry:
            with counting("Reading") as progress:
                done = import_examined(target, intake, decisions, progress=progress)
    if report is not None:
        write_import_report(report, intake, decisions, done)
    if is_quiet:
        echo_json(report_table(intake, decisions, done))
    else:
        _tell(project, intake, decisions, done)
    _leave(intake, done)


def _decisions(intake: Intake, chosen: dict[str, Any]) -> Decisions:  # Any: options on their way through
    return Decisions(
        types=stated_types((pair(rule) for rule in chosen["rules"]), intake.met),
        misfits=chosen["mismatches"],
        same_text=chosen["same_text"],
        as_suggestions=chosen["as_suggestions"],
        annotator=chosen["annotator"],
    )


def _tell(project: Path, intake: Intake, decisions: Decisions, done: ImportReport | None) -> None:
    for met in intake.met:
        if decisions.types.get(met.unfamiliar, KEEP) == KEEP:
            within = f" ({met.unfamiliar.within})" if met.unfamiliar.within else ""
            likely = f"; perhaps {met.likely}" if met.likely else ""
            words = f"{met.unfamiliar.scope} {met.unfamiliar.name}{within}"
            click.echo(f"unfamiliar: {words}: {met.marks} marks in {met.documents} documents{likely}", err=True)
    _tell_findings(intake.findings if done is None else done.findings)
    for one in intake.sources:
        click.echo(f"{one.source.title}: {one.source.format.title}, documents: {one.documents}", err=True)
    if done is None:
        click.echo(f"Documents that would be imported into {project}: {intake.documents}")
    else:
        click.echo(f"Documents imported into {project}: {len(done.documents)}")


def _tell_findings(findings: Iterable[Finding]) -> None:
    for finding in findings:
        click.echo(f"{finding.severity}: {place(finding)}{finding}", err=True)


def _leave(intake: Intake, done: ImportReport | None) -> None:
    """End with 1 if something was left out, with 2 if nothing came in."""
    findings = intake.findings if done is None else done.findings
    if any(finding.severity == "error" for finding in findings):
        sys.exit(1 if (intake.documents if done is None else done.documents) else 2)
