"""Parts: no text and no near-duplicate in two of them, types spread evenly, the same again from the same seed."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.model import Entity
from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.operations.export_plan import ExportPlan, Selection, SplitPlan, quiet
from annotator.operations.export_preview import preview
from annotator.operations.projects import new_project
from annotator.operations.splitting import Assignment, Load, assign, sizes, spread
from annotator.store.ids import new_id
from annotator.store.project import Project
from annotator.store.rows import DocumentRow

SHARES = {"train": 0.6, "dev": 0.2, "test": 0.2}


def words(number: int) -> list[str]:
    return [f"كلمة{number}و{step}" for step in range(30)]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Twenty documents: 0 and 1 are one text, 2 and 3 nearly; the last two are from one source; GPE is rare."""
    with new_project(tmp_path / "p.annot", author="amal") as made:
        with made.change("import"):
            for number in range(20):
                said = words({1: 0, 3: 2}.get(number, number))
                said[-1] = "غيرها" if number == 3 else said[-1]
                metadata = {"source": "وكالة" if number >= 18 else f"مصدر {number}"}
                document = made.add_document(f"{number}.txt", " ".join(said), metadata=metadata)
                layer = made.ensure_layer(document, "gold")
                kinds = ["PER"] * 4 + (["GPE"] if number % 4 == 0 else [])
                made.put_many(layer, [Entity(new_id(), kind, (Span(0, 4),)) for kind in kinds])
        yield made


def assigned(project: Project, splits: SplitPlan) -> Assignment:
    return assign(project, project.documents(), ExportPlan("jsonl", splits=splits), quiet)


def places(project: Project, splits: SplitPlan) -> dict[str, str]:
    names = {row.id: row.name for row in project.documents()}
    return {names[key]: part for part, keys in assigned(project, splits).parts.items() for key in keys}


def test_every_document_is_in_one_part_of_the_size_asked_for(project: Project) -> None:
    found = assigned(project, SplitPlan(SHARES))

    sizes = {name: len(ids) for name, ids in found.parts.items()}
    assert sum(sizes.values()) == 20
    assert all(abs(sizes[name] - share * 20) <= 1 for name, share in SHARES.items()), sizes


@pytest.mark.parametrize("seed", range(8))
def test_equal_and_nearly_equal_texts_stay_together(project: Project, seed: int) -> None:
    found = places(project, SplitPlan(SHARES, seed=seed))

    assert found["0.txt"] == found["1.txt"]
    assert found["2.txt"] == found["3.txt"]


@pytest.mark.parametrize("seed", range(8))
def test_a_source_stays_together(project: Project, seed: int) -> None:
    found = places(project, SplitPlan(SHARES, seed=seed, by="source"))

    assert found["18.txt"] == found["19.txt"]


def test_likeness_above_one_keeps_only_equal_texts_together(project: Project) -> None:
    parted = [places(project, SplitPlan(SHARES, seed=seed, likeness=1.1)) for seed in range(12)]

    assert all(found["0.txt"] == found["1.txt"] for found in parted)
    assert any(found["2.txt"] != found["3.txt"] for found in parted)


def test_the_seed_alone_decides(project: Project) -> None:
    one, again, other = (places(project, SplitPlan(SHARES, seed=seed)) for seed in (1, 1, 2))

    assert one == again
    assert one != other


def test_rare_types_are_spread(project: Project) -> None:
    found = preview(project, ExportPlan("jsonl", splits=SplitPlan({"train": 0.6, "test": 0.4})))

    rare = found.shares()["entity", "GPE"]
    assert rare == pytest.approx({"train": 0.6, "test": 0.4}, abs=0.01)


def test_the_shares_of_a_fold_are_those_within_it(project: Project) -> None:
    shares = preview(project, ExportPlan("jsonl", splits=SplitPlan(folds=2))).shares()["entity", "PER"]

    assert shares["fold-1/train"] + shares["fold-1/test"] == pytest.approx(1.0)
    assert shares["fold-1/test"] == pytest.approx(0.5, abs=0.1)


def test_fixed_lists_go_first_and_pull_their_like_along(project: Project) -> None:
    found = places(project, SplitPlan(SHARES, fixed={"2.txt": "test", "5.txt": "dev"}))

    assert (found["2.txt"], found["3.txt"], found["5.txt"]) == ("test", "test", "dev")


def test_without_shares_only_the_lists_go(project: Project) -> None:
    found = assigned(project, SplitPlan({}, fixed={"4.txt": "train", "5.txt": "test"}))

    assert {name: len(ids) for name, ids in found.parts.items()} == {"train": 1, "test": 1}
    assert len(found.left) == 18


def test_lists_that_part_what_is_alike_are_refused(project: Project) -> None:
    with pytest.raises(AnnotatorError, match="belong together"):
        places(project, SplitPlan(SHARES, fixed={"2.txt": "test", "3.txt": "train"}))


def test_folds_test_every_document_once(project: Project) -> None:
    found = assigned(project, SplitPlan(folds=4)).parts

    assert list(found) == [f"fold-{n}/{part}" for n in range(1, 5) for part in ("train", "test")]
    tested = Counter(key for name, ids in found.items() if name.endswith("test") for key in ids)
    assert set(tested.values()) == {1}
    assert len(tested) == 20
    for number in range(1, 5):
        assert not found[f"fold-{number}/train"] & found[f"fold-{number}/test"]


@pytest.mark.parametrize(
    ("splits", "words_"),
    [
        (SplitPlan({"../x": 1.0}), "cannot be the name"),
        (SplitPlan({"train": 0.0}), "above zero"),
        (SplitPlan({"train": float("nan")}), "above zero"),
        (SplitPlan(folds=1), "two folds"),
        (SplitPlan(folds=3, fixed={"1.txt": "x"}), "do not go together"),
        (SplitPlan({}), "no names"),
        (SplitPlan(SHARES, fixed={"absent": "test"}), "absent"),
        (SplitPlan(folds=19), "Choose fewer folds"),
    ],
)
def test_a_plan_that_contradicts_itself_is_refused(project: Project, splits: SplitPlan, words_: str) -> None:
    with pytest.raises(AnnotatorError, match=words_):
        assigned(project, splits)


TENTHS = {"train": 0.8, "dev": 0.1, "test": 0.1}


def row(number: int) -> DocumentRow:
    return DocumentRow(str(number), f"{number}.txt", 0, None, {}, None, {}, "", ())


@pytest.mark.parametrize(
    ("count", "wanted"),
    [
        (1, [1, 0, 0]),
        (2, [1, 1, 0]),
        (3, [1, 1, 1]),
        (5, [3, 1, 1]),
        (10, [8, 1, 1]),
        (16, [13, 2, 1]),
        (30, [24, 3, 3]),
    ],
)
def test_sizes_are_whole_and_no_part_is_empty_while_there_is_enough(count: int, wanted: list[int]) -> None:
    assert list(sizes(count, TENTHS).values()) == wanted


@pytest.mark.parametrize("seed", range(8))
def test_a_few_documents_fill_every_part(seed: int) -> None:
    loads = [Load((row(number),), {("entity", "PER"): number + 1}) for number in range(5)]

    found = spread(loads, TENTHS, {}, seed)

    assert Counter(found) == {"train": 3, "dev": 1, "test": 1}


def test_large_groups_leave_no_part_empty_either() -> None:
    loads = [Load(tuple(map(row, range(first, first + 3))), {}) for first in (0, 3, 6)]

    assert set(spread(loads, TENTHS, {}, 0)) == {"train", "dev", "test"}


def test_documents_of_a_list_beside_the_shares_do_not_count_for_them(project: Project) -> None:
    held = {f"{number}.txt": "held" for number in range(10)}

    found = assigned(project, SplitPlan(TENTHS, fixed=held))

    assert {name: len(ids) for name, ids in found.parts.items()} == {"train": 8, "dev": 1, "test": 1, "held": 10}


def test_a_part_that_cannot_be_filled_is_told(project: Project) -> None:
    two = tuple(row.id for row in project.documents()[:2])  # of one text

    found = preview(project, ExportPlan("jsonl", Selection(documents=two), splits=SplitPlan(TENTHS)))

    assert [(loss.kind, loss.ids) for loss in found.losses] == [("empty parts", ("dev", "test"))]


@given(
    st.lists(st.dictionaries(st.sampled_from([("entity", "A"), ("entity", "B")]), st.integers(1, 9)), max_size=30),
    st.integers(0, 99),
)
def test_every_load_has_a_place(marks: list[dict[tuple[str, str], int]], seed: int) -> None:
    found = spread([Load((), kinds) for kinds in marks], SHARES, {}, seed)

    assert set(found) <= set(SHARES)
    assert len(found) == len(marks)
