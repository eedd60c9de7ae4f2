"""Agreement as JSON and as a table: every figure with its definition and n, by type, document and week."""

import csv
from io import StringIO

from annotator.domain.model import Json
from annotator.measures.measure import Score
from annotator.operations.agreement import Agreement, Panel

COLUMNS = ("annotators", "measure", "variant", "by", "part", "n", "figure", "value", "low", "high", "warning")


def agreement_json(found: Agreement) -> dict[str, Json]:
    """Return all figures: the measures by name, of two annotators at the top, of more in `pairs`, one object each."""
    pairs = [_panel(pair) for pair in found.pairs]
    whole: dict[str, Json] = {"annotators": list(found.annotators), "documents": list(found.documents)}
    if len(pairs) == 1:
        whole |= {name: value for name, value in pairs[0].items() if name not in whole}
    else:
        whole["pairs"] = list(pairs)
        whole["mean"] = {name: found.mean(name) for pair in found.pairs[:1] for name in pair.measures}
    return whole | {name: value for name, value in _panel(found.together).items() if name not in whole}


def _panel(panel: Panel) -> dict[str, Json]:
    names: dict[str, Json] = {"annotators": list(panel.annotators)}
    return names | {name: _measure(panel, name) for name in panel.measures}


def _measure(panel: Panel, name: str) -> dict[str, Json]:
    measure = panel.measures[name]
    interval = panel.interval(name)
    documents = {counted.document_id: counted.document for counted in panel.documents}
    told = score_json(panel.score(name))
    told |= {
        "title": measure.title.en,
        "definition": measure.definition.en,
        "interval": list(interval) if interval else None,
        "by_part": {part: score_json(panel.score(name, part=part)) for part in panel.parts(name)},
        "by_document": {documents[id_]: _rounded(score.value) for id_, score in panel.by_document(name).items()},
        "by_week": {week: _rounded(score.value) for week, score in panel.by_week(name).items()},
        "disagreements": len(panel.cells(name)),
    }
    if panel.has_tolerant(name):
        told["clitic_tolerant"] = score_json(panel.score(name, tolerant=True))
    return told


def score_json(score: Score) -> dict[str, Json]:
    """Return the figures of a score, with n and what has to be said beside it."""
    told: dict[str, Json] = {name: _rounded(value) for name, value in score.figures.items()}
    return told | {"n": _rounded(score.n), "warning": score.warning or None}


def _rounded(value: float | None) -> int | float | None:
    """Return whole numbers as such and others to twelve places, so that the same figures are the same bytes."""
    if value is None:
        return None
    return int(value) if value == int(value) else round(value, 12)


def agreement_csv(found: Agreement) -> str:
    """Return one line for each figure, with a header."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for panel in (*found.pairs, found.together):
        for name in panel.measures:
            writer.writerows(_lines(panel, name))
    return out.getvalue()


def _lines(panel: Panel, name: str) -> list[list[object]]:
    measure = panel.measures[name]
    interval = panel.interval(name)
    scores: list[tuple[str, str, str, Score]] = [("", "", "", panel.score(name))]
    if panel.has_tolerant(name):
        scores.append(("clitic-tolerant", "", "", panel.score(name, tolerant=True)))
    scores += [("", "part", part, panel.score(name, part=part)) for part in panel.parts(name)]
    documents = {counted.document_id: counted.document for counted in panel.documents}
    scores += [("", "document", documents[id_], score) for id_, score in panel.by_document(name).items()]
    scores += [("", "week", week, score) for week, score in panel.by_week(name).items()]
    lines: list[list[object]] = []
    for variant, by, part, score in scores:
        edges = (interval.low, interval.high) if interval and not by and not variant else ("", "")
        for figure, value in score.figures.items():
            shown = "undefined" if value is None else _rounded(value)
            ends = edges if figure == measure.figure else ("", "")
            line = [" + ".join(panel.annotators), name, variant, by, _safe(part), _rounded(score.n), figure, shown]
            lines.append([*line, *ends, score.warning])
    return lines


def _safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in tuple("=+-@\t\r") else cell
