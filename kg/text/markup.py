"""A text with remnants of a web page in, the same length out: tags gone, entities as characters.

What stood in their place is filled with zero-width spaces, which reading skips; tags of blocks leave a line break.
"""

from __future__ import annotations

import html
import re

_BLOCKS = (
    "p|br|div|h[1-6]|li|ul|ol|dl|dt|dd|tr|td|th|table|tbody|thead|section|article|header|footer|blockquote|hr|figure|"
    "figcaption|title|body|html|head|main|nav|aside|form|center|pre"
)
_INLINE = "a|abbr|b|big|code|em|font|i|img|ins|link|mark|meta|q|s|small|span|strong|sub|sup|u|video|audio|source|o:p"
_TAG = re.compile(
    rf"<!--.*?-->|<(script|style)\b[^>]{{0,500}}>.*?</\1\s*>|<!doctype[^>]{{0,200}}>|"
    rf"<(?P<close>/?)(?P<name>{_BLOCKS}|{_INLINE})(?=[\s/>])[^<>]{{0,2000}}>",
    re.IGNORECASE | re.DOTALL,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});")
_BLOCK = re.compile(_BLOCKS, re.IGNORECASE)
_HEADING = re.compile(r"h([1-6])", re.IGNORECASE)
_STRONG = re.compile("b|strong", re.IGNORECASE)
_NOTHING = "\u200b"
_OPENING = "“‘《〈（(「『【"


def clean(text: str) -> str:
    """`text` without tags and entities, character for character; unchanged where there are none.

    Headings and strong words get the marks of Markdown, so that they are read as such.

    >>> clean("<p>“双城”投资&gt;3亿元</p>").replace(chr(0x200b), "")
    '\\n“双城”投资>3亿元\\n'
    """
    if "<" in text:
        text = _TAG.sub(_tag, text)
    if "&" in text:
        text = _ENTITY.sub(_entity, text)
    return text


def _tag(match: re.Match[str]) -> str:
    name, room = match["name"], len(match[0])
    if name is None:
        return _NOTHING * room
    if _BLOCK.fullmatch(name):
        heading = _HEADING.fullmatch(name)
        if heading and not match["close"]:
            mark = "\n" + "#" * min(int(heading[1]), room - 2) + " "
            return mark + _NOTHING * (room - len(mark))
        return "\n" + _NOTHING * (room - 1)
    if _STRONG.fullmatch(name):
        return _NOTHING * (room - 2) + "**"
    return _NOTHING * room


def _entity(match: re.Match[str]) -> str:
    character = html.unescape(match[0])
    if len(character) != 1 or character == "\r":
        return match[0]
    rest = _NOTHING * (len(match[0]) - 1)
    # a quotation that ends with it holds all of it, one that begins with it too
    return character + rest if character in _OPENING else rest + character
