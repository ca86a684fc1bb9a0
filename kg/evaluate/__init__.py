"""Gold annotations and a graph in; precision, recall and F1, what was missed and what was too much out."""

from kg.evaluate.compare import compare
from kg.evaluate.gold import Gold, pairs, read_gold
from kg.evaluate.measure import Evaluation, build_each, measure, measure_built
from kg.evaluate.prediction import Prediction, from_graph, from_record
from kg.evaluate.score import Difference, Score, Tally

__all__ = [
    "Difference",
    "Evaluation",
    "Gold",
    "Prediction",
    "Score",
    "Tally",
    "build_each",
    "compare",
    "from_graph",
    "from_record",
    "measure",
    "measure_built",
    "pairs",
    "read_gold",
]
