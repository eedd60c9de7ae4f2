"""RefusedError: one document, line or mark that a reader does not take; it becomes a Finding and the rest is read."""

from annotator.errors import InputError
from annotator.formats.format import Finding, Severity


class RefusedError(InputError):
    """Tell that one part of a file is not taken: of what kind the fault is, and which mark has it."""

    def __init__(self, kind: str, message: str, *, mark: str = "", **values: object) -> None:
        super().__init__(message, **{"file": "", "document": "", "line": "", "id": mark, **values})
        self.kind = kind
        self.mark = mark

    def finding(self, file: str, document: str = "", severity: Severity = "error") -> Finding:
        """Return what an import report says of it; `file`, `document` and `id` are values of the message too."""
        values = {**self.values, "file": file, "document": document}
        return Finding(severity, self.kind, self.message, file, document, self.mark, values)


def finding(
    severity: Severity, kind: str, message: str, file: str, document: str = "", mark: str = "", **values: object
) -> Finding:
    """Return a Finding whose message may name {file}, {document} and {id} beside its own values."""
    places: dict[str, object] = {"file": file, "document": document, "id": mark}
    return Finding(severity, kind, message, file, document, mark, places | values)
