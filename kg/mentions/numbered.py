"""Text in, numbered bureaus of the state building groups out: names without a trade word that end as bureaus do."""

from __future__ import annotations

import re
from collections.abc import Iterator

_COUNT = r"[一二三四五六七八九十]{1,3}"
_BUREAU = re.compile(
    rf"中国?(?:铁建?|交|建|冶|水电?|电建|能建|核|化学?|石油)(?:[\u4e00-\u9fff]{{0,2}}?第?{_COUNT}|大桥|隧道|电气化)(?:局|航务?局|航院|冶|公局|院)"
    r"(?:集团)?(?:有限公司)?"
)


def find(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every bureau: 中铁某局, 中交某航局, 中国水电某局."""
    for match in _BUREAU.finditer(text):
        yield match.span()
