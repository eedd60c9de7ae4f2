"""The agreement report: one self-contained page with charts, every figure with its n and its definition.

Names of annotators, documents and types are escaped and isolated, so that neither markup in a name nor mixed directions
can disturb the page.
"""

from collections.abc import Iterator
from html import escape

from annotator.domain.schema import Schema
from annotator.measures.measure import Measure, Score
from annotator.operations.agreement import Agreement, Panel
from annotator.operations.agreement_charts import Bar, bars, matrix, trend
from annotator.operations.agreement_words import GROUPS, Words
from annotator.operations.guideline_style import STYLE

_HEADLINES = ("entity_strict", "entity_overlap_same_type", "relation_strict", "trigger_strict", "argument_strict")
_CONFUSIONS = ("entity_type_kappa", "event_type_kappa", "role_kappa")
_ROWS = 40  # documents or types in a table
_SIDES = 14  # types in a matrix
_STYLE = """
.chart { max-width: 100%; height: auto; }
td.number { text-align: end; white-space: nowrap; font-variant-numeric: tabular-nums; }
.warning { color: #9a5b00; } .definition { color: #62666f; font-size: .88em; }
.matrix { width: auto; font-size: .85em; } .matrix td { text-align: center; min-width: 2.2em; }
.matrix td.none { color: #b8bbc2; } .matrix th[scope=col] { max-width: 6em; font-weight: normal; }
"""


def agreement_html(found: Agreement, schema: Schema, *, title: str, language: str = "ar") -> str:
    """Return the report in "ar" or "en" as a page of HTML."""
    words = Words(language, schema)
    head = f"{escape(title)} — {words.word('report')}"
    lines = [
        f'<!DOCTYPE html>\n<html lang="{language}" dir="{"rtl" if words.is_rtl else "ltr"}">\n<head>',
        f'<meta charset="utf-8">\n<title>{head}</title>\n<style>\n{STYLE}{_STYLE}</style>\n</head>\n<body>',
        f"<header><h1>{words.word('report')}</h1><p><bdi>{escape(title)}</bdi></p><p class='facts'>",
        f"{words.word('annotators')}: {_names(found.annotators, words)} · {words.word('documents')}: "
        f"{words.number(len(found.documents))}</p><p>{words.word('notes')}</p></header>",
    ]
    for panel in found.pairs:
        lines += _panel(panel, _names(panel.annotators, words), words)
    lines += _panel(found.together, words.word("together"), words)
    return "\n".join([*lines, "</body>\n</html>\n"])


def _panel(panel: Panel, title: str, words: Words) -> Iterator[str]:
    yield f"<section><h2>{title} <span class='count'>{words.number(len(panel.documents))}</span></h2>"
    headlines = [name for name in _HEADLINES if name in panel.measures]
    if headlines:
        yield bars([_bar(panel, name, words) for name in headlines], words)
    for group in GROUPS:
        names = [name for name, measure in panel.measures.items() if measure.group == group]
        if names:
            yield f"<h3>{words.group(group)}</h3>{_table(panel, names, words)}"
    for name in _CONFUSIONS:
        if name in panel.measures:
            yield from _confusion(panel, name, words)
    for name in headlines:
        yield from _parts(panel, name, words)
    if headlines:
        yield from _documents(panel, headlines[0], words)
    yield "</section>"


def _bar(panel: Panel, name: str, words: Words) -> Bar:
    interval = panel.interval(name)
    low, high = interval or (None, None)
    return Bar(words.text(panel.measures[name].title), panel.score(name).value, low, high)


def _table(panel: Panel, names: list[str], words: Words) -> str:
    told = [words.word(head) for head in ("measure", "value", "interval", "tolerant", "agreed", "differing")]
    heads = "".join(f"<th>{head}</th>" for head in (*told[:2], "n", *told[2:]))
    rows = "".join(_row(panel, name, words) for name in names)
    return f"<table><tr>{heads}</tr>{rows}</table>"


def _row(panel: Panel, name: str, words: Words) -> str:
    measure, score, interval = panel.measures[name], panel.score(name), panel.interval(name)
    tolerant = panel.score(name, tolerant=True).value if panel.has_tolerant(name) else None
    cells = [
        f"<b>{words.figure(score.value)}</b>" if not _is_several(measure, score) else "",
        words.number(score.n),
        f"{words.figure(interval.low)} – {words.figure(interval.high)}" if interval else "",
        words.figure(tolerant) if tolerant is not None else "",
        words.figure(score.figures["agreement"]) if score.figures.get("agreement") is not None else "",
        words.number(len(panel.cells(name))),
    ]
    shown = "".join(f'<td class="number">{cell}</td>' for cell in cells)
    warning = f'<br><span class="warning">{words.word(score.warning)}</span>' if score.warning == "prevalence" else ""
    told = f'<br><span class="definition">{words.text(measure.definition)}</span>'
    row = f"<tr><td>{words.text(measure.title)}{told}{warning}</td>{shown}</tr>"
    if measure.group == "attributes":
        row += "".join(_attribute(panel, name, part, words) for part in panel.parts(name))
    return row


def _is_several(measure: Measure, score: Score) -> bool:
    """Say whether the measure has a figure for each part and none for all."""
    return score.value is None and measure.figure not in score.figures


def _attribute(panel: Panel, name: str, part: str, words: Words) -> str:
    score = panel.score(name, part=part)
    differing = words.number(len(panel.cells(name, part=part)))
    cells = (
        words.figure(score.value),
        words.number(score.n),
        "",
        "",
        words.figure(score.figures["agreement"]),
        differing,
    )
    shown = "".join(f'<td class="number">{cell}</td>' for cell in cells)
    warning = f'<br><span class="warning">{words.word(score.warning)}</span>' if score.warning == "prevalence" else ""
    return f"<tr><td>— {words.type_name(part)}{warning}</td>{shown}</tr>"


def _confusion(panel: Panel, name: str, words: Words) -> Iterator[str]:
    cells: dict[tuple[str, str], float] = {}
    for _, one, other in (counts := panel.counts(name)):
        cells[str(one), str(other)] = cells.get((str(one), str(other)), 0) + counts["", one, other]
    sizes: dict[str, float] = {}
    for pair, count in cells.items():
        for side in pair:
            sizes[side] = sizes.get(side, 0) + count * (1 if pair[0] == pair[1] else 1000)
    names = sorted(sorted(sizes, key=lambda kind: -sizes[kind])[:_SIDES])
    if names:
        one, other = panel.annotators[:2]
        yield f"<h3>{words.word('confusion')}: {words.text(panel.measures[name].title)}</h3>"
        yield f"<p class='definition'>{words.word('confusion_note', one=one, other=other)}</p>"
        yield matrix(cells, names, words)


def _parts(panel: Panel, name: str, words: Words) -> Iterator[str]:
    scores = [(part, panel.score(name, part=part)) for part in panel.parts(name)]
    shown = sorted(scores, key=lambda each: -each[1].n)[:_ROWS]
    if shown:
        yield f"<h3>{words.text(panel.measures[name].title)}: {words.word('by_part')}</h3>"
        yield bars(
            [Bar(f"{words.type_name(part)} ({words.number(score.n)})", score.value) for part, score in shown], words
        )


def _documents(panel: Panel, name: str, words: Words) -> Iterator[str]:
    weeks = {week: score.value for week, score in panel.by_week(name).items()}
    title = words.text(panel.measures[name].title)
    if len(weeks) > 1:
        yield f"<h3>{title}: {words.word('by_week')}</h3>{trend(weeks, words)}"
    names = {counted.document_id: counted.document for counted in panel.documents}
    scores = sorted(panel.by_document(name).items(), key=lambda each: each[1].value or 0.0)
    yield f"<h3>{title}: {words.word('by_document')}</h3><table><tr>"
    yield "".join(
        f"<th>{head}</th>" for head in (words.word("document"), words.word("value"), "n", words.word("differing"))
    )
    yield "</tr>"
    for id_, score in scores[:_ROWS]:
        cells = (
            words.figure(score.value),
            words.number(score.n),
            words.number(len(panel.cells(name, document_id=id_))),
        )
        numbers = "".join(f'<td class="number">{cell}</td>' for cell in cells)
        yield f"<tr><td><bdi>{escape(names[id_])}</bdi></td>{numbers}</tr>"
    yield "</table>"
    if len(scores) > _ROWS:
        yield f"<p class='definition'>{words.word('others', count=words.number(len(scores) - _ROWS))}</p>"


def _names(names: tuple[str, ...], words: Words) -> str:
    return ("، " if words.is_rtl else ", ").join(f"<bdi>{escape(name)}</bdi>" for name in names)
