"""Names in, entity keys out: the local part of an IRI, readable, legal everywhere, one for one thing."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

_KEEP = re.compile(r"[^0-9A-Za-z㐀-䶿一-鿿]+")
_MARKS = re.compile(r"[\s“”\"‘’'「」『』《》〈〉·•‧—–\-_,，、。()（）【】\[\]]+")
SLUG = 40
"""Longest readable part of a key; the hash keeps longer names apart."""


@lru_cache(1 << 14)
def fold(name: str) -> str:
    """A name without width, case, spaces, quotation marks, brackets and dots: what must be equal to be one name.

    >>> fold("东海（云岭）产业城") == fold("东海(云岭)产业城")
    True
    """
    folded = _MARKS.sub("", unicodedata.normalize("NFKC", name)).lower()
    # what is left may join to other characters (a letter and an accent that stood apart)
    return folded if folded == name or unicodedata.is_normalized("NFKC", folded) else fold(folded)


def key(name: str, scope: str = "") -> str:
    """Key of a thing outside the gazetteers: slug of its name, `-`, eight hexadecimal digits of name and scope.

    `scope` tells things of one name apart (the 实验小学 of two districts); '' for names that are proper by themselves.

    >>> key("某某产业园")
    '某某产业园-424cdb5a'
    """
    slug = _KEEP.sub("-", unicodedata.normalize("NFKC", name)).strip("-")[:SLUG].rstrip("-") or "x"
    digest = hashlib.sha256(f"{fold(name) or name}\n{scope}".encode()).hexdigest()
    return f"{slug}-{digest[:8]}"
