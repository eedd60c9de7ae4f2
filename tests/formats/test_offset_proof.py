import pytest

from annotator.domain.span import Span
from annotator.formats.offset_proof import Sheet, StatedMark, fit_file, unit_finding

TEXT = "e\u0301 😀\r\nمصر"


@pytest.mark.parametrize(
    ("unit", "start"),
    [
        ("code points", 6),
        ("code points, CR LF as one", 5),
        ("UTF-16 units", 7),
        ("graphemes", 4),
        ("UTF-16 units, one too large", 8),
    ],
)
def test_the_unit_is_the_one_that_fits_every_text_of_the_file(unit: str, start: int) -> None:
    sheets = [Sheet(TEXT, [StatedMark("a", ((start, start + 3),), "مصر")]), Sheet("بلا", [])]
    by = 1 if "too large" in unit else 0
    sheets.append(Sheet("نص عادي", [StatedMark("b", ((3 + by, 7 + by),), "عادي")]))
    fittings = fit_file(sheets)
    assert {fitting.unit for fitting in fittings} == {unit}
    assert fittings[0].spans == {"a": (Span(5, 8),)}
    assert [finding.values["unit"] for finding in unit_finding(fittings, "f")] == [unit][: unit != "code points"]


def test_where_no_unit_fits_all_nothing_is_shifted() -> None:
    marks = [StatedMark("a", ((0, 2),), "نص"), StatedMark("b", ((4, 8),), "عادي"), StatedMark("c", ((0, 99),), None)]
    (fitting,) = fit_file([Sheet("نص عادي", marks)])
    assert fitting.spans == {"a": (Span(0, 2),)}
    assert set(fitting.unfit) == {"b", "c"}


def test_a_byte_order_mark_that_was_counted_is_recognised() -> None:
    (fitting,) = fit_file([Sheet("نص عادي", [StatedMark("b", ((4, 8),), "عادي")], has_mark=True)])
    assert fitting.unit == "code points, with the byte order mark"
