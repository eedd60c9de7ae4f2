"""Operations on entities: add, retype, resize, add a fragment."""

from collections.abc import Iterable
from dataclasses import replace

from annotator.domain.model import Attributes, Entity
from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.operations.marks import Added, layer_of, new_entity, proven
from annotator.store.change import Change
from annotator.store.project import Project


def add_entity(
    project: Project,
    layer_id: str,
    type_id: str,
    spans: Iterable[Span],
    *,
    attributes: Attributes | None = None,
) -> Added:
    """Mark the spans (code points) as an entity; attributes that are not given start with the schema's defaults.

    Raises AnnotatorError for spans outside the text or inside a grapheme cluster.
    """
    with project.change("add entity") as change:
        entity = new_entity(project, layer_id, type_id, spans, attributes)
        project.put(layer_id, entity)
    return Added(change.recorded(), entity.id)


def retype_entity(project: Project, entity_id: str, type_id: str, *, subtype: str | None = None) -> Change | None:
    """Give the entity another type; its links and the attributes that the new type has stay."""
    entity = _entity(project, entity_id)
    schema = project.schema()
    fitting = {attribute.id for attribute in schema.attributes_of("entity", type_id)}
    known = {attribute.id for attribute in schema.attributes}
    kept = {name: value for name, value in entity.attributes.items() if name in fitting or name not in known}
    attributes = {**schema.defaults("entity", type_id), **kept}
    fresh = replace(entity, type=type_id, subtype=subtype, attributes=attributes)
    return _put(project, "retype entity", fresh)


def resize_entity(project: Project, entity_id: str, spans: Iterable[Span]) -> Change | None:
    """Give the entity other spans; raises AnnotatorError as `add_entity` does."""
    entity = _entity(project, entity_id)
    return _put(project, "resize entity", replace(entity, spans=proven(project, layer_of(project, entity_id), spans)))


def add_fragment(project: Project, entity_id: str, span: Span) -> Change | None:
    """Add a piece to a mention, which may become discontinuous; pieces that touch are joined."""
    entity = _entity(project, entity_id)
    spans = proven(project, layer_of(project, entity_id), (*entity.spans, span))
    return _put(project, "add fragment", replace(entity, spans=spans))


def remove_fragment(project: Project, entity_id: str, span: Span) -> Change | None:
    """Take a piece away from a discontinuous mention; raises AnnotatorError if it is the last one."""
    entity = _entity(project, entity_id)
    kept = tuple(piece for piece in entity.spans if piece != span)
    if not kept:
        raise AnnotatorError("This is the only piece of the mention. Delete the mention instead.")
    return _put(project, "remove fragment", replace(entity, spans=kept))


def _put(project: Project, kind: str, entity: Entity) -> Change | None:
    with project.change(kind) as change:
        project.put(layer_of(project, entity.id), entity)
    return change.record


def _entity(project: Project, entity_id: str) -> Entity:
    found = project.find("entity", entity_id)
    if not isinstance(found, Entity):
        raise AnnotatorError("The entity {id} is not in the project any more.", id=entity_id)
    return found
