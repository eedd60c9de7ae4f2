"""What a user is told."""

import pickle

import pytest

from annotator.errors import AnnotatorError, ConflictError, InputError, ProjectError, ReadOnlyError, SchemaError


def test_the_english_sentence_is_filled_and_its_parts_stay_apart():
    error = InputError("Line {line} of {file} is no JSON.", line=3, file="a.jsonl")
    assert str(error) == "Line 3 of a.jsonl is no JSON."
    assert (error.message, error.values) == ("Line {line} of {file} is no JSON.", {"line": 3, "file": "a.jsonl"})


def test_braces_in_a_value_or_in_a_sentence_without_values_are_just_braces():
    assert str(AnnotatorError("“{text}” is empty.", text="{name} {0}")) == "“{name} {0}” is empty."
    assert str(AnnotatorError("A lone { is no table.")) == "A lone { is no table."


@pytest.mark.parametrize("kind", [ProjectError, ReadOnlyError, ConflictError, InputError, SchemaError])
def test_every_kind_is_caught_as_what_a_user_is_told(kind):
    with pytest.raises(AnnotatorError, match="no"):
        raise kind("{word}", word="no")


def test_an_error_can_travel_between_processes():
    error = pickle.loads(pickle.dumps(SchemaError("{id} is used twice.", id="A")))
    assert (type(error), str(error), error.values) == (SchemaError, "A is used twice.", {"id": "A"})
