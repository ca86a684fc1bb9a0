"""One document in, all that it says out: the stages from reading to facts, with their tables loaded once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.data import folder
from kg.entities.aliases import AliasRules
from kg.entities.anaphora import refer
from kg.entities.divisions import resolve
from kg.entities.link import link
from kg.entities.shown import shown
from kg.entities.topics import topics
from kg.facts.confidence import Confidences
from kg.facts.examples import check
from kg.facts.extract import extract, topic_spans
from kg.facts.focus import Focus
from kg.facts.frames import Frames
from kg.facts.indicators import Indicators
from kg.facts.observations import ObservationRules, observe
from kg.facts.passing import owning
from kg.mentions.find import Finder
from kg.mentions.gazetteer import Gazetteer
from kg.mentions.quantities import Quantities
from kg.mentions.times import times
from kg.mentions.units import Place
from kg.model import Document, Reading, Record, Source
from kg.text.read import read
from kg.text.tokens import Tokenizer

if TYPE_CHECKING:
    from kg.mentions.recognizer import Recognizer
    from kg.mentions.tagger import Tag

_NO_WEIGHTS = "the installed jieba has no network (jieba/lac_small), so names are found by the rules alone"


@dataclass(frozen=True, slots=True)
class Extractor:
    """The stages that need one document only; pure and safe to use for any number of documents."""

    gazetteer: Gazetteer
    tokenizer: Tokenizer
    finder: Finder
    aliases: AliasRules
    frames: Frames
    measures: ObservationRules
    confidences: Confidences
    recognizer: Recognizer | None = None
    """The learned recogniser beside the rules; None where it is left out or its weights are missing."""
    notes: tuple[str, ...] = ()
    """What there is to tell about the loading, a line each."""

    @classmethod
    def load(
        cls, *, recognizer: str = "full", rules: Sequence[Path] = (), gazetteers: Sequence[Path] = ()
    ) -> Extractor:
        """Loads every table; the names of `gazetteers` and the rules of the packs `rules` add to the built-in ones.

        Raises `RuleError` for a rule pack or gazetteer that is wrong, and for a frame that its own examples belie.
        """
        gazetteer = Gazetteer.load(gazetteers)
        frames = Frames.load(rules)
        for frame in frames.frames:
            if frame.file in rules:
                check(frame)
        finder = Finder.load(rules)
        tokenizer = Tokenizer.load(gazetteer.vocabulary(), finder.vocabulary(), finder.words.glued)
        learned: Recognizer | None = None
        notes: tuple[str, ...] = ()
        if recognizer == "full":
            from kg.mentions.recognizer import Recognizer  # noqa: PLC0415 - numpy, which the rules do without

            learned = Recognizer.load(finder.heads, finder.words, finder.trades)
            notes = (_NO_WEIGHTS,) if learned is None else ()
        rules_folder = folder("seeds") / "rules"
        confidences = Confidences.load()
        measures = ObservationRules(
            Quantities.load(rules_folder / "units.toml"),
            Indicators.load(rules_folder / "indicators.toml", *rules),
            confidences,
        )
        return cls(gazetteer, tokenizer, finder, AliasRules.load(), frames, measures, confidences, learned, notes)

    def read(self, document: Document) -> Record:
        """All that a document says, as a plain record."""
        reading = read(document, self.tokenizer)
        tags: list[list[Tag]] = []
        if self.recognizer:
            reading, tags = self.recognizer.read(reading)
        places = self._places(reading)
        lines = self.finder.find(reading, places)
        if self.recognizer:
            lines = self.recognizer.complete(lines, tags)
        about = topics(reading, lines, places)
        linked = link(reading, lines, about, self.gazetteer, self.aliases)
        heads = topic_spans(linked, {code: code for code in about.values()}, self.gazetteer)
        above = topic_spans(linked, {code: self._above(code) for code in about.values()}, self.gazetteer)
        references = refer(lines, linked.spans, about, heads, above, linked.nested)
        spoken = times(reading)
        facts = extract(
            *(reading, lines, linked, references, about, heads, spoken),
            *(self.frames, self.finder.persons, self.confidences),
        )
        names = [
            [(s.start, s.end, s.key, s.classes) for s in sorted((*found, *pointing), key=lambda s: s.start)]
            for found, pointing in zip(linked.spans, references, strict=True)
        ]
        names = owning(reading, names)
        inner = [[(s.start, s.end, s.key, s.classes) for s in row] for row in linked.nested]
        passages = {section: heads[code].key for section, code in about.items() if code in heads}
        observations = observe(reading, names, spoken, Focus(reading, names, passages, inner), self.measures)
        used = {seen.about for seen in observations}
        used |= {key for fact in facts for key in (fact.subject, fact.object)}
        used |= shown(linked, self.gazetteer)
        entities = tuple(linked.entities[key] for key in sorted(linked.entities) if key in used)
        source = Source(
            document.name, document.digest, reading.title, document.encoding, len(document.text), reading.date
        )
        return Record(source, entities, facts, observations)

    def _above(self, code: str) -> str:
        """Code of the division over one, its own where it is the highest."""
        return next(iter(self.gazetteer.parents(code)), code)

    def _places(self, reading: Reading) -> dict[int, list[Place]]:
        hits = {sentence.index: self.gazetteer.find(sentence.text) for sentence in reading.sentences}
        chosen = resolve(reading, hits, self.gazetteer)
        places: dict[int, list[Place]] = {}
        for index, found in hits.items():
            row = []
            for hit in found:
                choice = chosen.get((index, hit.start, hit.end))
                if choice is not None:
                    kind = self.gazetteer.kind(choice.code)
                    classes = self.gazetteer.classes(choice.code)
                    row.append(Place(hit.start, hit.end, choice.code, kind, classes, hit.form in {"full", "former"}))
            places[index] = row
        return places
