"""The command line for agreement: what annotators agree on, as a table, JSON, CSV, a page or a PDF."""

from pathlib import Path

import click

from annotator.cli_opening import FILE, opened, told
from annotator.cli_words import counting, echo_json
from annotator.measures.measure import Score
from annotator.operations.agreement import Agreement, agreement
from annotator.operations.agreement_html import agreement_html
from annotator.operations.agreement_json import agreement_csv, agreement_json
from annotator.operations.output import check_target, write_whole


@click.command("agreement")
@click.argument("project", type=FILE)
@click.option(
    "--annotators", nargs=2, multiple=True, metavar="A B", help="Whom to compare; may be repeated. Else all there are."
)
@click.option("--document", help="Only the document of this name.")
@click.option("--costly", is_flag=True, help="Measures that take long, too (γ).")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.option("--csv", "csv_path", type=FILE, help="Write every figure to this file, one a line.")
@click.option("--html", "html_path", type=FILE, help="Write a page with charts and definitions to this file.")
@click.option("--pdf", "pdf_path", type=FILE, help="Write the same page as a PDF to this file.")
@click.option(
    "--language", type=click.Choice(["ar", "en"]), default="ar", show_default=True, help="Of the page and the PDF."
)
@told
def agreement_command(
    project: Path,
    annotators: tuple[tuple[str, str], ...],
    document: str | None,
    as_json: bool,
    csv_path: Path | None,
    html_path: Path | None,
    **more: object,
) -> None:
    """Say how far the annotators of PROJECT agree, in every measure, with n beside each figure."""
    pdf_path = more["pdf_path"] if isinstance(more["pdf_path"], Path) else None
    for path in (csv_path, html_path, pdf_path):
        if path is not None:
            check_target(path)
    names = [name for pair in annotators for name in pair]
    with opened(project, read_only=True) as source, counting("Comparing") as progress:
        found = agreement(
            source,
            names,
            document=document,
            costly=bool(more["costly"]),
            progress=lambda done, _total: progress(done),
        )
        title, schema = source.title or project.stem, source.schema()
    if csv_path is not None:
        write_whole(csv_path, ("\ufeff" + agreement_csv(found)).encode("utf-8"))
    if html_path is not None:
        page = agreement_html(found, schema, title=title, language=str(more["language"]))
        write_whole(html_path, page.encode("utf-8"))
    if pdf_path is not None:
        from annotator.ui.agreement.report_pdf import save_agreement_pdf  # Qt takes long to load

        save_agreement_pdf(found, schema, pdf_path, title=title, language=str(more["language"]))
    if as_json:
        echo_json(agreement_json(found))
    else:
        tell(found)


def tell(found: Agreement) -> None:
    """Print the headline of every measure, of each pair and of all together."""
    click.echo(f"Documents compared: {len(found.documents)}")
    for panel in (*found.pairs, found.together):
        click.echo(f"\n{', '.join(panel.annotators)} (documents: {len(panel.documents)})")
        for name, measure in panel.measures.items():
            if measure.group == "attributes":
                for part in panel.parts(name):
                    click.echo(line(f"{name} {part}", panel.score(name, part=part)))
            else:
                click.echo(line(name, panel.score(name)))


def line(name: str, score: Score) -> str:
    """Return a score in one line: its headline, n, and what has to be said."""
    value = "undefined" if score.value is None else f"{score.value:.3f}"
    more = f"  agreement {agreed:.3f}" if (agreed := score.figures.get("agreement")) is not None else ""
    warning = f"  ({score.warning})" if score.warning and score.value is not None else ""
    return f"  {name:36}{value:>10}  n {score.n:g}{more}{warning}"
