"""Which entities a page holds, and what names stand for."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import pytest

from kg.errors import UsageError
from kg.model import Alias
from kg.view.network import graph_of, radius
from kg.view.options import ViewOptions
from kg.view.selection import documents, find, importance, keep
from tests.view.made import make

KNOWLEDGE = make(200)


def test_weight_counts_facts_and_half_of_the_figures() -> None:
    weight = importance(KNOWLEDGE)
    entity = max(KNOWLEDGE.entities, key=lambda one: weight[one.key])
    facts = sum((entity.key == fact.subject) + (entity.key == fact.object) for fact in KNOWLEDGE.facts)
    figures = sum(entity.key == seen.about for seen in KNOWLEDGE.observations)
    assert weight[entity.key] == pytest.approx(facts + figures / 2 + len(entity.documents) / 10)
    assert radius(0) < radius(5) < radius(500) == radius(5000)


def test_a_name_an_alias_and_a_key_are_found_and_the_better_known_wins() -> None:
    entity = KNOWLEDGE.entities[0]
    assert find(KNOWLEDGE, entity.key) == entity
    assert find(KNOWLEDGE, entity.name).name == entity.name
    assert find(KNOWLEDGE, entity.aliases[0].name) == entity
    weight = importance(KNOWLEDGE)
    low, high = sorted(KNOWLEDGE.entities[5:9], key=lambda one: weight[one.key])[:: len(KNOWLEDGE.entities[5:9]) - 1]
    same = Alias("同名", "test")
    both = tuple(
        replace(one, aliases=(*one.aliases, same)) if one.key in (low.key, high.key) else one
        for one in KNOWLEDGE.entities
    )
    assert find(replace(KNOWLEDGE, entities=both), "同名").key == high.key


def test_an_unknown_name_lists_near_ones() -> None:
    name = KNOWLEDGE.entities[0].name
    with pytest.raises(UsageError, match=name):
        find(KNOWLEDGE, name + "甲")
    with pytest.raises(UsageError, match=r"nothing in the graph is called $"):
        find(KNOWLEDGE, "")


def test_documents_by_name_digest_and_beginning() -> None:
    source = KNOWLEDGE.sources[1]
    for name in (source.name, source.digest, source.digest[:12], source.name[:3]):
        assert documents(KNOWLEDGE, [name]) == (source.digest,)
    with pytest.raises(UsageError, match="no document"):
        documents(KNOWLEDGE, [""])


def test_the_part_that_is_kept_hangs_together_and_has_the_hubs() -> None:
    kept = keep(KNOWLEDGE, ViewOptions(max_nodes=40))
    assert len(kept) == 40
    graph = graph_of(KNOWLEDGE, KNOWLEDGE.entities)
    assert nx.is_connected(graph.subgraph(kept))
    weight = importance(KNOWLEDGE)
    assert max(weight, key=lambda key: weight[key]) in kept
    assert keep(KNOWLEDGE, ViewOptions(max_nodes=1000)) == {
        entity.key for entity in (*KNOWLEDGE.entities, *KNOWLEDGE.background)
    }


def test_the_part_grows_from_the_focus() -> None:
    weight = importance(KNOWLEDGE)
    leaf = min((fact.object for fact in KNOWLEDGE.facts), key=lambda key: (weight[key], key))
    kept = keep(KNOWLEDGE, ViewOptions(focus=leaf, max_nodes=5))
    assert leaf in kept
    near = {fact.subject for fact in KNOWLEDGE.facts if fact.object == leaf}
    assert near & kept


def test_what_is_asked_for_comes_first() -> None:
    kept = keep(KNOWLEDGE, ViewOptions(relations=("worksFor",), max_nodes=20))
    people = {fact.subject for fact in KNOWLEDGE.facts if fact.predicate == "worksFor"}
    plain = keep(KNOWLEDGE, ViewOptions(max_nodes=20))
    assert len(people & kept) > len(people & plain)
