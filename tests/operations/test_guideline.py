"""The printed guideline: whole, escaped, in the direction of its language, with counts and examples of the project."""

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from annotator.domain.schema import Wording
from annotator.domain.schema_toml import read_schema
from annotator.operations.guideline import guideline
from annotator.operations.projects import preset_names, preset_source
from tests.operations.schema_project import SCHEMA, small_project

VOID = {"meta"}


class Nesting(HTMLParser):
    """Fails on a tag that is closed in the wrong place, and on anything from outside."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words = ""

    def handle_starttag(self, tag, attrs):
        assert tag not in {"script", "link", "img", "iframe"}
        assert not {name for name, _ in attrs} & {"src", "href", "onload"}
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words += data


def read(page: str) -> Nesting:
    parser = Nesting()
    parser.feed(page)
    assert parser.open == []
    return parser


@pytest.mark.parametrize("name", preset_names())
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_preset_makes_a_sound_page_in_both_languages(name, language):
    schema = read_schema(preset_source(name))
    page = guideline(schema, language=language)
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in page
    words = read(page).words
    assert all(kind.label.text(language) in words for kind in (*schema.entities, *schema.events, *schema.relations))
    assert all(kind.description.text(language) in words for kind in schema.entities)


def test_counts_and_examples_come_from_the_project(tmp_path: Path):
    with small_project(tmp_path / "x.annot") as project:
        page = guideline(project.schema(), language="ar", project=project)
    assert "<span class='count'>١٢</span>" in page
    assert "<mark>بوتين</mark> وكيم" in page
    read(page)


def test_markup_in_names_and_examples_is_text():
    entity = replace(
        SCHEMA.entity("PER"),
        label=Wording("<script>alert(1)</script>", '"x" & y'),
        description=Wording("</p><img src=x>"),
        examples=("زار [بوتين] <b>موسكو</b>",),
        counterexamples=("no [way]",),
        retired=True,
    )
    page = guideline(replace(SCHEMA, entities=(entity, *SCHEMA.entities[1:])), language="ar")
    words = read(page).words
    assert "<script>alert(1)</script>" in words
    assert "زار <mark>بوتين</mark> &lt;b&gt;" in page
    assert '<li dir="ltr">no <mark>way</mark></li>' in page
    assert "متروك" in words
