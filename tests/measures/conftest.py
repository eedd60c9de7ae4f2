"""What the tests of the measures share: the hand-made article and its schema."""

from tests.domain.conftest import article, news

__all__ = ["article", "news"]
