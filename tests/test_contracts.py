"""What must hold for every file of the program, each rule shown to fail on a file that breaks it."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator import paths
from annotator.domain.schema_toml import read_schema

CHECKOUT = Path(__file__).resolve().parents[1]

FILE_LINES = 400
CLASS_LINES = 300
FUNCTION_LINES = 40
PARAMETERS = 7

FORBIDDEN_WORDS = {"manager", "handler", "helper", "helpers", "util", "utils", "misc", "common", "core", "corpus"}
FORBIDDEN_IN_CLASSES = FORBIDDEN_WORDS | {"item", "record", "data", "info", "base"}

Function = ast.FunctionDef | ast.AsyncFunctionDef
Check = Callable[[Path, ast.Module], Iterator[str]]


def sources(root: Path) -> list[Path]:
    return sorted(path for folder in ("annotator", "packaging") for path in (root / folder).rglob("*.py"))


def found_by(check: Check, root: Path = CHECKOUT) -> list[str]:
    return [
        f"{path.relative_to(root)}: {words}"
        for path in sources(root)
        for words in check(path.relative_to(root), ast.parse(path.read_text(encoding="utf-8")))
    ]


def functions(tree: ast.Module) -> list[Function]:
    return [node for node in ast.walk(tree) if isinstance(node, Function)]


def classes(tree: ast.Module) -> list[ast.ClassDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]


def calls(tree: ast.Module) -> list[tuple[str, ast.Call]]:
    return [(ast.unparse(node.func), node) for node in ast.walk(tree) if isinstance(node, ast.Call)]


def lines_of(node: Function | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def words_of(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def too_long(path: Path, tree: ast.Module) -> Iterator[str]:
    if tree.body and (last := tree.body[-1].end_lineno or 0) >= FILE_LINES:
        yield f"{last} lines"
    yield from (f"class {node.name}: {lines_of(node)} lines" for node in classes(tree) if lines_of(node) >= CLASS_LINES)
    yield from (f"{node.name}: {lines_of(node)} lines" for node in functions(tree) if lines_of(node) >= FUNCTION_LINES)


def too_many_parameters(path: Path, tree: ast.Module) -> Iterator[str]:
    for node in functions(tree):
        names = [given.arg for given in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
        count = len([name for name in names if name not in ("self", "cls")])
        if count > PARAMETERS:
            yield f"{node.name}: {count} parameters"


def without_docstring(path: Path, tree: ast.Module) -> Iterator[str]:
    if not ast.get_docstring(tree):
        yield "the module does not say what it is"


def printing(path: Path, tree: ast.Module) -> Iterator[str]:
    if path.parts[0] == "annotator":
        yield from (f"line {node.lineno}: print" for name, node in calls(tree) if name == "print")


def catching_everything(path: Path, tree: ast.Module) -> Iterator[str]:
    if path.as_posix() in ("annotator/ui/app.py", "annotator/cli.py"):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and not is_raised_again(node):
            caught = ast.unparse(node.type) if node.type else "everything"
            if re.search(r"\b(everything|Exception|BaseException)\b", caught):
                yield f"line {node.lineno}: catches {caught}"


def is_raised_again(node: ast.ExceptHandler) -> bool:
    return isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None


def vague_names(path: Path, tree: ast.Module) -> Iterator[str]:
    names = [(path.stem, FORBIDDEN_WORDS)]
    names += [(node.name, FORBIDDEN_WORDS) for node in functions(tree)]
    names += [(node.name, FORBIDDEN_IN_CLASSES) for node in classes(tree)]
    yield from (f"{name} says nothing" for name, forbidden in names if words_of(name) & forbidden)


def treacherous_sql(path: Path, tree: ast.Module) -> Iterator[str]:
    if path.parts[:2] != ("annotator", "store"):
        return
    for name, node in calls(tree):
        if name.rpartition(".")[2] in ("transform", "executescript"):
            yield f"line {node.lineno}: {name} drops triggers or commits behind our back"
        if any(word.arg == "replace" and not is_false(word.value) for word in node.keywords):
            yield f"line {node.lineno}: {name}(replace=…) cascades"
        if any(re.search(r"insert\s+or\s+replace|^\s*replace\s+into", text, re.IGNORECASE) for text in literals(node)):
            yield f"line {node.lineno}: INSERT OR REPLACE cascades"


def is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def literals(node: ast.AST) -> list[str]:
    return [part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)]


def guessed_html(path: Path, tree: ast.Module) -> Iterator[str]:
    if path.as_posix() == "annotator/ui/widgets/plain.py":
        return
    for name, node in calls(tree):
        last = name.rpartition(".")[2]
        shown = node.args[1:2] if last == "showText" else node.args[:1]
        is_risky = last in ("setToolTip", "setWhatsThis", "setLabelText", "showText", "QLabel")
        if is_risky and not all(is_safe_text(argument) for argument in shown):
            yield f"line {node.lineno}: {name} with words from data; use widgets/plain.py"
        if re.search(r"(^|\.)QMessageBox(\.(about|critical|information|question|warning))?$", name):
            yield f"line {node.lineno}: {name}; use widgets/plain.py"


def is_safe_text(node: ast.expr) -> bool:
    is_plain = isinstance(node, ast.Call) and ast.unparse(node.func) == "plain.tip"
    return is_plain or isinstance(node, ast.Constant)


def foreign_imports_of_the_domain(path: Path, tree: ast.Module) -> Iterator[str]:
    if path.parts[:2] != ("annotator", "domain"):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            continue
        ours = ("annotator.domain", "annotator.errors")
        for name in names:
            if not name.startswith(ours) and name.partition(".")[0] not in sys.stdlib_module_names:
                yield f"line {node.lineno}: {name} is not of the standard library"


CHECKS: list[Check] = [
    too_long,
    too_many_parameters,
    without_docstring,
    printing,
    catching_everything,
    vague_names,
    treacherous_sql,
    guessed_html,
    foreign_imports_of_the_domain,
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_program_keeps_the_contract(check: Check) -> None:
    assert not found_by(check)


DOC = '"""Is here."""\n'


@pytest.mark.parametrize(
    ("check", "path", "source", "words"),
    [
        (too_long, "annotator/long.py", DOC + "A = 1\n" * 400, "401 lines"),
        (too_long, "annotator/long.py", DOC + "class A:\n" + "    b = 1\n" * 300, "class A: 301 lines"),
        (too_long, "packaging/long.py", DOC + "def a():\n" + "    b = 1\n" * 40, "a: 41 lines"),
        (too_many_parameters, "annotator/wide.py", DOC + "def a(b, c, d, e, f, g, *, h, i): ...\n", "8 parameters"),
        (without_docstring, "annotator/mute.py", "A = 1\n", "does not say what it is"),
        (printing, "annotator/loud.py", DOC + "print(1)\n", "print"),
        (
            catching_everything,
            "annotator/store/x.py",
            "try:\n    A = 1\nexcept (OSError, Exception):\n    A = 2\n",
            "catches",
        ),
        (catching_everything, "annotator/store/x.py", "try:\n    A = 1\nexcept:\n    A = 2\n", "catches everything"),
        (vague_names, "annotator/x.py", DOC + "class SpanManager: ...\n", "SpanManager"),
        (vague_names, "annotator/x.py", DOC + "def span_helper(): ...\n", "span_helper"),
        (vague_names, "annotator/text/utils.py", DOC, "utils says nothing"),
        (vague_names, "annotator/x.py", DOC + "class EntityItem: ...\n", "EntityItem"),
        (treacherous_sql, "annotator/store/x.py", "def a(t):\n    t.insert({}, replace=True)\n", "replace"),
        (treacherous_sql, "annotator/store/x.py", "def a(t):\n    t.transform(drop='b')\n", "transform"),
        (treacherous_sql, "annotator/store/x.py", "def a(c):\n    c.executescript('')\n", "executescript"),
        (
            treacherous_sql,
            "annotator/store/x.py",
            "def a(c):\n    c.execute('INSERT OR REPLACE INTO b')\n",
            "INSERT OR",
        ),
        (guessed_html, "annotator/ui/x.py", "def a(w, words):\n    w.setToolTip(words)\n", "setToolTip"),
        (guessed_html, "annotator/ui/x.py", "def a(words):\n    return QLabel(words)\n", "QLabel"),
        (guessed_html, "annotator/ui/x.py", "def a(at, s):\n    QToolTip.showText(at, s)\n", "showText"),
        (guessed_html, "annotator/ui/x.py", "def a(w, s):\n    QMessageBox.warning(w, 'a', s)\n", "QMessageBox"),
        (foreign_imports_of_the_domain, "annotator/domain/x.py", "import attrs\n", "attrs"),
    ],
)
def test_breaking_the_contract_is_seen(tmp_path: Path, check: Check, path: str, source: str, words: str) -> None:
    target = tmp_path / path
    target.parent.mkdir(parents=True)
    target.write_text(source, encoding="utf-8")
    found = found_by(check, tmp_path)
    assert len(found) == 1
    assert words in found[0]


def test_literal_tool_tips_and_plain_ones_are_allowed(tmp_path: Path) -> None:
    target = tmp_path / "annotator" / "ui" / "x.py"
    target.parent.mkdir(parents=True)
    target.write_text(
        "def a(w, s):\n    w.setToolTip(plain.tip(s))\n    w.setToolTip('')\n    QLabel()\n", encoding="utf-8"
    )
    assert not found_by(guessed_html, tmp_path)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_requirements_are_pinned_with_hashes_and_name_no_address(name: str) -> None:
    text = (CHECKOUT / "packaging" / name).read_text(encoding="utf-8")
    entries = [line for line in text.splitlines() if not line.startswith((" ", "-r "))]
    assert "://" not in text
    assert not re.search(r"--(index|extra-index|find-links)", text)
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9a-z.]+( ; .+)? \\", entry) for entry in entries)
    assert text.count("--hash=sha256:") >= len(entries)


def test_every_preset_loads() -> None:
    presets = sorted((paths.resources() / "presets").glob("*.toml"))
    assert presets
    assert all(read_schema(preset.read_text(encoding="utf-8")).entities for preset in presets)


IMPORT_ALL = """
import importlib, os, pkgutil, sys, threading, warnings
warnings.simplefilter("error")
import annotator
names = sorted(found.name for found in pkgutil.walk_packages(annotator.__path__, "annotator."))
for name in names:
    if not name.startswith("annotator.ui"):
        importlib.import_module(name)
assert not [name for name in sys.modules if name.startswith(("PySide6", "shiboken6"))], "Qt without ui"
for name in names:
    importlib.import_module(name)
from PySide6.QtCore import QCoreApplication
assert QCoreApplication.instance() is None, "an application was made"
assert threading.active_count() == 1, "a thread was started"
assert not os.listdir("."), "a file was made"
"""


def test_importing_every_module_does_nothing_but_define(tmp_path: Path, home: Path) -> None:
    code = f"import sys; sys.path.insert(0, {str(CHECKOUT)!r})\n{IMPORT_ALL}"
    result = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert not list(home.iterdir())
