"""Cluster finder: find a cluster by what any of its mentions is called, with how many there are of it."""

from collections.abc import Callable, Collection, Iterator
from functools import partial

from annotator.text.normalize import fold_text
from annotator.ui.cluster_words import cluster_title, cluster_type, short
from annotator.ui.desk import Desk
from annotator.ui.dialogs.finder import Entry, Finder
from annotator.ui.editor.marks import Mention
from annotator.ui.wording import kind_of, type_name

_SEARCHED = 40  # mentions of a cluster by whose words it is found


def find_cluster(
    desk: Desk, fits: Callable[[Mention], bool], alone: Collection[str], take: Callable[[str], None]
) -> None:
    """Let a cluster be found, or one of the marks `alone` in none, and give one of its mentions to `take`."""
    entries = [*_clusters(desk, fits, take), *_alone(desk, alone, take)]
    Finder(desk, entries, desk.session.tr("Name or mention of a cluster…")).open_over()


def _clusters(desk: Desk, fits: Callable[[Mention], bool], take: Callable[[str], None]) -> Iterator[Entry]:
    """Yield the clusters that fit: those used last, then the largest."""
    session = desk.session
    used = {cluster: number for number, cluster in enumerate(desk.clusters_used)}
    sizes = sorted(session.marks.sizes().items(), key=lambda pair: (used.get(pair[0], len(used)), -pair[1]))
    for cluster_id, size in sizes:
        members = session.marks.members(cluster_id)
        if members and fits(members[0]):
            title, count = cluster_title(session, cluster_id), session.tr.count("{count} mentions", size)
            words = " ".join(short(session, one) for one in members[:_SEARCHED])
            cluster = session.marks.clusters.get(cluster_id)
            yield Entry(
                title=title,
                keys="",
                words=fold_text(f"{title} {cluster.name if cluster else ''} {words}"),
                do=partial(take, members[0].id),
                colour=_colour(desk, members[0]),
                note=f"{cluster_type(session, cluster_id)} · {count}",
            )


def _alone(desk: Desk, ids: Collection[str], take: Callable[[str], None]) -> Iterator[Entry]:
    session = desk.session
    for mark_id in ids:
        mention = session.marks.mention(mark_id)
        if mention is not None and mention.cluster is None:
            title, count = short(session, mention), session.tr.count("{count} mentions", 1)
            words = fold_text(f"{title} {mention.name}")
            note = f"{type_name(session, mention)} · {count}"
            yield Entry(title, "", words, partial(take, mark_id), _colour(desk, mention), note)


def _colour(desk: Desk, mention: Mention) -> str:
    kind = kind_of(desk.session.schema, mention)
    return kind.colour if kind else ""
