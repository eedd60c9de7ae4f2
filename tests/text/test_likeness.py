"""Texts that are nearly the same are found, whatever their spelling, and in the same way every time."""

import random

import pytest

from annotator.text import likeness as likeness_module
from annotator.text.likeness import Groups, join_alike, likeness, runs, signature

WORDS = [f"كلمة{number}" for number in range(400)]


def text(*, changed: int = 0, seed: int = 1, length: int = 200) -> str:
    chance = random.Random(seed)
    words = chance.choices(WORDS, k=length)
    for at in range(changed):
        words[at * 7 % length] = f"غير{at}"
    return " ".join(words)


def true_likeness(one: str, other: str) -> float:
    return len(runs(one) & runs(other)) / len(runs(one) | runs(other))


@pytest.mark.parametrize("changed", [0, 1, 3, 10, 25, 60])
def test_the_estimate_is_near_the_truth(changed: int) -> None:
    one, other = text(), text(changed=changed)

    assert likeness(signature(one), signature(other)) == pytest.approx(true_likeness(one, other), abs=0.12)


def test_spelling_and_punctuation_do_not_count() -> None:
    plain, dressed = "زار الرئيس الى القاهره امس", "زارَ الرّئيسُ، إلى القاهرة أمس!"

    assert signature(plain) == signature(dressed)


def test_signatures_are_the_same_in_every_run() -> None:
    assert (
        list(signature("زار وزير خارجية مصر القاهرة أمس"))[:3] == list(signature("زار وزير خارجية مصر القاهرة أمس"))[:3]
    )
    assert sum(signature("نص قصير")) == sum(signature("نصّ قصير"))


@pytest.mark.parametrize("short", ["", "كلمة", "كلمتان اثنتان", "ثلاث كلمات هنا"])
def test_short_texts_have_signatures(short: str) -> None:
    assert likeness(signature(short), signature(short)) == 1.0


def test_alike_texts_are_joined_and_others_are_not() -> None:
    texts = [text(seed=n // 2, changed=3 * (n % 2)) for n in range(40)]
    groups = Groups(len(texts))

    join_alike([signature(one) for one in texts], 0.8, groups)

    assert [groups.of(number) for number in range(40)] == [number - number % 2 for number in range(40)]


def test_joining_is_transitive() -> None:
    groups = Groups(5)
    groups.join(3, 4)
    groups.join(4, 1)

    assert [groups.of(number) for number in range(5)] == [0, 1, 2, 1, 1]


def pattern(number: int) -> str:
    """Return one of many texts that are somewhat alike: half of each is the same in all."""
    return f"{text(length=100)} {text(seed=1000 + number, length=100)}"


def test_in_a_crowd_what_is_all_but_equal_is_found() -> None:
    texts = [pattern(number // 2) + " خاتمة" * (number % 2) for number in range(600)]
    groups = Groups(len(texts))

    join_alike([signature(one) for one in texts], 0.8, groups)

    assert [groups.of(number) for number in range(600)] == [number - number % 2 for number in range(600)]


def test_a_crowd_is_not_compared_all_with_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeness_module, "_CROWD", 5)
    compared: list[int] = []
    really = likeness_module._same
    monkeypatch.setattr(likeness_module, "_same", lambda *pair: compared.append(1) or really(*pair))
    signatures = [signature(pattern(number)) for number in range(400)]

    join_alike(signatures[:200], 0.8, Groups(200))
    few = len(compared)
    join_alike(signatures, 0.8, Groups(400))

    assert len(compared) - few < 2.5 * few


def test_joining_tells_how_far_it_is_and_can_be_stopped() -> None:
    signatures = [signature(text(seed=number // 3)) for number in range(900)]
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        raise InterruptedError

    join_alike(signatures, 0.8, Groups(900), lambda *step: told.append(step))

    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert len(told) > 3
    assert told[-1][0] == told[-1][1]
    with pytest.raises(InterruptedError):
        join_alike(signatures, 0.8, Groups(900), stop)
