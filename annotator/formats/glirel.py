"""GLiREL JSON Lines, written only: tokenised texts with mentions and the relations between them; ends inclusive.

Options as for GLiNER JSON, without those of its trainer.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.domain.model import Document, Json
from annotator.formats.format import Format, Loss, WriteOptions, Writing
from annotator.formats.gliner import EXAMPLES, KEEPS, kept, stated_id
from annotator.formats.json_lines import write_json_lines
from annotator.formats.losses import MESSAGES, each_layer
from annotator.formats.option import chosen_options
from annotator.formats.shapes import Table
from annotator.formats.token_examples import Example, examples
from annotator.formats.type_names import TypeNames


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> Writing:
    """Write one example a line for the documents that have a layer to write.

    Raises AnnotatorError for an unknown option or if the file cannot be written.
    """
    losses: list[Loss] = [Loss("text", MESSAGES["text"], "", "", ())]
    write_json_lines(path, _rows(documents, options, losses))
    return Writing((path,), tuple(losses))


def _rows(documents: Iterable[Document], options: WriteOptions, losses: list[Loss]) -> Iterator[Table]:
    choices = chosen_options(options.options, EXAMPLES)
    names = TypeNames(options.schema, options.language, choices["types"])
    for document, layer, bent in each_layer(documents, options.annotator, kept(choices), losses):
        names.tell(layer, bent)
        for number, example in enumerate(examples(document, layer, choices, bent)):
            yield _record(example, names) | stated_id(document, number, choices)


def _record(example: Example, names: TypeNames) -> Table:
    mentions: dict[str, Table] = {}
    ner: list[Json] = []
    for entity, first, last in example.entities:
        kind, text = names.of("entity", entity.type), " ".join(example.words[first:last])
        ner.append([first, last - 1, kind, text])
        mentions[entity.id] = {"mention": text, "position": [first, last - 1], "type": kind}
    relations: list[Json] = [
        {
            "head": mentions[relation.head],
            "tail": mentions[relation.tail],
            "relation_text": names.of("relation", relation.type),
        }
        for relation in example.relations
    ]
    return {"tokenized_text": list(example.words), "ner": ner, "relations": relations}


FORMAT = Format(
    name="glirel",
    title="GLiREL JSON Lines",
    suffix=".jsonl",
    keeps=KEEPS,
    write=write,
    write_options=EXAMPLES,
)
