"""The command line for a lead: who works on the project, what is given to whom, and how far everybody is."""

from pathlib import Path

import click

from annotator.cli_opening import FILE, opened, told
from annotator.cli_words import echo_json
from annotator.domain.model import State
from annotator.domain.people import Batch, Role
from annotator.errors import AnnotatorError
from annotator.operations.assignment import Plan, assign, by_share, each_to, loads, unassigned
from annotator.operations.output import check_target
from annotator.operations.people import put_person, workers
from annotator.operations.progress_table import write_progress
from annotator.operations.worktime import progress
from annotator.store.project import Project
from annotator.store.rows import DocumentRow


@click.command("people")
@click.argument("project", type=FILE)
@click.option("--add", "name", help="Let this person be part of the project, or change their role.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default="annotator", show_default=True)
@told
def people_command(project: Path, name: str | None, role: str) -> None:
    """List the people of PROJECT, or add one."""
    if name is not None:
        with opened(project) as target:
            put_person(target, name, Role(role))
    with opened(project, read_only=True) as source:
        for person in workers(source):
            click.echo(f"{person.role.value:10} {person.name}")


@click.command("assign")
@click.argument("project", type=FILE)
@click.option("--batch", required=True, help="What the batch is called.")
@click.option("--to", "names", multiple=True, required=True, help="Who gets documents; NAME or NAME=SHARE.")
@click.option("--each", type=click.IntRange(1), help="Give every document to so many people.")
@click.option("--doubled", type=click.FloatRange(0, 100), default=0.0, help="Per cent of the documents for two people.")
@click.option("--document", "documents", multiple=True, help="Only this document; without any, all that nobody has.")
@click.option("--seed", type=int, default=1, show_default=True, help="Repeats a drawing.")
@click.option("--open", "is_open", is_flag=True, help="Let the annotators see each other's work.")
@click.option("--dry-run", is_flag=True, help="Only say who would get what.")
@told
def assign_command(
    project: Path, batch: str, names: tuple[str, ...], documents: tuple[str, ...], *, dry_run: bool, **how: object
) -> None:
    """Give documents of PROJECT to people, balanced by length and drawn by a seed."""
    with opened(project, read_only=dry_run) as target:
        rows = _chosen(target, documents)
        each, doubled, seed = how["each"], float(str(how["doubled"])) / 100, int(str(how["seed"]))
        plan = _planned(rows, _shares(names), each if isinstance(each, int) else None, doubled, seed=seed)
        said = f"each {each}" if each else f"doubled {doubled:.0%}"
        if not dry_run:
            assign(target, Batch(batch, not how["is_open"], seed, said), plan)
    for load in loads(plan, rows):
        click.echo(f"{load.name}: {load.documents} documents, {load.shared} shared, {load.characters} characters")


@click.command("progress")
@click.argument("project", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.option("--csv", "table", type=click.Path(path_type=Path), help="Write a table for spreadsheets to this file.")
@told
def progress_command(project: Path, as_json: bool, table: Path | None) -> None:
    """Say how far everybody is in PROJECT, and how long they worked."""
    with opened(project, read_only=True) as source:
        found = progress(source, source.documents())
    if table is not None:
        check_target(table, project)
        write_progress(found, table)
        return
    if as_json:
        echo_json(
            [
                {
                    "person": one.person,
                    "batch": one.batch,
                    "documents": one.documents,
                    "states": {state.value: one.states[state] for state in State},
                    "marks": one.marks,
                    "characters": one.characters,
                    "seconds": round(one.seconds),
                }
                for one in found
            ]
        )
        return
    for one in found:
        hours = f"{one.seconds / 3600:.1f} h"
        click.echo(f"{one.person}  {one.batch or '-'}  {one.finished}/{one.documents} done  {one.marks} marks  {hours}")


def _chosen(project: Project, names: tuple[str, ...]) -> list[DocumentRow]:
    rows = project.documents()
    if not names:
        return unassigned(rows)
    by_name = {row.name: row for row in rows}
    for name in names:
        if name not in by_name:
            raise AnnotatorError("There is no document “{name}” in this project. Check the name.", name=name)
    return [by_name[name] for name in names]


def _planned(rows: list[DocumentRow], shares: dict[str, float], each: int | None, doubled: float, *, seed: int) -> Plan:
    if each is not None:
        return each_to(rows, list(shares), each, seed=seed)
    return by_share(rows, shares, doubled=doubled, seed=seed)


def _shares(names: tuple[str, ...]) -> dict[str, float]:
    shares = {}
    for name in names:
        person, sign, share = name.partition("=")
        try:
            shares[person] = float(share) if sign else 1.0
        except ValueError:
            raise AnnotatorError("The share of {name} must be a number, as in NAME=2.", name=name) from None
    return shares
