"""Gold annotations and a graph in; precision, recall and F1, what was missed and what was too much out."""

from kg.evaluate.compare import compare
from kg.evaluate.gold import Gold, pairs, read_gold
from kg.evaluate.prediction import Prediction, from_graph, from_record
from kg.evaluate.score import Difference, Score, Tally

__all__ = [
    "Difference",
    "Gold",
    "Prediction",
    "Score",
    "Tally",
    "compare",
    "from_graph",
    "from_record",
    "pairs",
    "read_gold",
]
