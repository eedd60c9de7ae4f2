"""Operations on attributes of marks."""

from collections.abc import Iterable
from dataclasses import replace

from annotator.domain.model import AttributeValue
from annotator.operations.marks import layer_of, mark
from annotator.store.change import Change
from annotator.store.project import Project


def set_attribute(project: Project, mark_ids: Iterable[str], name: str, value: AttributeValue | None) -> Change | None:
    """Set an attribute of all these marks, or take it away (None), in one change."""
    with project.change("set attribute") as change:
        for mark_id in mark_ids:
            item = mark(project, mark_id)
            attributes = {key: kept for key, kept in item.attributes.items() if key != name}
            if value is not None:
                attributes[name] = value
            project.put(layer_of(project, mark_id), replace(item, attributes=attributes))
    return change.record
