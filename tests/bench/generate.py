"""A number of facts in, knowledge of that size out that follows the ontology; the same seed gives the same.

Names are made of numbers, so that nothing of the world stands in them. A few entities have many facts and most have
few, as in a real graph (Zipf).
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from hashlib import sha256

from kg.model import Alias, Entity, Evidence, Fact, Knowledge, Observation, Source
from kg.ontology import Ontology
from kg.vocabulary import LEAF_CLASSES, STATUSES

FACTS_PER_DOCUMENT = 40
FACTS_PER_ENTITY = 3


def generate(facts: int, seed: int = 1) -> Knowledge:
    """Knowledge with so many facts, a third as many entities and a quarter as many observations."""
    chance = random.Random(seed)
    ontology = Ontology.load()
    digests = sorted(sha256(str(number).encode()).hexdigest() for number in range(max(2, facts // FACTS_PER_DOCUMENT)))
    sources = tuple(
        Source(f"{number:06}.txt", digest, f"第{number}篇", "utf-8", 4000, f"20{10 + number % 15}-{1 + number % 12:02}")
        for number, digest in enumerate(digests)
    )
    by_class = _keys(facts // FACTS_PER_ENTITY)
    made: dict[tuple[str, str, str], Fact] = {}
    mentioned: defaultdict[str, set[str]] = defaultdict(set)
    relations = ontology.relations
    while len(made) < facts:
        relation = chance.choice(relations)
        subjects, objects = chance.choice(ontology.patterns[relation])
        subject, object_ = _pick(chance, by_class, subjects), _pick(chance, by_class, objects)
        if subject == object_ or not subject or not object_:
            continue
        evidence = tuple(_quote(chance, digests) for _ in range(1 + (chance.random() < 0.1)))
        for one in evidence:
            mentioned[subject].add(one.document)
            mentioned[object_].add(one.document)
        made[subject, relation, object_] = Fact(
            subject,
            relation,
            object_,
            evidence,
            round(chance.uniform(0.4, 1.0), 2),
            chance.choice((None, *STATUSES)),  # type: ignore[arg-type]
            chance.choice((None, "2020", "2021-06")),
            "bench.rule",
        )
    observations = []
    about = sorted(mentioned)
    for _ in range(facts // 4):
        key = chance.choice(about)
        evidence_of = _quote(chance, digests)
        mentioned[key].add(evidence_of.document)
        indicator = chance.choice(ontology.indicators)
        units = sorted(ontology.measured_in[indicator]) or list(ontology.units)
        observations.append(
            Observation(key, indicator, float(chance.randrange(1, 10**9)), chance.choice(units), evidence_of, 0.8)
        )
    kinds = {key: name for name, keys in by_class.items() for key in keys}
    entities = tuple(
        Entity(key, f"{kinds[key]}{number}", (kinds[key],), (Alias(f"别名{number}", "bench"),), "", tuple(sorted(docs)))
        for number, (key, docs) in enumerate(sorted(mentioned.items()))
    )
    divisions = [one for one in entities if one.classes[0] in {"City", "District", "Township", "Village"}]
    provinces = [one.key for one in entities if one.classes[0] == "Province"]
    return Knowledge(
        sources=sources,
        entities=entities,
        facts=tuple(made[key] for key in sorted(made)),
        observations=tuple(observations),
        parents=tuple((one.key, provinces[number % len(provinces)]) for number, one in enumerate(divisions)),
    )


def _keys(count: int) -> dict[str, list[str]]:
    """Keys by class, about equally many."""
    found: dict[str, list[str]] = {name: [] for name in LEAF_CLASSES}
    for number in range(max(count, len(LEAF_CLASSES) * 4)):
        name = LEAF_CLASSES[number % len(LEAF_CLASSES)]
        found[name].append(f"{name}-{number:08x}")
    return found


def _pick(chance: random.Random, by_class: dict[str, list[str]], classes: frozenset[str]) -> str:
    leaves = sorted(classes & by_class.keys())
    keys: Sequence[str] = by_class[chance.choice(leaves)] if leaves else ()
    return keys[int(len(keys) * chance.random() ** 3)] if keys else ""


def _quote(chance: random.Random, digests: Sequence[str]) -> Evidence:
    start = chance.randrange(0, 3900)
    return Evidence(chance.choice(digests), start, start + 6, f"句子{start:04}")
