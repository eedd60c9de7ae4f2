"""CEAF-e: clusters paired one to one so that they are most alike, by twice what they share over what both hold."""

from collections import defaultdict

from annotator.domain.assignment import assigned
from annotator.domain.schema import Wording
from annotator.measures.clusters import Clustered, Found, cluster_measure, shared


def found(clusters: Clustered) -> tuple[Found, Found]:
    """Return the sum of likeness and the numbers of clusters, from either side (Luo 2005, phi 4)."""
    costs: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for (one, other), count in shared(clusters).items():
        costs[one][other] = -2 * count / (len(clusters.ours[one]) + len(clusters.theirs[other]))
    rows = [costs[number] for number in range(len(clusters.ours))]
    columns = assigned(rows)
    alike = -sum(rows[number][column] for number, column in enumerate(columns) if column is not None)
    return (alike, len(clusters.ours)), (alike, len(clusters.theirs))


MEASURE = cluster_measure(
    "ceaf_e",
    Wording("CEAF-e", "CEAF-e"),
    Wording(
        "تُقرَن العناقيد واحداً بواحد بحيث يكون تشابهها أكبر ما يمكن: ضعف المشترك على مجموع ما فيهما.",
        "Clusters are paired one to one so that likeness (twice what two share over what both hold) is greatest.",
    ),
    found,
)
