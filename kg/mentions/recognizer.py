"""A reading and the lines that the rules found in, the same with a learned recogniser's help out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.mentions import beside
from kg.mentions.corrected import correct
from kg.mentions.find import Line, with_more
from kg.mentions.firms import Trades
from kg.mentions.heads import Heads
from kg.mentions.proposals import proposed
from kg.mentions.recognised import Review
from kg.mentions.recut import recut
from kg.mentions.tagger import Tag, Tagger
from kg.mentions.words import WordClasses
from kg.model import Reading

_UNHEADED = ("recognised.", "slot.", "inside.")
"""Sources of names without a head word, which the rules would not know again elsewhere."""
_AGENTS = frozenset(["Enterprise", "School", "Hospital", "ResearchInstitute", "Alliance", "Person"])


@dataclass(frozen=True, slots=True)
class Recognizer:
    """The learned tagger and the review that its proposals have to pass."""

    tagger: Tagger
    review: Review

    @classmethod
    def load(cls, heads: Heads, words: WordClasses, trades: Trades) -> Recognizer | None:
        """None where jieba's weights are missing. Raises `KgError` for weights or tables that are wrong."""
        tagger = Tagger.load()
        return None if tagger is None else cls(tagger, Review.load(heads, words, trades))

    def read(self, reading: Reading) -> tuple[Reading, list[list[Tag]]]:
        """The reading with its guessed tokens recut, and the words of each sentence, none of by-lines: one batch."""
        tags = self.tagger.tag(["" if sentence.kind == "byline" else sentence.text for sentence in reading.sentences])
        return recut(reading, tags, self.review.words, self.review.trades), tags

    def complete(self, lines: Sequence[Line], tags: Sequence[Sequence[Tag]]) -> tuple[Line, ...]:
        """The lines with edges corrected and the proposals that passed."""
        names = [tuple(proposed(line.units.text, said)) for line, said in zip(lines, tags, strict=True)]
        once = [self._complete(*each) if each[1] else each[0] for each in zip(lines, tags, names, strict=True)]
        known = {
            mention.name: mention.classes
            for line in reversed(once)
            for mention in line.mentions
            if mention.source.startswith(_UNHEADED) and mention.classes[0] in _AGENTS
        }
        return tuple(
            with_more(line, tuple(self.review.again(line, said, known))) for line, said in zip(once, names, strict=True)
        )

    def _complete(self, line: Line, tags: Sequence[Tag], names: Sequence[Tag]) -> Line:
        line = correct(line, tags, self.review.heads)
        line = with_more(line, tuple(self.review.candidates(line, names)))
        review = self.review
        return with_more(line, beside.firms(line.units, line.mentions, review.trades, review.words, review.heads))
