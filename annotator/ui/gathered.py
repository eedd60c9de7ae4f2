"""Gathered: what the check's rules ask of a whole layer, kept in tables that follow every edit."""

import json
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from annotator.domain.check_context import Context, Form
from annotator.domain.check_marks import bare_forms
from annotator.domain.model import Entity, Event, Json, Layer
from annotator.domain.schema import Schema
from annotator.domain.span import Span
from annotator.store.change import RowChange
from annotator.text.tokens import sentences
from annotator.ui.editor.marks import Mention

Key = TypeVar("Key", bound=Hashable)


class Gathered:
    """Who is in which cluster, is called what, waits for which form, and has which comments; all by ids."""

    def __init__(self, text: str, schema: Schema) -> None:
        self._text = text
        self._context = Context(text, Layer(""), schema)
        self._has_names = schema.policy.coreference
        self.members: dict[str, set[str]] = {}  # by cluster
        self.remarks: dict[str, set[str]] = {}  # comments, by the mark they are on
        self.forms = Forms()
        self._waiting: dict[Form, set[str]] = {}  # mentions that are wrong once a mention has that form
        self._alone: dict[Form, set[str]] = {}  # names without a cluster
        self._named: dict[Form, dict[str, list[str]]] = {}  # names by form and cluster, in the order of the layer

    def gather(self, mention: Mention, sign: int) -> None:
        """Take a mention into the tables (1), or out of them as it was (-1)."""
        form = mention.type, self._context.form(mention)
        self.forms.counts[form] += sign
        if mention.cluster is not None:
            _toggle(self.members, mention.cluster, mention.id, sign)
        if not self._context.is_sound(mention):
            return
        for _, bare in bare_forms(self._context, mention):
            _toggle(self._waiting, (mention.type, bare), mention.id, sign)
        if self._has_names and isinstance(mention, Entity) and self._context.is_name(mention):
            if mention.cluster is None:
                _toggle(self._alone, form, mention.id, sign)
            else:
                self._name(form, mention.cluster, mention.id, sign)

    def _name(self, form: Form, cluster: str, mention: str, sign: int) -> None:
        clusters = self._named.setdefault(form, {})
        ids = clusters.setdefault(cluster, [])
        if sign > 0:
            insort(ids, mention)
            return
        at = bisect_left(ids, mention)
        del ids[at : at + (ids[at : at + 1] == [mention])]
        if not ids:
            del clusters[cluster]

    def remark(self, comment: str, target: str, sign: int) -> None:
        """Take in a comment on a mark, or forget it."""
        if target:
            _toggle(self.remarks, target, comment, sign)

    def dependent(self, mention: Mention) -> set[str]:
        """Return the mentions whose problems depend on this one's cluster and form."""
        form = mention.type, self._context.form(mention)
        found = self._waiting.get(form, set()) | self._alone.get(form, set())
        return found | self.members.get(mention.cluster or "", set())

    def deciding(self, mention: Mention) -> set[str]:
        """Return the mentions on whose cluster and form the problems of this one depend; of each name's cluster one."""
        found = set(self.members.get(mention.cluster or "", ()))
        form = mention.type, self._context.form(mention)
        if mention.cluster is None:
            found.update(ids[0] for ids in self._named.get(form, {}).values())
        return found

    def paragraph(self, offset: int) -> tuple[int, int]:
        """Return start and end of the paragraph that an offset lies in."""
        end = self._text.find("\n", offset)
        return self._text.rfind("\n", 0, offset) + 1, end if end >= 0 else len(self._text)


class Forms:
    """Type and covered text of all mentions; one is in it while a mention has it."""

    def __init__(self) -> None:
        self.counts: Counter[Form] = Counter()

    def __contains__(self, form: object) -> bool:
        return self.counts.get(form, 0) > 0  # type: ignore[call-overload,no-any-return]  # any object may be asked for


class Nearby:
    """Split only the paragraphs that some offsets lie in, for no sentence goes over a line end."""

    def __init__(self, paragraph: Callable[[int], tuple[int, int]], offsets: Iterable[int]) -> None:
        self._paragraph = paragraph
        self._offsets = sorted(offsets)

    def __call__(self, text: str) -> list[Span]:
        """Return those paragraphs' sentences."""
        return list(self._split(text))

    def _split(self, text: str) -> Iterator[Span]:
        done = -1
        for offset in self._offsets:
            if offset <= done or offset >= len(text):
                continue
            start, done = self._paragraph(offset)
            yield from (Span(start + span.start, start + span.end) for span in sentences(text[start:done]))


def mention_of(row: RowChange, image: Mapping[str, Json]) -> Mention:
    """Return the mention that a row's image tells of, an event without its arguments."""
    whole: list[tuple[Any, Any]] = [(image["start_offset"], image["end_offset"])]  # Any: JSON; the store checks them
    pieces = json.loads(str(image["fragments"])) if image["fragments"] else whole
    spans = tuple(Span(start, end) for start, end in pieces)
    kind, cluster = str(image["type"]), str(image["cluster"]) if image["cluster"] else None
    attributes = json.loads(str(image["attributes"]))
    if row.table == "entity":
        return Entity(row.row_id, kind, spans, None, attributes, cluster)
    return Event(row.row_id, kind, spans, (), attributes, cluster)


def _toggle(table: dict[Key, set[str]], key: Key, member: str, sign: int) -> None:
    """Put a member into the set of a key, or take it out."""
    if sign > 0:
        table.setdefault(key, set()).add(member)
        return
    table.get(key, set()).discard(member)
    if not table.get(key):
        table.pop(key, None)
