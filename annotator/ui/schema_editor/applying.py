"""Applying: bring the draft into the project as one change; where marks are concerned, after a look at the effect."""

from PySide6.QtWidgets import QWidget

from annotator.errors import AnnotatorError
from annotator.operations import schema_edit
from annotator.operations.schema_steps import Step, together
from annotator.store.project import Project
from annotator.ui.schema_change.dialog import change_schema
from annotator.ui.schema_editor.bench import Bench


def apply_draft(bench: Bench, over: QWidget) -> bool:
    """Do all that waits; say whether it was done. What concerns marks is shown first and may be left."""
    project, steps = bench.session.project, bench.draft.steps()
    if project is None or not steps:
        return False
    step = together(steps)
    try:
        concerns = concerns_marks(project, step)
    except AnnotatorError as error:
        bench.session.refused.emit(error)
        return False
    if concerns:
        return change_schema(bench.desk, steps, over)
    return bench.session.run(schema_edit.apply, step) is not None


def concerns_marks(project: Project, step: Step) -> bool:
    """Say whether a step changes marks or makes problems of some; raises SchemaError if it cannot be done."""
    impact = schema_edit.preview(project, step)
    return bool(impact.changed.reach.marks or impact.breaking.reach.marks)
