"""Copies of a project with random histories come to one state, in whatever order they are joined."""

import itertools
import os
import random
from pathlib import Path

import pytest

from annotator.store import ids
from annotator.store.project import Project, merger
from tests.store.histories import Clock, by_alias, copies, dump, trust_the_disk

SEEDS = int(os.environ.get("ANNOTATOR_MERGE_SEEDS", "40"))
STEPS = 24


@pytest.mark.parametrize("seed", range(SEEDS))
def test_three_copies_come_to_one_state_in_every_order(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    rng = random.Random(seed)
    monkeypatch.setattr(ids, "milliseconds", Clock(rng))
    trust_the_disk(monkeypatch)
    made = copies(tmp_path, rng)
    for _ in range(STEPS):
        one = rng.choice(made)
        one.step([other for other in made if other is not one])
    for copy in made:
        assert copy.project.verify() == []
        copy.project._connection.close()
        copy.project._lock.release()

    states = []
    for order in itertools.permutations(made):
        path = tmp_path / "joined.annotator"
        path.write_bytes(order[0].path.read_bytes())
        with Project.open(path, author="منى") as project:
            for other in order[1:]:
                merger(project).take_in(other.path, by_alias)
            states.append(dump(project))
            assert project.verify() == []
            for other in order[1:]:
                assert merger(project).take_in(other.path, by_alias).is_nothing
            assert dump(project) == states[-1]
        path.unlink()
    assert all(state == states[0] for state in states)
