"""Knowledge bases: candidates from a table, found however their names are spelled."""

from pathlib import Path

import pytest

from annotator.domain.schema import Authority, Wording
from annotator.errors import InputError
from annotator.operations.knowledge import candidates_of, read_candidates, split_link

TABLE = """# id, label, names, description
Q7747\tفلاديمير بوتين\tVladimir Putin|بوتين\tرئيس روسيا
Q159\tروسيا\tRussia|الاتحاد الروسي
Q649\tموسكو
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    (tmp_path / "people.tsv").write_text(TABLE, encoding="utf-8")
    return tmp_path / "people.tsv"


def test_entries_are_found_by_any_name_equal_ones_first(table):
    found = read_candidates(table)
    assert [entry.id for entry in found.search("روسيا")] == ["Q159"]
    assert [entry.id for entry in found.search("الإتحاد")] == ["Q159"]
    assert [entry.id for entry in found.search("بُوتين")] == ["Q7747"]
    assert [entry.id for entry in found.search("q649")] == ["Q649"]
    assert found.search(" ") == []
    assert found.entries[0].description == "رئيس روسيا"


def test_a_link_is_an_id_and_a_label(table):
    entry = read_candidates(table).entries[0]
    assert split_link(entry.link) == ("Q7747", "فلاديمير بوتين")
    assert split_link("Q1") == ("Q1", "")


def test_the_table_lies_beside_the_project(table):
    base = Authority("people", Wording("أعلام"), file="../../etc/people.tsv")
    assert len(candidates_of(base, table.parent / "p.annot").entries) == 3
    assert candidates_of(Authority("x", Wording()), table).entries == ()


def test_a_line_that_is_no_entry_is_named(tmp_path):
    (tmp_path / "x.tsv").write_text("Q1\tone\nno label here\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 2"):
        read_candidates(tmp_path / "x.tsv")
    with pytest.raises(InputError, match="cannot be read as a table"):
        read_candidates(tmp_path / "absent.tsv")
