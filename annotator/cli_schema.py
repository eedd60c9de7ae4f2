"""The command line for the schema of a project: what it has and how much of it is used, its TOML, its guideline."""

import json
import os
import sys
from collections import Counter
from pathlib import Path

import click

from annotator.cli_opening import FILE, opened, told
from annotator.domain.schema_write import write_schema
from annotator.operations.guideline import guideline
from annotator.operations.output import check_target, write_whole
from annotator.operations.schema_history import schema_history
from annotator.operations.schema_usage import SchemaUsage, usage_of
from annotator.store.project import Project


@click.command("schema")
@click.argument("project", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.option("--toml", type=FILE, help="Write the schema to this file, as TOML.")
@click.option("--guideline", "page", type=FILE, help="Write the guideline to this file: HTML, or PDF by its suffix.")
@click.option("--language", type=click.Choice(["ar", "en"]), default="ar", show_default=True, help="Of the guideline.")
@told
def schema_command(project: Path, as_json: bool, toml: Path | None, page: Path | None, language: str) -> None:
    """Show the schema of PROJECT with counts and versions, or write it as TOML or as a guideline to print."""
    with opened(project, read_only=True) as source:
        if toml is not None:
            write_toml(source, toml)
        if page is not None:
            write_guideline(source, page, language)
        if toml is None and page is None:
            show_schema(source, as_json=as_json)


def show_schema(project: Project, *, as_json: bool) -> None:
    """Print the types with their counts, and the versions."""
    usage = usage_of(project)
    if as_json:
        click.echo(json.dumps(schema_json(project, usage), ensure_ascii=False, indent=1))
        return
    schema = project.schema()
    click.echo(f"{schema.id} {schema.version}: {schema.title.text('en')}")
    for scope, kinds in (("entity", schema.entities), ("event", schema.events), ("relation", schema.relations)):
        for kind in kinds:
            remark = " (retired)" if kind.retired else ""
            click.echo(f"{usage.types[scope, kind.id]:8} {scope:8} {kind.id}  {kind.label.text('en')}{remark}")
    for target in usage.unknown(schema):
        click.echo(f"{usage.of(target):8} {target.scope:8} {target.id}  (not in the schema)")
    for version in schema_history(project):
        what = Counter(difference.change for difference in version.differences)
        said = ", ".join(f"{count} {change}" for change, count in what.items())
        click.echo(
            f"{version.record.at}  {version.number}  {version.record.author}  {version.record.kind}  {said}".rstrip()
        )


def schema_json(project: Project, usage: SchemaUsage) -> dict[str, object]:
    """Return what `show_schema` tells as a JSON object."""
    schema = project.schema()
    return {
        "id": schema.id,
        "version": schema.version,
        "types": [{"scope": scope, "id": key, "marks": marks} for (scope, key), marks in sorted(usage.types.items())],
        "roles": [{"event": event, "id": key, "arguments": n} for (event, key), n in sorted(usage.roles.items())],
        "attributes": [{"id": key, "marks": marks} for key, marks in sorted(usage.attributes.items())],
        "unknown": [{"scope": target.scope, "id": target.id} for target in usage.unknown(schema)],
        "history": [
            {
                "version": version.number,
                "at": version.record.at,
                "author": version.record.author,
                "kind": version.record.kind,
                "step": version.record.step,
                "differences": [
                    {
                        "change": difference.change,
                        "scope": difference.target.scope,
                        "id": difference.target.id,
                        "within": difference.target.within,
                    }
                    for difference in version.differences
                ],
            }
            for version in schema_history(project)
        ],
    }


def write_toml(project: Project, out: Path) -> None:
    """Write the schema as TOML; raises AnnotatorError if the place cannot be written."""
    _write(out, write_schema(project.schema()))


def write_guideline(project: Project, out: Path, language: str) -> None:
    """Write the guideline as HTML, or as a PDF for that suffix; raises AnnotatorError."""
    if out.suffix.lower() == ".pdf":
        _draw_guideline(project, out, language)
        return
    _write(out, guideline(project.schema(), language=language, project=project))


def _draw_guideline(project: Project, out: Path, language: str) -> None:
    if sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from annotator.ui.guideline_pdf import save_guideline_pdf  # Qt takes long to load and other commands need none

    check_target(out)
    save_guideline_pdf(project, out, language)
    click.echo(f"{out} was written.")


def _write(out: Path, text: str) -> None:
    write_whole(out, text.encode("utf-8"))
    click.echo(f"{out} was written.")
