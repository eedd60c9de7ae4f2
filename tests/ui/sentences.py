"""Collect from the source every sentence that people read: what the window says and what lower layers tell."""

import ast
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGE = CHECKOUT / "annotator"
_MARKERS = {"tr", "phrase", "error"}
_LOWER = ("domain", "text", "store", "formats", "operations", "measures", "assist")


def trees(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    for folder in folders:
        for file in sorted((PACKAGE / folder).rglob("*.py")):
            yield file, ast.parse(file.read_text(encoding="utf-8"))


def said_by_ui() -> set[str]:
    """Literals in tr(…), tr.count excluded, phrase(…), @command(…), Panel(…) and errors raised in ui."""
    found: set[str] = set()
    for _, tree in trees("ui"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                found |= _said(node)
    return found


def _said(call: ast.Call) -> set[str]:
    name = called(call)
    if name in {"tr", "phrase"} or name == "command" or name.endswith("Error"):
        return {text for text in [literal(call.args[0]) if call.args else None] if text}
    return set()


def counted() -> set[str]:
    found: set[str] = set()
    for _, tree in trees("ui"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and called(node) == "count" and node.args:
                text = literal(node.args[0])
                found |= {text} if text and "{count}" in text else set()
    return found


def told_by_lower_layers() -> set[str]:
    """Whole sentences among the string constants of the lower layers, docstrings left out."""
    found: set[str] = set()
    for file in (PACKAGE / "errors.py", PACKAGE / "registry.py", PACKAGE / "settings.py"):
        found |= set(_sentences(ast.parse(file.read_text(encoding="utf-8"))))
    for _, tree in trees(*_LOWER):
        found |= set(_sentences(tree))
    return found


def _sentences(tree: ast.Module) -> Iterator[str]:
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    parts |= {id(part) for call in ast.walk(tree) if _is_in_both(call) for part in ast.walk(call)}
    for node in ast.walk(tree):
        if id(node) in documentation or id(node) in parts:
            continue
        text = literal(node)
        if text and text.count(" ") >= 2 and text.rstrip().endswith((".", "!", "?")) and _is_said(text):
            yield text


def _is_in_both(node: ast.AST) -> bool:
    """Say whether the words stand beside their Arabic: Wording(ar, en)."""
    return isinstance(node, ast.Call) and called(node) == "Wording" and len(node.args) == 2


def _is_said(text: str) -> bool:
    return text[0] in _BEGINNINGS and not text.startswith(_SQL)


_SQL = ("SELECT", "UPDATE", "DELETE", "INSERT", "WHERE")
_BEGINNINGS = set("ABCDEFGHIJKLMNOPQRSTUVWXYZ{“")


def change_kinds() -> set[str]:
    found: set[str] = set()
    for _, tree in trees("operations"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and called(node) == "change" and node.args:
                found |= {literal(node.args[0]) or ""}
    for _, tree in trees("operations"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and called(node) == "_put" and len(node.args) > 1:
                found |= {literal(node.args[1]) or ""}
    return found - {""}


def called(call: ast.Call) -> str:
    function = call.func
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )


def literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
