from annotator.formats.brat_names import BratNames, read_names


def test_arabic_names_never_collide_and_come_back() -> None:
    names = BratNames()
    originals = ["شخص", "حدث", "PER", "A.B", "A_B", "entity_1", "a b", "é", "---", "SPAN_DEFAULT"]
    stored = [names.stored("entity", name) for name in originals]
    assert len(set(stored)) == len(stored)
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") for name in stored)
    assert stored[2] == "PER"
    table = read_names("\n".join(names.lines()))
    assert [table.original("entity", name) for name in stored] == originals


def test_an_entity_and_an_event_of_one_name_are_two() -> None:
    names = BratNames()
    assert names.stored("entity", "X") != names.stored("event", "X")


def test_roles_do_not_end_in_a_number_because_numbers_count() -> None:
    names = BratNames()
    stored = [names.stored("role", name) for name in ("Arg1", "Arg", "Arg1_", "دور", "دور آخر")]
    assert len(set(stored)) == 5
    assert not any(name[-1].isdigit() for name in stored)


def test_values_keep_their_kind() -> None:
    names = BratNames()
    values = ["1", 1, 1.0, False, "false", "", "نعم"]
    stored = [names.stored("value", value) for value in values]
    table = read_names("\n".join(names.lines()))
    back = [table.original("value", value) for value in stored]
    assert [(type(value), value) for value in back] == [(type(value), value) for value in values]


def test_annotators_whose_folders_would_be_one_on_some_systems_are_kept_apart() -> None:
    names = BratNames()
    folders = [names.stored("annotator", name) for name in ("Ali", "ali", "ALI", "CON", "منى", "ليلى")]
    assert len({folder.casefold() for folder in folders}) == 6
    assert "CON" not in folders


def test_lines_that_are_not_of_the_table_are_passed_over() -> None:
    table = read_names('#annotator {\n#annotator [1]\n#annotator {"scope": "x", "id": "a", "name": "b"}\n[labels]\n')
    assert table.original("entity", "a") == "a"
