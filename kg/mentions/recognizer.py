"""A reading and the lines that the rules found in, the same with a learned recogniser's help out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from kg.mentions.corrected import correct
from kg.mentions.find import Line
from kg.mentions.heads import Heads
from kg.mentions.recognised import Review, proposed
from kg.mentions.recut import recut
from kg.mentions.tagger import Tag, Tagger
from kg.mentions.words import WordClasses
from kg.model import Mention, Reading

_NESTED = frozenset(["Enterprise", "School", "Hospital", "ResearchInstitute", "Government", "Park", "Zone"])
"""Kinds that stay named inside a longer name."""
_UNHEADED = ("recognised.", "slot.", "inside.")
"""Sources of names without a head word, which the rules would not know again elsewhere."""
_AGENTS = frozenset(["Enterprise", "School", "Hospital", "ResearchInstitute", "Alliance", "Person"])


@dataclass(frozen=True, slots=True)
class Recognizer:
    """The learned tagger and the review that its proposals have to pass."""

    tagger: Tagger
    review: Review

    @classmethod
    def load(cls, heads: Heads, words: WordClasses, trades: Collection[str]) -> Recognizer | None:
        """None where jieba's weights are missing. Raises `KgError` for weights or tables that are wrong."""
        tagger = Tagger.load()
        return None if tagger is None else cls(tagger, Review.load(heads, words, trades))

    def read(self, reading: Reading) -> tuple[Reading, list[list[Tag]]]:
        """The reading with its guessed tokens recut, and the words of each sentence, none of by-lines: one batch."""
        tags = self.tagger.tag(["" if sentence.kind == "byline" else sentence.text for sentence in reading.sentences])
        return recut(reading, tags, self.review.words), tags

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
            _with(line, tuple(self.review.again(line, said, known))) for line, said in zip(once, names, strict=True)
        )

    def _complete(self, line: Line, tags: Sequence[Tag], names: Sequence[Tag]) -> Line:
        line = correct(line, tags, self.review.heads)
        return _with(line, tuple(self.review.candidates(line, names)))


def _with(line: Line, more: tuple[Mention, ...]) -> Line:
    """A line with further mentions: what one of them holds inside becomes nested."""
    if not more:
        return line
    added = {(mention.start, mention.end): mention for mention in more}
    wide = [mention for mention in added.values() if not mention.nested]
    outer, nested = wide, [*line.nested, *(mention for mention in added.values() if mention.nested)]
    for mention in line.mentions:
        if any(other.start <= mention.start and mention.end <= other.end for other in wide):
            if mention.source == "gazetteer" or mention.classes[0] in _NESTED:
                nested.append(replace(mention, nested=True))
        else:
            outer.append(mention)
    return replace(
        line,
        mentions=tuple(sorted(outer, key=lambda m: m.start)),
        nested=tuple(sorted(nested, key=lambda m: (m.start, m.end))),
    )
