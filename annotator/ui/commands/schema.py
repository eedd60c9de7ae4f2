"""Commands on the schema as a whole: edit it, bring another in, write it out as TOML or as a guideline."""

from annotator.ui.command import command, has_project
from annotator.ui.desk import Desk
from annotator.ui.schema_editor.dialog import edit_schema as show_editor
from annotator.ui.schema_editor.dialog import import_into_schema
from annotator.ui.schema_editor.exchange import export_guideline, export_toml


def _is_writable(desk: Desk) -> bool:
    return desk.session.project is not None and not desk.session.project.read_only


@command("Edit the schema…", "schema", keys="Ctrl+Shift+M", icon="types", order=100, is_live=has_project)
def edit_schema(desk: Desk) -> None:
    """Make and change what may be marked: types, roles, attributes, rules, with colours and keys."""
    desk.leave()
    show_editor(desk)


@command("Import a schema…", "schema", order=110, is_live=_is_writable)
def import_schema(desk: Desk) -> None:
    """Bring types in from a preset, another project, brat or any data set; you see them before they are applied."""
    desk.leave()
    import_into_schema(desk)


@command("Export the schema…", "schema", order=200, is_live=has_project)
def export_schema(desk: Desk) -> None:
    """Write the schema as TOML, to keep it or to use it in another project."""
    export_toml(desk)


@command("Guideline as HTML…", "schema", order=210, is_live=has_project)
def export_guideline_html(desk: Desk) -> None:
    """Write the guideline for annotators as a page, in Arabic or English, with counts and examples of the project."""
    export_guideline(desk, ".html")


@command("Guideline as PDF…", "schema", order=220, is_live=has_project)
def export_guideline_pdf(desk: Desk) -> None:
    """Write the guideline for annotators to be printed, in Arabic or English, with counts and examples."""
    export_guideline(desk, ".pdf")
