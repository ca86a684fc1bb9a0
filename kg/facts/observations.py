"""A document's quantities, times and linked entities in, its observations with evidence out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.facts.agents import Name
from kg.facts.confidence import Confidences, of_observation
from kg.facts.focus import Focus
from kg.facts.indicators import Indicators, bounds
from kg.facts.owners import Owners, clause_of
from kg.facts.respective import respective
from kg.facts.status import status
from kg.mentions.quantities import Quantities, Quantity
from kg.mentions.times import Time
from kg.model import Evidence, Observation, Reading, Sentence

_HAPPENED = re.compile(r"[，]?(?:落户|成立|建立|开工|启动|举办|召开|入驻|投产|创立|组建|获批)[^，。；]{0,20}的")
"""After a time: the time belongs to a modifier (2019年落户的企业), not to what is stated."""

_TERM = re.compile(r"[^，。；：“是划计标争](?:到|至)$")
"""Before a time up to which something lasts (订单排到2028年): the clauses after it are not of that time."""
_NOW = re.compile(r"，(?:如今|目前|现在|眼下|现已|现有)")
"""The time before it is over: 2018年只有12人，如今300人."""


@dataclass(frozen=True, slots=True)
class ObservationRules:
    """What observing needs, made once."""

    quantities: Quantities
    indicators: Indicators
    confidences: Confidences | None = None
    """None leaves it at what the place of the word and of the owner says."""


def observe(
    reading: Reading,
    names: Sequence[Sequence[Name]],
    spoken: Sequence[Sequence[Time]],
    focus: Focus,
    rules: ObservationRules,
) -> tuple[Observation, ...]:
    """The observations of a document, in the order of the text; a number without a subject gives none.

    `names[i]` are the linked mentions of sentence i, in order, `spoken[i]` its expressions of time. Headings
    and by-lines state nothing that the text below does not say; they are left out.
    """
    found: dict[tuple[object, ...], Observation] = {}
    owners = Owners(reading, names, focus)
    classes = {name[2]: name[3][0] for row in names for name in row}
    for sentence, said in zip(reading.sentences, spoken, strict=True):
        if sentence.kind in ("heading", "byline"):
            continue
        taken = [(time.start, time.end) for time in said]
        quantities = rules.quantities.find(sentence.text, sentence.tokens, taken)
        each = respective(sentence.text, quantities, names[sentence.index]) if quantities else {}
        for stated in quantities:
            for quantity in bounds(stated):
                observation = _observe(reading, sentence, quantity, owners, classes, rules, said, each)
                if observation is not None:
                    key = (
                        *(observation.about, observation.indicator, observation.value, observation.unit),
                        *(observation.of, observation.time),
                    )
                    found.setdefault(key, observation)
    return tuple(found.values())


def _observe(
    reading: Reading,
    sentence: Sentence,
    quantity: Quantity,
    owners: Owners,
    classes: Mapping[str, str],
    rules: ObservationRules,
    spoken: Sequence[Time],
    each: Mapping[int, str],
) -> Observation | None:
    choice = rules.indicators.choose(sentence.text, quantity)
    if choice is None or (quantity.measure == "大" and quantity.value <= 2):
        return None  # two of something sums up what was named (两大园区); it is no statistic
    own = each.get(quantity.start)
    about, sure = (own, 1.0) if own else owners.of(sentence, quantity, choice)
    if about is None:
        return None
    confidence = round(choice.confidence * sure, 3)
    if rules.confidences is not None:
        confidence = rules.confidences.observation(of_observation(choice, classes.get(about, ""), sure))
    return Observation(
        about=about,
        indicator=choice.indicator,
        value=choice.value,
        unit=choice.unit,
        evidence=_evidence(reading, sentence),
        confidence=confidence,
        of=quantity.counted or choice.trigger,
        time=_time(sentence.text, quantity, spoken),
        qualifier=quantity.qualifier,
        status=status(clause_of(sentence.text, quantity), "", None),
        rule=choice.rule,
    )


def _time(text: str, quantity: Quantity, spoken: Sequence[Time]) -> str | None:
    """The time that the sentence names last before the number, up to a semicolon, comparisons aside."""
    for time in reversed(spoken):
        if time.end > quantity.start or time.role == "compared":
            continue
        between = text[time.end : quantity.start]
        if "，" in between and _TERM.search(text, 0, time.start):
            continue
        if "；" in between or _NOW.search(between) or _HAPPENED.match(text, time.end):
            return None
        return time.edtf
    return None


def _evidence(reading: Reading, sentence: Sentence) -> Evidence:
    start, end = sentence.span(0, len(sentence.text))
    return Evidence(reading.document.digest, start, end, reading.document.text[start:end])
