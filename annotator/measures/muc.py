"""MUC: how few links would have to be added to join what the other annotator joined."""

from annotator.domain.schema import Wording
from annotator.measures.clusters import Clustered, Found, cluster_measure


def found(clusters: Clustered) -> tuple[Found, Found]:
    """Return links kept and links there are, from either side (Vilain and others 1995)."""
    return _kept(clusters.ours, clusters.their_cluster), _kept(clusters.theirs, clusters.our_cluster)


def _kept(clusters: list[list[str]], others: dict[str, int]) -> Found:
    kept, links = 0, 0
    for members in clusters:
        parts = {others[mention] for mention in members if mention in others}
        alone = sum(mention not in others for mention in members)
        kept += len(members) - len(parts) - alone
        links += len(members) - 1
    return kept, links


MEASURE = cluster_measure(
    "muc",
    Wording("MUC", "MUC"),
    Wording(
        "حصّة الروابط التي تُبقي كلّ عنقود متّصلاً لدى الآخر؛ العنقود ذو الذكر الواحد لا روابط له.",
        "The share of links of each cluster that the other's clusters keep; clusters of one mention have none.",
    ),
    found,
)
