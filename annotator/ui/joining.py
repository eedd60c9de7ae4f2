"""Joining: the mode in which a letter chooses another mention of the same thing.

What is put into its cluster is a mark, or words that have none yet: they become a mention of the same type in the same
step, so that a pronoun costs two keys. Letters go first to equal words, then to the clusters that were used last, then
to what is nearest; far clusters are found by typing.
"""

from annotator.domain.model import spans_of
from annotator.domain.span import Fragments
from annotator.operations import clusters, same_thing
from annotator.ui.cluster_words import fits, joinable, likely
from annotator.ui.desk import Desk
from annotator.ui.dialogs.cluster_finder import find_cluster
from annotator.ui.editor.marks import Mention
from annotator.ui.hints import allot, labels

_KEPT = 8  # clusters that count as used last


class Joining:
    """Choose a mention and put the mark, or the words, into its cluster; with Shift the mode stays for more."""

    def __init__(self, desk: Desk, first: str | Fragments, *, mention_class: str = "") -> None:
        self._desk = desk
        self._first = first
        self._class = mention_class
        self._typed = ""
        self.targets = allot(self._fitting())
        if self.targets:
            desk.session.document_opened.connect(desk.leave)
            desk.session.changed.connect(self._refresh)
            desk.canvas.show_hints(labels(self.targets))

    def prompt(self) -> str:
        """Return which keys are live."""
        tr = self._desk.session.tr
        return tr("Same thing: a letter joins that mention, with Shift one of several; ' finds a cluster; Esc ends.")

    def press(self, chord: str) -> bool:
        """Take a hint letter, find a cluster, or end."""
        if chord in ("Esc", "Enter"):
            self._desk.leave()
            return True
        if chord == "'":
            find_cluster(
                self._desk, lambda mention: fits(self._desk.session, mention, self._mention), self.targets, self.take
            )
            return True
        letter = chord.removeprefix("Shift+")
        if len(letter) != 1 or not letter.isalnum():
            return chord in "[]"
        self._hint(letter, stays=letter != chord)
        return True

    def click(self, mark_id: str) -> bool:
        """Take a clicked mention."""
        if mark_id not in self.targets:
            return False
        self.take(mark_id)
        return True

    def take(self, mark_id: str, *, stays: bool = False) -> None:
        """Put what was selected into the cluster of this mention."""
        session = self._desk.session
        if isinstance(self._first, str):
            session.run(clusters.cluster_marks, [mark_id, self._first])
        else:
            added = session.run(same_thing.mark_same, mark_id, self._first, mention_class=self._class)
            self._first = added.id if added else self._first
        self._remember()
        if not stays:
            self._desk.leave()
        if isinstance(self._first, str):
            session.select(self._first)

    def end(self) -> None:
        """Take away the hints."""
        self._desk.session.document_opened.disconnect(self._desk.leave)
        self._desk.session.changed.disconnect(self._refresh)
        self._desk.canvas.show_hints({})

    def _hint(self, letter: str, *, stays: bool) -> None:
        typed = self._typed + letter
        found = next((mark_id for mark_id, letters in self.targets.items() if letters == typed), None)
        live = {mark_id: letters for mark_id, letters in self.targets.items() if letters.startswith(typed)}
        self._typed = typed if live and found is None else ""
        if found is not None:
            self.take(found, stays=stays)
        else:
            self._desk.canvas.show_hints(labels(self.targets, self._typed))

    def _remember(self) -> None:
        mention = self._mention
        if mention is not None and mention.cluster is not None:
            used = [one for one in self._desk.clusters_used if one != mention.cluster]
            self._desk.clusters_used = [mention.cluster, *used][:_KEPT]

    def _refresh(self) -> None:
        self.targets = allot(self._fitting())
        if self.targets:
            self._desk.canvas.show_hints(labels(self.targets))
        elif self._desk.mode is self:
            self._desk.leave()

    @property
    def _mention(self) -> Mention | None:
        """Return the mark that is put into a cluster, None while it is words only, or when it is gone."""
        return self._desk.session.marks.mention(self._first) if isinstance(self._first, str) else None

    def _fitting(self) -> list[str]:
        desk, first = self._desk, self._mention
        if isinstance(self._first, str) and first is None:
            return []
        spans = self._first if not isinstance(self._first, str) else spans_of(first) if first else ()
        found = likely(desk.session, desk.forms, spans, desk.clusters_used)
        return joinable(desk.session, found, first)
