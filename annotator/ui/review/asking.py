"""Asking: the usual mode of the review window - one small question, its answers, and what else can be pressed."""

from annotator.domain.difference import Difference
from annotator.operations.review import ask_again, edit, take
from annotator.operations.review_again import keep_gold, take_agreed
from annotator.ui.i18n import phrase
from annotator.ui.review.alike import Alike
from annotator.ui.review.card_view import CardView, Option
from annotator.ui.review.commenting import Commenting
from annotator.ui.review.reasoning import Reasoning
from annotator.ui.review.returning import Returning
from annotator.ui.review.reviewing import Reviewing
from annotator.ui.review.sitting import Question
from annotator.ui.review.words import STEPS, Words
from annotator.ui.wording import moment

_ANSWER = (
    ("X", phrase("none of them")),
    ("E", phrase("edit")),
    ("C", phrase("comment")),
    ("U", phrase("undo")),
    ("A", phrase("all agreed")),
)
_WHOLE = (("B", phrase("send back")), ("C", phrase("comment")), ("U", phrase("undo")), ("PgDown", phrase("next")))


class Asking:
    """Show the question that is asked, a decided one with who and why, or the end of the document."""

    def __init__(self, review: Reviewing) -> None:
        self._review, self._sitting, self._tr = review, review.sitting, review.session.tr

    def view(self) -> CardView:
        words, asked = self._review.words, self._sitting.current
        if words is None:
            return CardView(self._tr("Nothing waits for review."))
        if asked is None:
            return self._end()
        if asked.is_again:
            return self._again(words, asked)
        return self._decided(words, asked) if asked.decision else self._question(words, asked.difference)

    def write(self, text: str) -> None:
        """There is no line to write in."""

    # What is shown

    def _question(self, words: Words, difference: Difference) -> CardView:
        tr = self._tr
        count = len(self._sitting.series())
        alike = (("S", tr.count("same for all {count} alike", count)),) if count > 1 else ()
        return CardView(
            words.question(difference),
            tr(STEPS[difference.step]),
            words.context(difference),
            self._comments(difference),
            self.options(words, difference),
            keys=(*alike, *((key, tr(title)) for key, title in _ANSWER)),
        )

    def options(self, words: Words, difference: Difference) -> tuple[Option, ...]:
        """Return one answer for each camp of annotators."""
        return tuple(
            Option(tuple(str(at + 1) for at in camp), words.said(difference, camp[0]), words.names(camp))
            for camp in difference.camps
        )

    def _comments(self, difference: Difference) -> str:
        case = self._sitting.case
        ids = {id_ for own in difference.ids for id_ in own}
        found = [one for layer in case.layers for one in layer.comments if one.target in ids] if case else []
        return "\n".join(f"{one.author}: {one.text}" for one in found[-2:])

    def _again(self, words: Words, asked: Question) -> CardView:
        tr, difference = self._tr, asked.difference
        options = (
            Option(("1",), words.said(difference, 0), tr("What all say by now")),
            Option(("K",), words.gold_says(difference), tr("Keep gold")),
        )
        return CardView(
            words.question(difference),
            tr("Look again: it was changed after it was decided"),
            words.context(difference),
            options=options,
            keys=(("E", tr("edit")), ("U", tr("undo"))),
        )

    def _decided(self, words: Words, asked: Question) -> CardView:
        tr, decision = self._tr, asked.decision
        assert decision is not None  # of a decided question
        when = moment(self._review.session, decision.at)
        who = tr("Decided by {name}, {time}", name=decision.author, time=when)
        return CardView(
            words.question(asked.difference),
            tr(STEPS[asked.difference.step]),
            words.context(asked.difference),
            "\n".join([who, *([decision.reason] if decision.reason else [])]),
            (Option((), words.decision(asked.difference, decision), decision.annotator),),
            keys=(("R", tr("ask again")), ("E", tr("edit")), ("C", tr("comment")), ("U", tr("undo"))),
        )

    def _end(self) -> CardView:
        tr, case = self._tr, self._sitting.case
        keys = tuple((key, tr(title)) for key, title in _WHOLE)
        if self._review.is_approved:
            found = self._review.neighbour(1)
            further = (Option(("Enter",), tr("Next: {name}", name=found.name)),) if found else ()
            return CardView(tr("This document is approved."), options=further, keys=keys)
        if case is not None and len(case.names) == 1:
            return CardView(
                tr("Is the work of {name} right?", name=case.names[0]),
                tr("One annotator, one reviewer"),
                note=tr("Click a mark to comment on it. What you correct in gold is told to the annotator."),
                options=(Option(("Enter",), tr("Approve as gold has it")), Option(("E",), tr("Correct it in gold"))),
                keys=keys,
            )
        count = len(self._sitting.questions)
        said = tr("Everything is decided.") if count else tr("All agree on everything.")
        return CardView(said, options=(Option(("Enter",), tr("Approve and go on")),), keys=keys)

    # What the keys do

    def press(self, chord: str) -> bool:
        asked = self._sitting.current
        if chord in ("U", "Ctrl+Z"):
            self._review.undo()
        elif chord in ("Up", "Down"):
            self._sitting.step(1 if chord == "Down" else -1)
        elif chord in ("PgDown", "PgUp"):
            self._review.go(1 if chord == "PgDown" else -1)
        elif chord == "A":
            self._review.take_agreed()
        elif chord == "E":
            self._edit(asked)
        elif chord == "C":
            return self._comment(asked)
        elif chord == "B":
            self._review.enter(Returning(self._review))
        elif asked is None:
            return self._press_at_end(chord)
        else:
            return self._press_question(chord, asked)
        return True

    def _press_at_end(self, chord: str) -> bool:
        if chord == "Enter":
            self._review.finish()
        return chord == "Enter"

    def _press_question(self, chord: str, asked: Question) -> bool:
        if asked.is_again:
            return self._press_again(chord, asked.difference)
        if asked.decision is not None:
            if chord == "R":
                self._review.session.run(ask_again, asked.decision)
            return chord == "R"
        name = self._named(chord.removeprefix("Shift+"))
        if name and chord.startswith("Shift+"):
            self._review.enter(Reasoning(self._review, [asked.difference], name))
        elif name:
            self._sitting.answer(take(name), [asked.difference])
        elif chord == "X":
            self._review.enter(Reasoning(self._review, [asked.difference]))
        elif chord == "S" and len(self._sitting.series()) > 1:
            self._review.enter(Alike(self._review, self._sitting.series()))
        else:
            return False
        return True

    def _press_again(self, chord: str, difference: Difference) -> bool:
        case = self._sitting.case
        operation = take_agreed if chord == "1" else keep_gold if chord in ("K", "2") else None
        if case is None or operation is None:
            return False
        self._review.session.run(operation, case, difference)
        return True

    def _named(self, chord: str) -> str:
        """Return the annotator whose number was pressed."""
        names = self._sitting.case.names if self._sitting.case else ()
        return names[int(chord) - 1] if chord.isdecimal() and 0 < int(chord) <= len(names) else ""

    def _edit(self, asked: Question | None) -> None:
        if asked is not None and asked.decision is None and not asked.is_again:
            self._sitting.answer(edit(), [asked.difference])
        self._review.edit_asked.emit(asked.difference if asked else None)

    def _comment(self, asked: Question | None) -> bool:
        marks = [self._review.picked] if self._review.picked else []
        if not marks and asked is not None:
            marks = [(at, own[0]) for at, own in enumerate(asked.difference.ids) if own]
            marks = marks[:1] if asked.is_again else marks
        if marks:
            self._review.enter(Commenting(self._review, marks))
        return bool(marks)
