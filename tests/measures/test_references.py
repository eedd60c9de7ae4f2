"""Published values: Artstein and Poesio, Cohen, Fleiss, Krippendorff, Mathet, SemEval-2013.

Two rows of the reference table are left out: gamma of three annotators (only two are supported), and the seed pair,
of which the second annotator's file is not at hand.
"""

from collections import Counter

import pytest

from annotator.domain.model import Entity, Layer
from annotator.domain.schema import Schema, Wording
from annotator.domain.span import Span
from annotator.measures import codepoint_alpha, semeval, unitizing_alpha
from annotator.measures.chance import fleiss, fleiss_counts, two
from annotator.measures.compared import Compared
from annotator.measures.disorder import Piece, disorder
from annotator.measures.krippendorff import alpha, coincidences, interval, ordinal, ratio, weighted
from annotator.measures.measure import summed
from annotator.measures.unitizing import disagreements

NO_SCHEMA = Schema("none", Wording())


def cells(rows):
    return {(r, c): n for r, row in enumerate(rows) for c, n in enumerate(row)}


def paired(rows):
    """Coincidences of two coders who judged everything."""
    return summed(coincidences([r, c], n) for (r, c), n in cells(rows).items() if n)


def test_artstein_and_poesio_page_558():
    found = two(cells([[20, 10], [20, 50]]))
    assert found["agreement"] == pytest.approx(0.70)
    assert found["s"] == pytest.approx(0.40)
    assert (found["pi"], found["pi_expected"]) == pytest.approx((0.341, 0.545), abs=5e-4)
    assert (found["kappa"], found["expected"]) == pytest.approx((0.348, 0.54), abs=5e-4)
    assert alpha(paired([[20, 10], [20, 50]]))["alpha"] == pytest.approx(0.344, abs=5e-4)


DIALOGUE = [[46, 6, 0], [0, 32, 0], [0, 6, 10]]  # STAT, IReq, Chck


def half_for_chck(one, other):
    return 0.0 if one == other else 0.5 if 2 in (one, other) else 1.0


def test_artstein_and_poesio_page_568():
    found = two(cells(DIALOGUE))
    assert found["agreement"] == pytest.approx(0.88)
    assert found["s"] == pytest.approx(0.82)
    assert (found["pi"], found["kappa"]) == pytest.approx((0.7995, 0.8013), abs=5e-5)
    assert alpha(paired(DIALOGUE))["alpha"] == pytest.approx(0.8005, abs=5e-5)
    assert two(cells(DIALOGUE), half_for_chck)["kappa"] == pytest.approx(0.8163, abs=5e-5)
    assert alpha(paired(DIALOGUE), weighted(half_for_chck))["alpha"] == pytest.approx(0.8156, abs=5e-5)


@pytest.mark.parametrize(
    ("rows", "agreement", "expected", "kappa"),
    [
        ([[88, 14, 18], [10, 40, 10], [2, 6, 12]], 0.70, 0.41, 0.492),
        ([[25, 12, 3], [13, 2, 15], [12, 16, 2]], 0.29, 0.35, -0.092),
    ],
)
def test_cohen_1960(rows, agreement, expected, kappa):
    found = two(cells(rows))
    assert (found["agreement"], found["expected"]) == pytest.approx((agreement, expected), abs=5e-3)
    assert found["kappa"] == pytest.approx(kappa, abs=5e-4)


# Fleiss 1971, table 1: thirty patients, six psychiatrists, how many of them gave each of five diagnoses.
FLEISS = """
00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031
00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006
"""


def test_fleiss_1971():
    patients = [Counter({at: int(count) for at, count in enumerate(row)}) for row in FLEISS.split()]
    found = fleiss(summed(fleiss_counts(patient) for patient in patients))
    assert found["n"] == 30
    assert (found["agreement"], found["expected"], found["kappa"]) == pytest.approx((0.5556, 0.2199, 0.430), abs=5e-4)


KRIPPENDORFF = """
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""
WIKIPEDIA = """
. . . . . 3 4 1 2 1 1 3 3 . 3
1 . 2 1 3 3 4 3 . . . . . . .
. . 2 1 3 4 4 . 2 1 1 3 3 . 4
"""


def coincident(table):
    rows = [line.split() for line in table.strip().splitlines()]
    units = zip(*rows, strict=True)
    return summed(coincidences(int(value) for value in unit if value != ".") for unit in units)


@pytest.mark.parametrize(
    ("table", "scale", "expected"),
    [
        (KRIPPENDORFF, None, 0.743),
        (KRIPPENDORFF, ordinal, 0.815),
        (KRIPPENDORFF, interval, 0.849),
        (KRIPPENDORFF, ratio, 0.797),
        (WIKIPEDIA, None, 0.691),
        (WIKIPEDIA, interval, 0.811),
    ],
)
def test_krippendorff_alpha(table, scale, expected):
    assert alpha(coincident(table), scale)["alpha"] == pytest.approx(expected, abs=5e-4)


def test_unitizing_alpha_2004_page_254():
    c = disagreements([[(225, 70), (370, 30)], [(220, 80), (355, 20), (400, 20)]], 150, 300)
    k = disagreements([[(180, 60), (300, 50)]] * 2, 150, 300)
    assert c == pytest.approx((0.0144, 0.0532), abs=5e-5)
    assert 1 - c[0] / c[1] == pytest.approx(0.7286, abs=5e-5)
    assert k[0] == 0
    assert 1 - (c[0] + k[0]) / (c[1] + k[1]) == pytest.approx(0.8591, abs=5e-4)


@pytest.mark.parametrize(("scale", "expected"), [(1, 0.515), (10, 0.549), (1000, 0.553)])
def test_unitizing_alpha_1995_a(scale, expected):
    pieces = [[(2, 8), (14, 6)], [(4, 4), (15, 2)]]
    observed, by_chance = disagreements([[(s * scale, n * scale) for s, n in each] for each in pieces], 0, 24 * scale)
    assert observed == pytest.approx(0.03125)
    assert 1 - observed / by_chance == pytest.approx(expected, abs=5e-4)


def test_gamma_observed_disorder():
    one = [Piece(1, 5, "a"), Piece(6, 10, "b"), Piece(11, 15, "a")]
    other = [Piece(2, 6, "a"), Piece(7, 11, "b"), Piece(12, 16, "a")]
    assert disorder(one, other) == 0.0625


def tagged(*sentences: str) -> Layer:
    """Entities of tags, ten code points a token."""
    entities, at = [], 0
    for sentence in sentences:
        for tag in sentence.split():
            if tag.startswith("B-"):
                entities.append(Entity(f"{at}", tag[2:], (Span(at, at + 10),)))
            elif tag.startswith("I-"):
                last = entities.pop()
                entities.append(Entity(last.id, last.type, (Span(last.spans[0].start, at + 10),)))
            at += 10
    return Layer("x", entities=tuple(entities))


def test_semeval():
    gold = tagged("O B-PER I-PER O O O B-ORG I-ORG", "O B-LOC B-PER I-PER O O B-DATE")
    other = tagged("O O B-PER I-PER O O B-ORG I-ORG", "O B-LOC I-LOC B-PER O O B-DATE")
    compared = Compared(" " * 200, NO_SCHEMA, (gold, other))
    scores = {
        m.name: m.score(m.count(compared).counts)
        for m in (semeval.STRICT, semeval.EXACT, semeval.PARTIAL, semeval.TYPE)
    }
    for name in ("semeval_strict", "semeval_exact"):
        figures = scores[name].figures
        assert (figures["COR"], figures["INC"]) == (2, 3)
        assert scores[name].value == pytest.approx(0.40)
    assert (scores["semeval_partial"].figures["COR"], scores["semeval_partial"].figures["PAR"]) == (2, 3)
    assert scores["semeval_partial"].value == pytest.approx(0.70)
    assert scores["semeval_type"].figures["COR"] == 5


def test_kappa_is_undefined_where_all_is_one_category():
    found = two({("x", "x"): 10})
    assert (found["agreement"], found["kappa"], found["pi"]) == (1, None, None)
    assert two({})["kappa"] is None
    assert fleiss(fleiss_counts(Counter({"x": 3})))["kappa"] is None
    assert alpha(coincidences(["x", "x"]))["alpha"] is None


def test_the_prevalence_paradox():
    assert two({("positive", "positive"): 51, ("negative", "positive"): 1})["kappa"] == pytest.approx(0.0)


def test_alphas_of_documents_come_from_their_texts():
    layers = (
        Layer("a", entities=(Entity("1", "PER", (Span(0, 5),)),)),
        Layer("b", entities=(Entity("2", "PER", (Span(0, 5),)),)),
    )
    compared = Compared("x" * 10, NO_SCHEMA, layers)
    for measure in (codepoint_alpha.MEASURE, unitizing_alpha.MEASURE):
        assert measure.score(measure.count(compared).counts).value == 1
