"""Clock: wall time and the processor time of this thread for many repeats of one interaction."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Laps:
    """Milliseconds of each repeat."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @contextmanager
    def lap(self) -> Iterator[None]:
        """Measure what happens inside the block."""
        wall, cpu = time.perf_counter_ns(), time.thread_time_ns()
        yield
        self.cpu.append((time.thread_time_ns() - cpu) / 1e6)
        self.wall.append((time.perf_counter_ns() - wall) / 1e6)


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value below which that share of all values lies; of few values the greatest is the 99th hundredth."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]
