"""The command line for import: files and folders into a project, with a report of what came in."""

import sys
from pathlib import Path

import click

from annotator.cli_opening import FILE, opened, told
from annotator.cli_words import counting, echo_json, finding_json, place
from annotator.operations.importing import import_files


@click.command("import")
@click.argument("project", type=FILE)
@click.argument("paths", type=FILE, nargs=-1, required=True)
@click.option("--format", "format_name", help="The format; without it, it is found from the content.")
@click.option("--annotator", help="Whose layer the marks become.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@told
def import_command(
    project: Path, paths: tuple[Path, ...], format_name: str | None, annotator: str | None, as_json: bool
) -> None:
    """Read files and folders into PROJECT, as one change."""
    with opened(project) as target, counting("Reading") as progress:
        report = import_files(target, paths, format_name=format_name, annotator=annotator, progress=progress)
    if as_json:
        echo_json({"documents": list(report.documents), "findings": [finding_json(item) for item in report.findings]})
    else:
        for finding in report.findings:
            click.echo(f"{finding.severity}: {place(finding)}{finding}", err=True)
        click.echo(f"Documents imported into {project}: {len(report.documents)}")
    if report.refused:
        sys.exit(1 if report.documents else 2)
