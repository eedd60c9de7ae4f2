"""GLiNER JSON: a list of tokenised texts with mentions as token ranges, and relations between them by their place.

Both ends of a range are inclusive. What may be chosen for writing stands in `WRITING`; `width` and `length` are the
trainer's limits in tokens: it takes no label of a wider mention, nothing beyond the length, and of two labels on the
same words the last.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from annotator.domain.model import Document, Entity, Json, Layer, Relation
from annotator.formats import shapes
from annotator.formats.format import Format, Loss, Read, WriteOptions, Writing
from annotator.formats.inspection import check_text
from annotator.formats.json_lines import write_json_list
from annotator.formats.json_rows import JsonRow, keys_of, read_rows
from annotator.formats.layer_draft import document
from annotator.formats.losses import MESSAGES, LossList, each_layer
from annotator.formats.option import Option, chosen_options
from annotator.formats.rebuilt import NOTE, Rebuilt, rebuild
from annotator.formats.refusal import RefusedError, finding
from annotator.formats.shapes import Table
from annotator.formats.token_examples import Example, examples
from annotator.formats.type_names import TypeNames
from annotator.formats.writing_options import (
    EDGE,
    EMPTY,
    IDS,
    LONGEST,
    NEGATIVES,
    OVERLAP,
    PIECE,
    TYPE,
    UNIT,
    tokens,
)

KEEPS = frozenset({"entities", "nested", "crossing", "same span", "sub-token", "relations"})
EXAMPLES = (tokens("gliner"), EDGE, PIECE, UNIT, LONGEST, OVERLAP, EMPTY, TYPE, IDS)
WRITING = (
    *EXAMPLES,
    NEGATIVES,
    Option("width", "Widest mention that the trainer takes", default="12", kind="number"),
    Option("length", "Longest text that the trainer takes", default="384", kind="number"),
)


def read(path: Path) -> Iterator[Read]:
    """Yield a document for each example, with a text made of its tokens; raises InputError if it cannot be read."""
    yield finding("note", "rebuilt", NOTE, path.name)
    yield from read_rows(path, lambda row, name: _example(row, name, path.name))


def _example(row: JsonRow, name: str, file: str) -> Iterator[Read]:
    rebuilt = rebuild([words(row.table, "tokenized_text")])
    check_text(rebuilt.text)
    refusals: list[RefusedError] = []
    placed: dict[int, Entity] = {}
    for at, stated in enumerate(_lists(row.table, "ner")):
        try:
            placed[at] = _entity(stated, f"T{at + 1}", rebuilt)
        except RefusedError as refusal:
            refusals.append(refusal)
    relations: list[Relation] = []
    for at, stated in enumerate(_lists(row.table, "relations"), 1):
        try:
            relations.append(_relation(stated, f"R{at}", placed))
        except RefusedError as refusal:
            refusals.append(refusal)
    yield from (refusal.finding(file, name) for refusal in refusals)
    layer = Layer("", entities=tuple(placed.values()), relations=tuple(relations))
    yield document(_stated_name(row.table) or name, rebuilt.text, layer, rebuilt.extra)


def _stated_name(table: Table) -> str:
    """Return which document an example is from, "" if that is not stated; see `stated_id`."""
    stated = table.get("id")
    return stated.removesuffix("#0") if isinstance(stated, str) else ""


def words(table: Table, key: str) -> list[str]:
    """Return a list of texts; raises RefusedError for anything else."""
    value = table.get(key)
    if not isinstance(value, list):
        raise shapes.wrong("", key, "a list of texts")
    found = [word for word in value if isinstance(word, str)]
    if len(found) != len(value):
        raise shapes.wrong("", key, "a list of texts")
    return found


def _lists(table: Table, key: str) -> list[Json]:
    value = table.get(key) or []
    if not isinstance(value, list):
        raise shapes.wrong("", key, "a list of lists")
    return value


def _entity(stated: Json, mark: str, rebuilt: Rebuilt) -> Entity:
    match stated:
        case [int(first), int(last), str(kind), *_]:
            shapes.check_name(kind, "ner", mark)
            return Entity(mark, kind, (rebuilt.covered(first, last + 1, mark),), name=mark)
    raise shapes.wrong(mark, "ner", "a list [first token, last token, label]")


def _relation(stated: Json, mark: str, placed: dict[int, Entity]) -> Relation:
    match stated:
        case [int(head), int(tail), str(kind), *_]:
            shapes.check_name(kind, "relations", mark)
            if head in placed and tail in placed:
                return Relation(mark, kind, placed[head].id, placed[tail].id, name=mark)
    raise shapes.wrong(mark, "relations", "a list [place of the head in ner, place of the tail, label]")


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> Writing:
    """Write one list of examples for the documents that have a layer to write.

    Raises AnnotatorError for an unknown option or if the file cannot be written.
    """
    losses: list[Loss] = [Loss("text", MESSAGES["text"], "", "", ())]
    write_json_list(path, _rows(documents, options, losses))
    return Writing((path,), tuple(losses))


def _rows(documents: Iterable[Document], options: WriteOptions, losses: list[Loss]) -> Iterator[Table]:
    choices = chosen_options(options.options, WRITING)
    limits = int(choices["width"]), int(choices["length"])
    names = TypeNames(options.schema, options.language, choices["types"])
    for item, layer, bent in each_layer(documents, options.annotator, kept(choices), losses):
        names.tell(layer, bent)
        for number, example in enumerate(examples(item, layer, choices, bent)):
            tell_limits(example, *limits, bent)
            row = _record(example, names) | stated_id(item, number, choices)
            yield row | (_negatives(example, names) if choices["negatives"] == "schema" else {})


def kept(choices: Mapping[str, str]) -> frozenset[str]:
    """Return what is kept, with the names of the documents if they are written."""
    return KEEPS | {"names"} if choices["ids"] == "names" else KEEPS


def stated_id(item: Document, number: int, choices: Mapping[str, str]) -> Table:
    """Return which document an example is from, if that is to be written; the trainers pass over the key."""
    return {"id": f"{item.name}#{number}"} if choices["ids"] == "names" else {}


def _negatives(example: Example, names: TypeNames) -> Table:
    """Return the types of the schema that do not occur in an example."""
    entities = {names.of("entity", entity.type) for entity, _, _ in example.entities}
    relations = {names.of("relation", relation.type) for relation in example.relations}
    return {
        "ner_negatives": [name for name in names.all("entity") if name not in entities],
        "rel_negatives": [name for name in names.all("relation") if name not in relations],
    }


def tell_limits(example: Example, width: int, length: int, losses: LossList) -> None:
    """Add what the trainer leaves out of an example to the losses."""
    last_at: dict[tuple[int, int], str] = {}
    for entity, first, last in example.entities:
        if last > length:
            losses.add("trainer: long", entity.id)
        elif last - first > width:
            losses.add("trainer: wide", entity.id)
        if earlier := last_at.get((first, last)):
            losses.add("trainer: same span", earlier)
        last_at[(first, last)] = entity.id


def _record(example: Example, names: TypeNames) -> Table:
    at = {entity.id: place for place, (entity, _, _) in enumerate(example.entities)}
    ner: list[Json] = [[first, last - 1, names.of("entity", entity.type)] for entity, first, last in example.entities]
    relations: list[Json] = [
        [at[relation.head], at[relation.tail], names.of("relation", relation.type)] for relation in example.relations
    ]
    return {"tokenized_text": list(example.words), "ner": ner, "relations": relations}


def detect(path: Path) -> float:
    """Say how sure it is that the file holds tokenised texts with mentions."""
    keys = keys_of(path)
    return 0.95 if keys >= {"tokenized_text", "ner"} and "relation_text" not in keys else 0.0


FORMAT = Format(
    name="gliner",
    title="GLiNER JSON",
    suffix=".json",
    keeps=KEEPS,
    read=read,
    write=write,
    detect=detect,
    write_options=WRITING,
)
