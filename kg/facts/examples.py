"""A frame and an example in, what the frame says of it out; a frame that its own examples belie is refused.

In an example `〔District〕` stands for a name of that class, `〔District×2〕` for a list of two, `〔Project=云竹高速〕`
for that name. The passage is about a district, as most are, so a clause without a subject has one.
"""

from __future__ import annotations

import re

from kg.entities.link import Span
from kg.errors import RuleError
from kg.facts.collected import Collected
from kg.facts.extract import Passage, apply
from kg.facts.frames import Frame, Frames
from kg.facts.skeleton import SYMBOL, build
from kg.model import Document, Mention, Reading, Sentence

_NAME = re.compile(r"〔(?P<kind>\w+?)(?:=(?P<name>\w+))?(?:×(?P<times>\d))?〕")
_TOPIC = "the passage's district"


def said(frame: Frame, example: str) -> tuple[tuple[str, str, str], ...]:
    """(subject, predicate, object) of every fact that the frame finds; names are `Enterprise1`, `Enterprise2`, ….

    Raises `RuleError` for a class in the example that there is not.
    """
    text, spans = _read(example, frame.where)
    sentence = Sentence(0, text, tuple(range(len(text))), "body", 0, 0, ())
    collected = Collected(Reading(Document("", text, "", ""), "", None, (), (sentence,)))
    topic = _span(0, 0, _TOPIC, "District")
    apply(Frames.of([frame]), sentence, build(text, spans), topic, Passage(), (), collected)
    return tuple((fact.subject, fact.predicate, fact.object) for fact in collected.facts())


def check(frame: Frame) -> None:
    """Raises `RuleError` where an example of the frame states nothing, or a counterexample something."""
    for examples, wanted, wrong in ((frame.examples, True, "states nothing"), (frame.counterexamples, False, "states")):
        for example in examples:
            facts = said(frame, example)
            if bool(facts) != wanted:
                shown = "; ".join(" ".join(fact) for fact in facts)
                kind = "example" if wanted else "counterexample"
                raise RuleError(f"{frame.where}: {kind} {example!r} {wrong} {shown}".rstrip())


def _read(example: str, where: str) -> tuple[str, list[Span]]:
    parts: list[str] = []
    spans: list[Span] = []
    length = at = 0
    for match in _NAME.finditer(example):
        kind = match["kind"]
        if kind not in SYMBOL:
            raise RuleError(f"{where}: example {example!r}: unknown class '{kind}'")
        parts.append(example[at : match.start()])
        length += match.start() - at
        for number in range(int(match["times"] or 1)):
            if number:
                parts.append("、")
                length += 1
            name = match["name"] or f"{kind}{sum(span.classes[0] == kind for span in spans) + 1}"
            spans.append(_span(length, length + len(name), name, kind))
            parts.append(name)
            length += len(name)
        at = match.end()
    return "".join([*parts, example[at:]]), spans


def _span(start: int, end: int, name: str, kind: str) -> Span:
    return Span(start, end, name, (kind,), Mention(0, start, end, name, (kind,), "example", 1.0))
