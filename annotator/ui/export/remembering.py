"""Remembering: the last choices of each format, kept with the settings, so that the dialog opens as it was left."""

import json
from dataclasses import replace
from pathlib import Path

from annotator.operations.export_manifest import plan_json, plan_of
from annotator.operations.export_plan import NOTHING, ExportPlan
from annotator.ui.session import Session


def remembered(session: Session, format_name: str) -> ExportPlan | None:
    """Return the last plan of a format; None if there was none, or it cannot be read any more."""
    try:
        return plan_of(json.loads(session.settings.exports[format_name]))
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def remember(session: Session, plan: ExportPlan, manifest: Path | None) -> None:
    """Keep the choices of an export that was written; which documents went belongs to the project and is not kept."""
    splits = None if plan.splits is None else replace(plan.splits, fixed=NOTHING)
    general = replace(plan, selection=replace(plan.selection, documents=None, name=""), splits=splits)
    text = json.dumps(plan_json(general), ensure_ascii=False)
    session.note(
        exports={**session.settings.exports, plan.format: text},
        last_format=plan.format,
        last_manifest=str(manifest or ""),
    )


def last_manifest(session: Session) -> Path | None:
    """Return the manifest of the last export if it is still there."""
    path = Path(session.settings.last_manifest) if session.settings.last_manifest else None
    return path if path is not None and path.is_file() else None
