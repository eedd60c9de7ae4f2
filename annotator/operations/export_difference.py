"""A difference between what was written and what was read back, told with document, mark and what it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was written; the message takes `values`."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message.format(**self.values)


def told(value: object) -> str:
    """Return a value as it is told, a dash for none."""
    return "–" if value is None or value == "" else str(value)
