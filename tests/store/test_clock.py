import pytest

from annotator.errors import ProjectError
from annotator.store.clock import tick, wall_time


def test_a_reading_is_time_counter_and_replica():
    assert tick("", "r", 0x1234) == "0000000012340000-r"


def test_readings_go_up_whatever_the_clock_does():
    readings = [""]
    for now in [5000, 5000, 4000, 10, 5001, *[3] * 70_000]:
        readings.append(tick(readings[-1], "r", now))

    assert readings == sorted(set(readings))


@pytest.mark.parametrize("last", ["ffffffffffffffff-r", "yesterday evening"])
def test_an_impossible_last_reading_is_told(last: str):
    with pytest.raises(ProjectError, match="backup"):
        tick(last, "r", 5)


def test_wall_time_is_utc():
    assert wall_time(1_000) == "1970-01-01T00:00:01.000Z"
