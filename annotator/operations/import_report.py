"""The report of an import as a program reads it: what was found, what was decided, what came in, all that was said."""

import json
from pathlib import Path

from annotator.domain.model import Json
from annotator.formats.format import Finding
from annotator.operations.deciding import KEEP, Decisions
from annotator.operations.importing import ImportReport
from annotator.operations.intake import Intake
from annotator.operations.output import write_whole

FORMAT = "annotator-import/1"


def intake_table(intake: Intake) -> dict[str, Json]:
    """Return what an import would bring, as a JSON object."""
    return {
        "sources": [
            {
                "path": str(one.source.path),
                "files": list(one.source.names),
                "format": one.source.format.name,
                "documents": one.documents,
                "marks": dict(one.marks),
                "errors": one.errors,
                "warnings": one.warnings,
            }
            for one in intake.sources
        ],
        "unfamiliar": [
            {
                "scope": met.unfamiliar.scope,
                "name": met.unfamiliar.name,
                "within": met.unfamiliar.within,
                "marks": met.marks,
                "documents": met.documents,
                "likely": met.likely,
            }
            for met in intake.met
        ],
        "misfits": [finding_table(finding) for finding in intake.misfits],
        "known_texts": [
            {"name": known.name, "there": known.there, "annotators": list(known.annotators)} for known in intake.known
        ],
        "suggestions": dict(intake.suggested),
    }


def report_table(intake: Intake, decisions: Decisions, report: ImportReport | None) -> dict[str, Json]:
    """Return the whole report of an import, or of one that was only tried, as a JSON object."""
    met = (one.unfamiliar for one in intake.met)
    table: dict[str, Json] = {
        "format": FORMAT,
        **intake_table(intake),
        "decisions": {
            "types": [
                {
                    "scope": one.scope,
                    "name": one.name,
                    "within": one.within,
                    "becomes": decisions.types.get(one, KEEP),
                }
                for one in met
            ],
            "misfits": decisions.misfits,
            "same_text": decisions.same_text,
            "as_suggestions": decisions.as_suggestions,
        },
        "imported": report is not None,
    }
    findings = intake.findings if report is None else report.findings
    documents: list[Json] = [] if report is None else list(report.documents)
    return {**table, "documents": documents, "findings": [finding_table(finding) for finding in findings]}


def finding_table(finding: Finding) -> dict[str, Json]:
    """Return a finding as a JSON object, with the values of its message."""
    values: dict[str, Json] = {
        key: value if isinstance(value, bool | int | float | str) else str(value)
        for key, value in finding.values.items()
    }
    return {
        "severity": finding.severity,
        "kind": finding.kind,
        "file": finding.file,
        "document": finding.document,
        "id": finding.id,
        "message": str(finding),
        "values": values,
    }


def write_import_report(path: Path, intake: Intake, decisions: Decisions, report: ImportReport | None) -> None:
    """Write the report as JSON; raises AnnotatorError if it cannot be written."""
    write_whole(path, report_text(intake, decisions, report).encode("utf-8"))


def report_text(intake: Intake, decisions: Decisions, report: ImportReport | None) -> str:
    """Return the whole report as JSON text."""
    return json.dumps(report_table(intake, decisions, report), ensure_ascii=False, indent=1) + "\n"
