import sys
from pathlib import Path

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
sys.path.append(str(PACKAGING))

from pin import entries  # noqa: E402 - the scripts are no package
from smoke import WANTED, differences  # noqa: E402

SEEN = {kind: ["one"] for kind in WANTED} | {"version": ["annotator, version 1"], "place": ["/somewhere"]}


def test_two_equal_installations_differ_in_nothing_but_their_place() -> None:
    assert differences(SEEN, SEEN | {"place": ["/elsewhere"]}) == []


def test_what_the_build_lacks_or_adds_is_named() -> None:
    assert differences(SEEN, SEEN | {"fonts": ["other"]}) == [
        "fonts: the build lacks one",
        "fonts: only the build has other",
    ]


def test_a_kind_that_neither_has_is_named() -> None:
    assert differences(SEEN | {"presets": []}, SEEN | {"presets": []}) == ["there are no presets at all"]


def test_requirements_are_told_apart_with_their_hashes() -> None:
    one, two = "one==1 \\\n    --hash=sha256:1 \\\n    --hash=sha256:2\n", "two==2 \\\n    --hash=sha256:3\n"
    assert entries(one + two) == [one, two]
