"""B cubed: for each mention, how much of its cluster the other annotator's cluster of it holds."""

from annotator.domain.schema import Wording
from annotator.measures.clusters import Clustered, Found, cluster_measure, shared


def found(clusters: Clustered) -> tuple[Found, Found]:
    """Return the sums of shares and the numbers of mentions, from either side (Bagga and Baldwin 1998)."""
    both = shared(clusters)
    recall = sum(count * count / len(clusters.ours[one]) for (one, _), count in both.items())
    precision = sum(count * count / len(clusters.theirs[other]) for (_, other), count in both.items())
    return (recall, sum(map(len, clusters.ours))), (precision, sum(map(len, clusters.theirs)))


MEASURE = cluster_measure(
    "b_cubed",
    Wording("B³", "B³"),
    Wording(
        "متوسّط حصّة ما يشترك فيه عنقودا كلّ ذكر من عنقوده، وتُحتسب العناقيد ذات الذكر الواحد.",
        "The mean over mentions of the share of its cluster that both clusters have; clusters of one mention count.",
    ),
    found,
)
