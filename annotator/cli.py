"""The command line: the same operations without a window.

Exit code 0: done; 1: done, but something was refused or found wrong; 2: not done, with one sentence that says why.
"""

import gc
import os
import shutil
import sys
from contextlib import closing
from pathlib import Path
from typing import Any  # Any: JSON on its way out, options on their way through

import click

from annotator import __version__
from annotator.cli_agreement import agreement_command
from annotator.cli_demo import check_demo, listing_demo
from annotator.cli_export import convert_command, export_command
from annotator.cli_import import import_command
from annotator.cli_merge import merge_command
from annotator.cli_opening import FILE, author, opened, told
from annotator.cli_parcel import parcel_command
from annotator.cli_schema import schema_command
from annotator.cli_words import echo_json
from annotator.cli_work import assign_command, people_command, progress_command
from annotator.domain.model import Document
from annotator.domain.schema import Schema
from annotator.errors import AnnotatorError
from annotator.formats.extras import MissingExtraError
from annotator.formats.format import Format
from annotator.formats.option import Option
from annotator.operations import checking, projects
from annotator.operations.exporting import export_files
from annotator.operations.transfer import formats
from annotator.store.project import Project


class WindowFirst(click.Group):
    """A group whose command is `open` where no other one, but a file is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, ["open", *args] if not args or self._is_file(args[0]) else args)

    def _is_file(self, word: str) -> bool:
        """Say whether the first word can only be a file: a mistyped command is not opened in the window."""
        if word in self.commands or word.startswith("-"):
            return False
        path = Path(word)
        return path.exists() or bool(path.suffix) or path.name != word


@click.group(cls=WindowFirst)
@click.version_option(__version__, prog_name="annotator")
def main() -> None:
    """Annotate entities, events and relations in Arabic and other text.

    With a project file, or with nothing at all, the window opens.
    """


main.add_command(schema_command)
main.add_command(agreement_command)
main.add_command(merge_command)
main.add_command(parcel_command)
main.add_command(people_command)
main.add_command(assign_command)
main.add_command(progress_command)
main.add_command(import_command)
main.add_command(export_command)
main.add_command(convert_command)


@main.command("open")
@click.argument("project", type=FILE, required=False)
@told
def open_(project: Path | None) -> None:
    """Open the window, on PROJECT if one is named."""
    open_window(project)


def open_window(project: Path | None) -> None:
    """Run the window until it is closed, and end the program with its code."""
    gc.disable()  # what the start makes stays; the window turns the collector on again once it is painted
    from annotator.ui.app import run  # Qt is loaded only where a window or a picture is asked for

    sys.exit(run(project))


@main.command()
@click.argument("project", type=FILE)
@click.option("--preset", default=projects.DEFAULT_PRESET, show_default=True, help="The schema to start with.")
@told
def new(project: Path, preset: str) -> None:
    """Make a new project file."""
    projects.new_project(project, preset=preset, author=author()).close()
    click.echo(f"{project} was made with the schema {preset}.")


@main.command("formats")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@told
def formats_(as_json: bool) -> None:
    """List what each format reads, writes and keeps."""
    known = formats().values()
    if as_json:
        echo_json([format_json(item) for item in known])
        return
    for item in known:
        does = " and ".join(verb for verb, ability in (("reads", item.read), ("writes", item.write)) if ability)
        kept = f"keeps {', '.join(sorted(item.keeps))}"
        if item.read_keeps is not None:
            kept = f"keeps {', '.join(sorted(item.read_keeps))} in reading; {', '.join(sorted(item.keeps))} in writing"
        extra = f" (pip install annotator[{item.needs}])" if item.needs else ""
        click.echo(f"{item.name:12} {item.title}: {does}; {kept}{extra}")


@main.command()
@click.argument("project", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@told
def check(project: Path, as_json: bool) -> None:
    """Say whether the project file is whole and what in it breaks the schema."""
    with opened(project, read_only=True) as source:
        damage = checking.integrity(source)
        found = [
            {
                "severity": item.problem.severity,
                "kind": item.problem.kind,
                "document": item.document,
                "id": item.name,
                "message": str(item.problem),
            }
            for item in checking.project_problems(source)
        ]
    if as_json:
        echo_json({"integrity": damage or "ok", "problems": found})
    else:
        for line in damage:
            click.echo(f"damaged: {line}")
        for row in found:
            click.echo(f"{row['severity']}: {row['document']} {row['id']}: {row['message']}")
        click.echo("The file is whole." if not damage else "The file is damaged; a backup may be whole.")
        click.echo(f"Problems found: {len(found)}")
    if damage or any(row["severity"] == "error" for row in found):
        sys.exit(1)


@main.command()
@click.argument("project", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.option("--limit", default=1000, show_default=True, help="How many changes, newest first.")
@told
def history(project: Path, as_json: bool, limit: int) -> None:
    """List who changed what and when, newest first."""
    with opened(project, read_only=True) as source:
        rows = [
            {"id": row.id, "at": row.at, "author": row.author, "kind": row.kind, "reverts": row.reverts}
            for row in source.history(limit=limit)
        ]
    if as_json:
        echo_json(rows)
    else:
        for row in rows:
            click.echo(f"{row['at']}  {row['author']}  {row['kind']}")


@main.command()
@click.argument("project", type=FILE)
@click.argument("document")
@click.argument("out", type=FILE)
@click.option("--annotator", help="Whose layer; without it, the first one.")
@click.option("--width", default=1180, show_default=True, help="The width of the text, in pixels.")
@click.option("--theme", type=click.Choice(["light", "dark", "contrast"]), default="light", show_default=True)
@click.option("--language", type=click.Choice(["ar", "en"]), default="ar", show_default=True, help="Of the type names.")
@click.option("--style", type=click.Choice(["bands", "boxes"]), default="bands", show_default=True)
@click.option("--range", "part", default="", metavar="START-END", help="Only the lines of these code points.")
@told
def picture(project: Path, document: str, out: Path, annotator: str | None, **wanted: Any) -> None:
    """Draw DOCUMENT of PROJECT to OUT.png, OUT.svg or OUT.pdf as the window shows it; no screen is needed."""
    with opened(project, read_only=True) as source:
        document_id = source.find_document(document)
        if document_id is None:
            raise AnnotatorError("There is no document named “{name}” in the project.", name=document)
        shown = source.document(document_id, annotator)
        schema = source.schema()
    draw(shown, schema, out, **wanted)
    click.echo(f"{out} was written.")


@main.command()
@click.argument("folder", type=FILE, default=Path("annotator-demo"))
@click.option("--window", is_flag=True, help="Open the sample project in the window afterwards.")
@told
def demo(folder: Path, window: bool) -> None:
    """Make the sample project in FOLDER, with a picture of each document and the exported data sets."""
    path = folder / "sample.annot"
    check_demo(folder)
    if window:
        made(path).close()
        open_window(path)
    with closing(made(path)) as project, listing_demo(folder):
        schema = project.schema()
        for number, row in enumerate(project.documents(), 1):
            target = folder / "pictures" / f"{number}.png"
            draw(project.document(row.id), schema, target)
            click.echo(f"{target}  {row.name}")
        for name, item in formats().items():
            if item.write is not None:
                out = folder / "exports" / (name if item.holds_one else f"{name}{item.suffix}")
                click.echo(export_demo(project, out, name))
    click.echo(f"The sample project is {path}.")


def export_demo(project: Project, out: Path, format_name: str) -> str:
    """Export afresh what an earlier demo may have left at `out`; return what to say of it."""
    if out.is_dir():
        shutil.rmtree(out)
    try:
        export_files(project, out, format_name)
    except MissingExtraError as error:
        return f"{format_name} was left out. {error}"
    return str(out)


def made(path: Path) -> Project:
    """Return the sample project at `path`, made if it is not there."""
    if path.exists():
        return Project.open(path, author=author(), read_only=True)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AnnotatorError("{path} cannot be written: {reason}.", path=path, reason=error.strerror) from error
    return projects.sample_project(path, author=author())


def draw(document: Document, schema: Schema, out: Path, **wanted: Any) -> None:
    """Draw one document to a file, without a screen if there is none; `wanted` is what `Wanted` takes."""
    if sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from annotator.ui.picture_file import Wanted, save_picture

    save_picture(document, schema, out, Wanted(**wanted))


def format_json(item: Format) -> dict[str, object]:
    """Return what a format is and can as a JSON object."""
    return {
        "name": item.name,
        "title": item.title,
        "suffix": item.suffix,
        "reads": item.read is not None,
        "writes": item.write is not None,
        "needs": item.needs,
        "keeps": sorted(item.keeps),
        "read_keeps": sorted(_read_keeps(item)),
        "write_keeps": sorted(item.keeps) if item.write else [],
        "read_options": [option_json(option) for option in item.read_options],
        "write_options": [option_json(option) for option in item.write_options],
    }


def _read_keeps(item: Format) -> frozenset[str]:
    if item.read is None:
        return frozenset()
    return item.keeps if item.read_keeps is None else item.read_keeps


def option_json(option: Option) -> dict[str, object]:
    """Return what a format lets people choose as a JSON object."""
    choices = [{"value": value, "title": option.title_of(value)} for value in option.values]
    about = {"name": option.name, "title": option.title, "help": option.help, "kind": option.kind}
    return about | {"default": option.default, "choices": choices}
