"""What is written into a store is read back as it was."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from kg.graph.assemble import assemble, distinct, merged
from kg.graph.reading import read
from kg.graph.store import in_memory
from kg.model import Fact, Knowledge
from tests.graph.samples import CITY, DISTRICT, KNOWLEDGE, PARTNERS, knowledges


def back(knowledge: Knowledge) -> Knowledge:
    return read(in_memory(assemble(knowledge)))


def settled(knowledge: Knowledge) -> Knowledge:
    """What is left when repeats are gone, sorted."""
    return replace(
        knowledge, facts=tuple(merged(knowledge.facts)), observations=tuple(distinct(knowledge.observations))
    )


def test_the_sample_comes_back() -> None:
    again = back(KNOWLEDGE)
    order = lambda knowledge: replace(  # noqa: E731
        knowledge,
        entities=tuple(sorted(knowledge.entities, key=lambda one: one.key)),
        background=tuple(sorted(knowledge.background, key=lambda one: one.key)),
        parents=tuple(sorted(knowledge.parents)),
    )
    assert again == order(settled(KNOWLEDGE))


@settings(deadline=None, max_examples=60)
@given(knowledges())
def test_whatever_there_is_comes_back(knowledge: Knowledge) -> None:
    assert back(knowledge) == settled(knowledge)


def test_the_two_directions_of_a_symmetric_relation_are_one_fact() -> None:
    other = Fact(CITY, "cooperatesWith", DISTRICT, (PARTNERS,), 0.5)
    first = next(fact for fact in KNOWLEDGE.facts if fact.predicate == "cooperatesWith")
    [found] = back(replace(KNOWLEDGE, facts=(other, first))).facts
    assert found == first
