"""The words of a question: what is asked, in which step, what each annotator says, and the sentence it is about."""

from collections.abc import Mapping, Sequence

from annotator.domain.boundary import Edge, letters_between
from annotator.domain.difference import Difference, Kind, Scope, Step, Value
from annotator.domain.model import Argument, Entity, Event, Relation, spans_of
from annotator.domain.span import Fragments, Span, hull, surface
from annotator.operations.review_case import Case
from annotator.store.decisions import Decision
from annotator.text.direction import isolate
from annotator.text.tokens import sentences
from annotator.ui.editor.marks import Marks, Mention
from annotator.ui.i18n import phrase
from annotator.ui.session import Session
from annotator.ui.wording import attribute_title, role_title, type_title

STEPS: Mapping[Step, str] = {
    Step.EXISTS: phrase("Is it there?"),
    Step.BOUNDARY: phrase("Boundaries"),
    Step.TYPE: phrase("Types"),
    Step.CLUSTER: phrase("Which thing it is"),
    Step.TRIGGER: phrase("Triggers"),
    Step.EVENT_TYPE: phrase("Event types"),
    Step.ARGUMENT: phrase("Roles"),
    Step.RELATION: phrase("Relations"),
    Step.ATTRIBUTE: phrase("Attributes"),
}
_MARKED = phrase("Should “{words}” be marked?")
_TRIGGER = phrase("Is “{words}” the trigger of an event?")
_LONGEST = 60  # code points of a mention
_COMPANY = 3  # other mentions of a cluster that are named
_AROUND = 160  # code points of a sentence on each side


class Words:
    """Say the questions of one case in the language of the interface."""

    def __init__(self, session: Session, case: Case, gold: Marks) -> None:
        self._session, self._case, self._gold = session, case, gold
        self._text = case.alignment.text

    # What is asked

    def question(self, difference: Difference) -> str:
        """Return the question as a sentence."""
        tr, kind = self._session.tr, difference.kind
        words = self.about(difference)
        if difference.scope is Scope.ARGUMENT:
            return self._role_question(difference)
        if difference.scope is Scope.RELATION:
            return self._relation_question(difference)
        if kind in (Kind.MISSING, Kind.EXTRA):
            is_event = difference.scope is Scope.EVENT
            return tr(_TRIGGER if is_event else _MARKED, words=words)
        if kind is Kind.BOUNDARY:
            return tr("Where does it begin and end?")
        if kind is Kind.TRIGGER:
            return tr("Which words are the trigger?")
        if kind is Kind.CLUSTER:
            return tr("Which thing is “{words}”?", words=words)
        if kind is Kind.SUBTYPE:
            return tr("Which subtype has “{words}”?", words=words)
        if kind is Kind.ATTRIBUTE:
            return tr("{attribute} of “{words}”?", attribute=self._attribute(difference), words=words)
        return tr("Which type has “{words}”?", words=words)

    def _role_question(self, difference: Difference) -> str:
        tr, event = self._session.tr, self.about(difference)
        at, argument = self._first(difference)
        if not isinstance(argument, Argument):
            return event
        role, filler = self._role(difference, at, argument), self._filler(at, argument)
        if difference.kind is Kind.ARGUMENT_ROLE:
            return tr("Which role has “{filler}” in “{event}”?", filler=filler, event=event)
        if difference.kind is Kind.ARGUMENT_FILLER:
            return tr("Who or what is {role} in “{event}”?", role=role, event=event)
        return tr("Is “{filler}” {role} in “{event}”?", filler=filler, role=role, event=event)

    def _relation_question(self, difference: Difference) -> str:
        tr = self._session.tr
        at, value = self._first(difference)
        relation = value if isinstance(value, Relation) else self._relation_of(difference)
        if relation is None:
            return ""
        head, tail = (self._of(at, end) for end in (relation.head, relation.tail))
        name = type_title(self._session, relation.type)
        if difference.kind is Kind.ATTRIBUTE:
            attribute = self._attribute(difference)
            return tr("{attribute} of the relation “{head}” – “{tail}”?", attribute=attribute, head=head, tail=tail)
        if difference.kind is Kind.RELATION_TYPE:
            return tr("Which relation links “{head}” and “{tail}”?", head=head, tail=tail)
        if difference.kind is Kind.RELATION_DIRECTION:
            return tr("Which way does {relation} go?", relation=name)
        if difference.kind is Kind.RELATION_END:
            return tr("Which two does {relation} link?", relation=name)
        return tr("Is there {relation} between “{head}” and “{tail}”?", relation=name, head=head, tail=tail)

    def about(self, difference: Difference) -> str:
        """Return the words in question: of a mention, an argument's event, a relation's ends."""
        numbers = self._case.mentions(difference)
        if numbers:
            return self.mention(self._case.alignment.groups[numbers[0]].first)
        return self._linked(difference)

    def short(self, difference: Difference) -> str:
        """Return the words in question for a list: of an argument also its filler."""
        at, value = self._first(difference)
        if isinstance(value, Argument):
            return f"«{self._filler(at, value)}» – «{self.about(difference)}»"
        return self.about(difference)

    def _linked(self, difference: Difference) -> str:
        at, relation = self._first(difference)
        if isinstance(relation, Relation):
            return self._ends(at, relation)
        known = self._relation_of(difference)
        return self._ends(0, known) if known else ""

    # What each says

    def said(self, difference: Difference, layer: int) -> str:
        """Return what one layer says."""
        tr, value = self._session.tr, difference.values[layer]
        if difference.scope is Scope.ARGUMENT:
            return self._said_argument(difference, layer, value)
        if difference.scope is Scope.RELATION and difference.kind is not Kind.ATTRIBUTE:
            return self._said_relation(difference, layer, value)
        if difference.kind is Kind.CLUSTER:
            return self._said_cluster(difference, layer)
        if isinstance(value, Entity | Event):
            return f"{type_title(self._session, value.type)}: «{self.mention(value)}»"
        if isinstance(value, tuple):
            return f"«{self.spans(value)}»"
        if difference.kind in (Kind.MISSING, Kind.EXTRA):
            return tr("not marked")
        if value is None:
            return tr("none")
        return self._plain_value(difference, layer, value)

    def _plain_value(self, difference: Difference, layer: int, value: Value) -> str:
        session, tr = self._session, self._session.tr
        if difference.kind in (Kind.TYPE, Kind.EVENT_TYPE):
            return type_title(session, str(value))
        if difference.kind is Kind.SUBTYPE:
            return self._subtype(difference, layer, str(value))
        if isinstance(value, bool):
            return tr("yes") if value else tr("no")
        kind = next((one for one in session.schema.attributes if one.id == difference.name), None)
        option = next((one for one in kind.options if one.id == value), None) if kind else None
        return option.label.text(session.settings.language) if option else str(value)

    def _subtype(self, difference: Difference, layer: int, subtype_id: str) -> str:
        mark = self._mark(difference, layer)
        kind = self._session.schema.entity(mark.type) if mark else None
        found = next((one for one in kind.subtypes if one.id == subtype_id), None) if kind else None
        return found.label.text(self._session.settings.language) if found else subtype_id

    def _said_argument(self, difference: Difference, layer: int, value: Value) -> str:
        if not isinstance(value, Argument):
            return self._session.tr("not in this role")
        role, filler = self._role(difference, layer, value), self._filler(layer, value)
        if difference.kind is Kind.ARGUMENT_ROLE:
            return role
        return f"«{filler}»" if difference.kind is Kind.ARGUMENT_FILLER else f"{role}: «{filler}»"

    def _said_relation(self, difference: Difference, layer: int, value: Value) -> str:
        if not isinstance(value, Relation):
            return self._session.tr("no relation")
        name = type_title(self._session, value.type)
        return name if difference.kind is Kind.RELATION_TYPE else f"{name}: {self._ends(layer, value)}"

    def _said_cluster(self, difference: Difference, layer: int) -> str:
        tr, groups = self._session.tr, self._case.alignment.groups
        cluster = difference.values[layer]
        own = set(difference.ids[layer])
        if not own:
            return tr("not marked")
        marks = (group.marks[layer] for group in groups) if cluster is not None else iter(())
        same = [mark for mark in marks if mark is not None and mark.cluster == cluster and mark.id not in own]
        return self._company(same)

    def _company(self, same: Sequence[Mention]) -> str:
        tr = self._session.tr
        if not same:
            return tr("a thing of its own")
        names = list(dict.fromkeys(self.mention(mark) for mark in same))
        more = ["…"] if len(names) > _COMPANY else []
        listed = self._listed([*(f"«{one}»" for one in names[:_COMPANY]), *more])
        return tr("the same as {mentions}", mentions=listed)

    def gold_says(self, difference: Difference) -> str:
        """Return what gold says in a difference to look at again."""
        if difference.kind is not Kind.CLUSTER:
            return self.said(difference, 1)
        own = set(difference.ids[1])
        marks = [self._gold.mention(one) for one in own]
        cluster = next((mark.cluster for mark in marks if mark is not None), None)
        return self._company([one for one in self._gold.members(cluster) if one.id not in own])

    def decision(self, difference: Difference, decision: Decision) -> str:
        """Return how a question was decided, in a few words."""
        tr, names = self._session.tr, self._case.names
        if decision.choice == "take" and decision.annotator in names:
            return self.said(difference, names.index(decision.annotator))
        if decision.choice == "none":
            return tr("none of them")
        return tr("gold stays") if decision.choice == "keep" else tr("edited by hand")

    def said_alike(self, difference: Difference, layer: int) -> str:
        """Return what one layer says in all questions that are like this one."""
        tr, value = self._session.tr, difference.values[layer]
        spans = [one for one in difference.values if isinstance(one, tuple)]
        is_edge = difference.edge not in (None, Edge.OTHER)
        if not is_edge or not isinstance(value, tuple):
            return self.said(difference, layer)
        shortest = min(spans, key=lambda one: sum(map(len, one)))
        longest = max(spans, key=lambda one: sum(map(len, one)))
        letters = "".join(letters_between(self._text, value, shortest))
        left_out = "".join(letters_between(self._text, longest, shortest))
        return tr("with “{letters}”", letters=letters) if letters else tr("without “{letters}”", letters=left_out)

    # Where it is

    def context(self, difference: Difference) -> tuple[str, Fragments]:
        """Return the sentence of a question on one line, and where in it the marks concerned are."""
        spans = self._spans(difference)
        start = min((span.start for span in spans), default=self._case.place(difference))
        paragraph = self._text.rfind("\n", 0, start) + 1
        end = self._text.find("\n", start)
        line = self._text[paragraph : end if end >= 0 else len(self._text)]
        inside = start - paragraph
        whole = next((one for one in sentences(line) if one.start <= inside < one.end), Span(0, len(line)))
        first, last = max(whole.start, inside - _AROUND), min(whole.end, inside + 2 * _AROUND)
        if first > whole.start:  # not in the middle of a word
            first = max(line.find(" ", first, inside) + 1, first)
        origin = paragraph + first
        shown = [Span(max(span.start - origin, 0), span.end - origin) for span in spans]
        kept = tuple(span for span in shown if span.end > 0 and span.start < last - first)
        return line[first:last], kept

    def _spans(self, difference: Difference) -> list[Span]:
        """Return the spans of the mentions in question, and those at the ends of a link, in reading order."""
        groups = self._case.alignment.groups
        numbers: list[int | str] = [*self._case.mentions(difference)[:1]]
        numbers += [end for both in self._case.ends(difference) for end in both]
        known = [groups[number] for number in numbers if isinstance(number, int)]
        found = {span for group in known for mark in group.marks if mark is not None for span in spans_of(mark)}
        return sorted(found)

    def place(self, difference: Difference) -> Span | None:
        """Return the stretch of the text to show, None where no words are concerned."""
        spans = self._spans(difference)
        return hull(tuple(spans)) if spans else None

    # Words of marks

    def mention(self, mark: Mention) -> str:
        """Return the words of a mention, isolated, on one line, not too long."""
        return self.spans(spans_of(mark))

    def spans(self, spans: Fragments) -> str:
        """Return the words of some spans, isolated, on one line, not too long."""
        words = surface(self._text, spans).replace("\n", " ")
        return isolate(words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…")

    def names(self, numbers: Sequence[int]) -> str:
        """Return the names of some annotators."""
        return self._listed([isolate(self._case.names[number]) for number in numbers])

    def _listed(self, words: Sequence[str]) -> str:
        """Return words as a list; the mark before it gives it a direction where it is quoted as a whole."""
        is_rtl = self._session.tr.is_rtl
        return ("\u200f" if is_rtl else "\u200e") + ("، " if is_rtl else ", ").join(words)

    def _attribute(self, difference: Difference) -> str:
        return attribute_title(self._session, difference.name)

    def _first(self, difference: Difference) -> tuple[int, Value]:
        found = ((at, value) for at, value in enumerate(difference.values) if isinstance(value, Argument | Relation))
        return next(found, (0, None))

    def _relation_of(self, difference: Difference) -> Relation | None:
        ids = set(difference.ids[0])
        return next((one for one in self._case.layers[0].relations if one.id in ids), None)

    def _mark(self, difference: Difference, layer: int) -> Mention | None:
        numbers = self._case.mentions(difference)
        group = self._case.alignment.groups[numbers[0]] if numbers else None
        return (group.marks[layer] or group.first) if group and layer < len(group.marks) else None

    def _role(self, difference: Difference, layer: int, argument: Argument) -> str:
        event = self._mark(difference, layer)
        return role_title(self._session, event.type if event else "", argument.role)

    def _filler(self, layer: int, argument: Argument) -> str:
        return self._of(layer, argument.target) if argument.target else self._session.tr("no words in the text")

    def _of(self, layer: int, mark_id: str) -> str:
        places = self._case.alignment.places
        number = places[layer].get(mark_id) if layer < len(places) else None
        mark = self._case.alignment.groups[number].marks[layer] if number is not None else self._gold.mention(mark_id)
        return self.mention(mark) if mark is not None else "…"

    def _ends(self, layer: int, relation: Relation) -> str:
        arrow = "←" if self._session.tr.is_rtl else "→"
        return f"«{self._of(layer, relation.head)}» {arrow} «{self._of(layer, relation.tail)}»"
