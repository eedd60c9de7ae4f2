"""The fixed words of the printed guideline, in Arabic and English, and what a policy says in them."""

import tomllib
from functools import lru_cache

from annotator import paths
from annotator.domain.schema import Policy, Wording


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, Wording]]:
    source = (paths.resources() / "guideline" / "words.toml").read_text(encoding="utf-8")
    return {
        part: {key: Wording(said["ar"], said["en"]) for key, said in words.items()}
        for part, words in tomllib.loads(source).items()
    }


def word(name: str) -> Wording:
    """Return a heading or label of the guideline."""
    return _table()["words"][name]


def rules(policy: Policy) -> list[Wording]:
    """Return what a policy asks of an annotator, a sentence each."""
    names = [
        policy.entity_overlap.value,
        "subtoken" if policy.subtoken else "whole_words",
        "discontinuous" if policy.discontinuous else "one_piece",
        "article_in" if policy.include_article else "article_out",
        "proclitics" if policy.exclude_proclitics else "",
        "punctuation" if policy.balanced_punctuation else "",
        "" if policy.several_types_on_one_span else "one_type",
        "from_document" if policy.argument_in_document else "from_sentence",
        "coreference" if policy.coreference else "",
        "event_coreference" if policy.event_coreference else "",
    ]
    particles = " ".join(policy.exclude_proclitics)
    said = [_table()["rules"][name] for name in names if name]
    return [Wording(one.ar.format(particles=particles), one.en.format(particles=particles)) for one in said]
