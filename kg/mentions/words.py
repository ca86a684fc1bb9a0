"""Tokens in, one class letter per token out: what may stand inside a name, at its left edge, or never."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from kg.data import folder
from kg.errors import RuleError
from kg.mentions import packs

BOUNDARY = "B"
"""Ends a name: function words, adverbs, verbs that govern names."""
TAGGED = "b"
"""Ends a name by its part of speech only; a registered company's name may hold it."""
PUNCTUATION = "P"
CONJUNCTION = "C"
"""Joins the members of a list: 、 和 与 及."""
VERB = "V"
"""A verb that names also hold: dropped at the left edge."""
EDGE = "E"
"""A modifier that ranks or praises: dropped at the left edge."""
NUMBER = "M"
CONTENT = "N"
PROPER = "U"
"""A proper or unknown word."""
CODE = "X"
"""Latin letters and digits mixed: 5G, GB7258, CBD."""
JOINER = "J"
"""· — - between parts of one name."""

INSIDE = frozenset("NUXDVEQR")
"""Classes that a name runs through. D: a division, R: a region, Q: inside quotation marks or brackets."""

_PROPER_TAGS = frozenset(["nr", "nrt", "nz", "nt", "ns", "nrfg"])
_BOUNDARY_TAGS = frozenset(
    ["p", "c", "u", "uj", "ul", "ud", "uv", "uz", "ug", "r", "rr", "rz", "y", "e", "o", "d", "df"]
)
_CONJUNCTIONS = frozenset(["、", "和", "与", "及", "以及", "暨"])
_JOINERS = frozenset("·•‧—-–－~～")
_NUMBER = re.compile(
    r"[\d.,%]+|[\d.]*[一二三四五六七八九十百千万亿两余多几\d]+(?:余|多)?[个家条座项年月日]?|第[一二三四五六七八九十\d]{1,3}[届次]|首届|[一二三四五六七八九十]{1,3}[届中]"
)
_CODE = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9+.\-/]+")
_HAN = re.compile(r"[㐀-鿿豈-﫿𠀀-𪛟]")
_CLASSED = ("boundary", "verb", "edge", "content")
_SETS = (
    "generic",
    "common_heads",
    "compass",
    "starting",
    "founding",
    "joining",
    "called",
    "function",
    "classifiers",
    "glued",
)


@dataclass(frozen=True, slots=True)
class WordClasses:
    """The word lists of `seeds/rules/words.toml`, compiled; `letter` is what the name grammar reads."""

    classes: dict[str, str]
    generic: frozenset[str]
    common_heads: frozenset[str]
    compass: frozenset[str]
    starting: frozenset[str]
    founding: frozenset[str]
    joining: frozenset[str]
    called: frozenset[str]
    function: frozenset[str]
    classifiers: frozenset[str]
    glued: frozenset[str]
    """Words of jieba's dictionary that glue the end of a name to what follows it: the tokenizer forgets them."""
    plain: frozenset[str] = frozenset()
    """Words of the other tables: heads, closing nouns, industries. They are terms, not proper names."""

    def vocabulary(self) -> frozenset[str]:
        """Every word of the lists: what the tokenizer should know as words."""
        return frozenset(self.classes) | self.generic | self.common_heads

    @classmethod
    def load(cls, path: Path | None = None) -> WordClasses:
        """Reads the lists. Raises `RuleError` naming the file where a list is missing or not text."""
        file = path or folder("seeds") / "rules" / "words.toml"
        data = packs.read(file)
        for name in (*_CLASSED, *_SETS):
            if not isinstance(data.get(name), str):
                raise RuleError(f"{file}: list '{name}' is missing or not a string of words")
        classes: dict[str, str] = {}
        # the first list that holds a word decides, so later ones only fill gaps
        for name, letter in (("boundary", BOUNDARY), ("verb", VERB), ("edge", EDGE), ("content", CONTENT)):
            for word in data[name].split():
                classes.setdefault(word, letter)
        for word in _CONJUNCTIONS:
            classes[word] = CONJUNCTION
        return cls(classes, **{name: frozenset(data[name].split()) for name in _SETS})

    def letter(self, word: str, tag: str) -> str:
        """Class letter of a token by its text and dictionary tag; pure, to be cached by the caller."""
        known = self.classes.get(word)
        if known:
            return known
        if word in _JOINERS or word == "±":  # 云岭—竹溪±800千伏直流工程
            return JOINER
        if not _HAN.search(word):
            if _CODE.fullmatch(word):
                return CODE
            if _NUMBER.fullmatch(word):
                return NUMBER
            return PUNCTUATION
        if _NUMBER.fullmatch(word) or tag in {"m", "mq"}:
            return NUMBER
        if (
            len(word) == 4
            and self.classes.get(word[2:]) in {BOUNDARY, VERB}
            and self.classes.get(word[:2]) in {BOUNDARY, VERB, EDGE}
        ):
            return BOUNDARY  # 积极参与, 建立健全: an adverb or verb before a verb
        if word in self.generic or word in self.plain:
            return CONTENT
        if tag in _BOUNDARY_TAGS and len(word) > 1:
            return TAGGED
        if tag == "" and len(word) > 1:
            return PROPER
        if tag in _PROPER_TAGS:
            return PROPER
        if tag == "v" and len(word) > 1:
            return VERB
        if tag == "t" and len(word) > 1:  # 清 and 唐 are dynasties, but parts of unknown names as well
            return TAGGED
        return CONTENT

    def is_specific(self, word: str) -> bool:
        """Whether a word inside a name says something particular, so that the name is more than a class name."""
        return word not in self.generic and bool(_HAN.search(word) or _CODE.fullmatch(word))
