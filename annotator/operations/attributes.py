"""Operations on attributes of marks."""

import math
from collections.abc import Iterable
from dataclasses import replace

from annotator.domain.model import AttributeValue
from annotator.errors import AnnotatorError
from annotator.operations.marks import layer_of, mark
from annotator.store.change import Change
from annotator.store.project import Project


def set_attribute(project: Project, mark_ids: Iterable[str], name: str, value: AttributeValue | None) -> Change | None:
    """Set an attribute of all these marks, or take it away (None), in one change.

    Raises AnnotatorError for a number that is none (NaN) or endless: files cannot keep it.
    """
    if isinstance(value, float) and not math.isfinite(value):
        raise AnnotatorError(
            "“{value}” is no number that can be kept. Give {name} another value.", value=value, name=name
        )
    with project.change("set attribute") as change:
        for mark_id in dict.fromkeys(mark_ids):
            item = mark(project, mark_id)
            attributes = {key: kept for key, kept in item.attributes.items() if key != name}
            if value is not None:
                attributes[name] = value
            project.put(layer_of(project, mark_id), replace(item, attributes=attributes))
    return change.record
