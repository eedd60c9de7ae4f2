"""Write documents as a brat folder: pairs of files, the two configurations, and one folder an annotator if needed."""

from collections.abc import Iterable
from pathlib import Path

from annotator.domain.model import Document, Layer
from annotator.errors import AnnotatorError
from annotator.formats.brat_conf_write import EMPTY, annotation_conf, register, visual_conf
from annotator.formats.brat_folder import ANNOTATION, TEXT, VISUAL
from annotator.formats.brat_losses import MESSAGES, document_losses
from annotator.formats.brat_usage import Usage
from annotator.formats.brat_write import LayerLines
from annotator.formats.files import FileNames, empty_folder, write_text
from annotator.formats.format import Loss, WriteOptions, Writing


def export(documents: Iterable[Document], path: Path, options: WriteOptions) -> Writing:
    """Write the documents with all their layers into the empty folder `path`."""
    folder = _Folder(empty_folder(path), options)
    for document in documents:
        folder.write(document)
    return folder.finished()


class _Folder:
    """A brat folder being written. Each annotator has a folder until it is known that there is only one."""

    def __init__(self, path: Path, options: WriteOptions) -> None:
        self._path = path
        self._language = options.language
        self._schema = options.schema or EMPTY
        self._usage = Usage()
        register(self._schema, self._usage.names)
        self._files = FileNames()
        self._written: list[tuple[str, str]] = []  # (annotator's folder or "", file name)
        self._losses: list[Loss] = []
        if options.schema is not None:
            self._losses.append(Loss("schema", MESSAGES["schema"], "", "", (options.schema.id,)))

    def write(self, document: Document) -> None:
        """Write one document, once for each layer."""
        name = self._files.take(document.name, TEXT)
        self._losses.extend(document_losses(document, name))
        for layer in document.layers:
            self._write_layer(document, layer, name)
        if not document.layers:
            self._write_pair("", name, document.text, [])

    def _write_layer(self, document: Document, layer: Layer, name: str) -> None:
        lines = LayerLines(document, layer, self._usage)
        folder = self._usage.names.stored("annotator", layer.annotator)
        self._write_pair(folder, name, document.text, [line + "\n" for line in lines.lines()])
        self._losses.extend(lines.losses.all())

    def _write_pair(self, folder: str, name: str, text: str, lines: list[str]) -> None:
        place = self._path / folder
        marks = name.removesuffix(TEXT) + ".ann"
        write_text(place / name, [text])
        write_text(place / marks, lines)
        self._written += [(folder, name), (folder, marks)]

    def finished(self) -> Writing:
        """Write the configuration and return what was done."""
        folders = {folder for folder, _ in self._written if folder}
        if len(folders) == 1:
            self._flatten(folders.pop())
        files = [self._path / folder / name for folder, name in self._written]
        conf = [self._path / ANNOTATION, self._path / VISUAL]
        write_text(conf[0], [annotation_conf(self._schema, self._usage)])
        write_text(conf[1], [visual_conf(self._schema, self._usage, self._language)])
        return Writing((*files, *conf), tuple(self._losses))

    def _flatten(self, only: str) -> None:
        try:
            for folder, name in self._written:
                if folder:
                    (self._path / folder / name).replace(self._path / name)
            (self._path / only).rmdir()
        except OSError as error:
            raise AnnotatorError(
                "{file} cannot be written: {reason}. Choose another place or free some space.",
                file=str(self._path),
                reason=error.strerror or error,
            ) from error
        annotator = self._usage.names.original_text("annotator", only)
        self._usage.names.put_folder(".", annotator)
        self._written = [("", name) for _, name in self._written]
