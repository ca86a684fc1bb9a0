"""What the benchmarks are run on follows the ontology, and is the same each time."""

from __future__ import annotations

import kg
from tests.bench.generate import generate


def test_it_follows_the_ontology() -> None:
    report = kg.KnowledgeGraph(generate(150)).validate()
    assert report.conforms, [str(finding) for finding in report.findings][:3]


def test_the_same_seed_gives_the_same() -> None:
    assert generate(60) == generate(60)
    assert generate(60, seed=2) != generate(60)
