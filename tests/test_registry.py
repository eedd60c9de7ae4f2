"""Finding built-in modules and installed plug-ins."""

import sys
from dataclasses import dataclass
from importlib.metadata import EntryPoint

import pytest

from annotator import registry
from annotator.errors import AnnotatorError


@dataclass(frozen=True)
class Voice:
    """A kind of add-on."""

    name: str


MODULE = "from tests_of_voices import Voice\n"


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A function that writes the package `voices` with these modules."""

    def write(**modules: str) -> str:
        folder = tmp_path / "voices"
        folder.mkdir()
        for name, source in {"__init__": "", **modules}.items():
            (folder / f"{name}.py").write_text(source, encoding="utf-8")
        return "voices"

    for name in [name for name in sys.modules if name.split(".")[0] == "voices"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "tests_of_voices", sys.modules[__name__])
    monkeypatch.syspath_prepend(tmp_path)
    return write


@pytest.fixture
def plug_ins(monkeypatch):
    """A function that installs these objects under the group `voices`."""

    def install(**objects: object) -> None:
        monkeypatch.setitem(sys.modules, "plug_in", type(sys)("plug_in"))
        for name, value in objects.items():
            setattr(sys.modules["plug_in"], name, value)
        entries = [EntryPoint(name, f"plug_in:{name}", "voices") for name in objects]
        monkeypatch.setattr(registry, "entry_points", lambda group: [e for e in entries if e.group == group])

    install()
    return install


def test_objects_of_the_kind_are_found_in_every_module_in_order_of_their_names(package, plug_ins):
    voices = package(b=MODULE + "A = Voice('alto')", a=MODULE + "T = Voice('tenor')\nOTHER = 5", c="X = 'alto'")
    assert list(registry.discover(voices, Voice).items()) == [("alto", Voice("alto")), ("tenor", Voice("tenor"))]


def test_a_module_may_import_an_object_of_another(package, plug_ins):
    voices = package(a=MODULE + "A = Voice('alto')", b="from voices.a import A")
    assert list(registry.discover(voices, Voice)) == ["alto"]


def test_plug_ins_come_beside_what_is_built_in_and_other_kinds_are_left_out(package, plug_ins):
    plug_ins(bass=Voice("bass"), other="bass")
    assert list(registry.discover(package(a=MODULE + "A = Voice('alto')"), Voice)) == ["alto", "bass"]


def test_a_plug_in_may_be_a_module(package, plug_ins, monkeypatch):
    plug_ins(bass=Voice("bass"), tenor=Voice("tenor"), other=5)
    monkeypatch.setattr(registry, "entry_points", lambda group: [EntryPoint("deep", "plug_in", group)])
    assert list(registry.discover(package(), Voice)) == ["bass", "tenor"]


@pytest.mark.parametrize("value", ["plug_in:absent", "plug_in_that_is_not_there", "plug_in_that_is_not_there:x"])
def test_a_plug_in_that_cannot_be_loaded_is_named(package, plug_ins, monkeypatch, value):
    monkeypatch.setattr(registry, "entry_points", lambda group: [EntryPoint("deep", value, group)])
    with pytest.raises(AnnotatorError, match=f"add-on {value} cannot be loaded"):
        registry.discover(package(), Voice)


def test_two_objects_of_one_name_are_refused_with_the_place_of_the_second(package, plug_ins):
    plug_ins(alto=Voice("alto"))
    with pytest.raises(AnnotatorError, match=r"both named “alto”; the second one comes from plug_in:alto"):
        registry.discover(package(a=MODULE + "A = Voice('alto')"), Voice)


def test_two_modules_with_one_name_are_refused(package, plug_ins):
    voices = package(a=MODULE + "A = Voice('alto')", b=MODULE + "A = Voice('alto')")
    with pytest.raises(AnnotatorError, match=r"second one comes from voices\.b"):
        registry.discover(voices, Voice)


def test_an_empty_package_has_nothing(package, plug_ins):
    assert registry.discover(package(), Voice) == {}
