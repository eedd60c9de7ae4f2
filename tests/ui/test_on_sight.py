"""A long list costs what is looked at of it."""

from annotator.ui.on_sight import OnSight


def test_only_what_is_looked_at_is_made() -> None:
    made: list[int] = []

    def double(number: int) -> int:
        made.append(number)
        return 2 * number

    rows = OnSight(range(100_000), double)

    assert len(rows) == 100_000
    assert rows[7] == 14
    assert rows[-1] == 199_998
    assert made == [7, 99_999]
    assert list(rows[3:5]) == [6, 8]
