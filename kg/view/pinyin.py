"""Chinese names in, the syllables by which a reader types them out."""

from __future__ import annotations

from pypinyin import lazy_pinyin


def syllables(name: str) -> str:
    """Syllables without tones, one space between; whatever is no Chinese character stays together as it is.

    >>> syllables("北碚区")
    'bei bei qu'
    >>> syllables("RDC18变速器")
    'rdc18 bian su qi'
    """
    return " ".join(part.strip().lower() for part in lazy_pinyin(name) if part.strip())
