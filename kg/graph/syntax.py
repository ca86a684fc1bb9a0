"""The text of a SPARQL query in; a refusal of what may not run, and errors that a person can act on, out.

Not a parser: Oxigraph is that. This splits a query into SPARQL's tokens, which is enough to see the keywords that stand
outside of strings, comments and names.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import NamedTuple, NoReturn

from kg.errors import QueryError

_TOKEN = re.compile(
    r"""
      (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<string> \"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*' )
    | (?P<comment> \#[^\r\n]* )
    | (?P<variable> [?$]\w+ )
    | (?P<language> @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
    | (?P<node> _:[\w.-]+ )
    | (?P<name> (?P<prefix>(?:[^\W\d_](?:[\w.-]*[\w-])?)?):(?P<local>(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\[^\w\s])*) )
    | (?P<number> [0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)? )
    | (?P<word> [^\W\d]\w* )
    | (?P<space> \s+ )
    | (?P<open> [{(\[] ) | (?P<close> [\])}] )
    | (?P<quote> ["'] )
    | (?P<sign> . )
    """,
    re.VERBOSE | re.DOTALL,
)

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
UPDATES = ("ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH")
_KEYWORDS = frozenset(
    word
    for line in (
        "A ABS ADD ADJUST ALL AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL CLEAR COALESCE CONCAT CONSTRUCT",
        "CONTAINS COPY COUNT CREATE DATATYPE DAY DEFAULT DELETE DESC DESCRIBE DISTINCT DROP ENCODE_FOR_URI",
        "EXISTS FALSE FILTER FLOOR FROM GRAPH GROUP GROUP_CONCAT HASLANG HASLANGDIR HAVING HOURS IF IN INSERT",
        "IRI ISBLANK ISIRI ISLITERAL ISNUMERIC ISTRIPLE ISURI LANG LANGDIR LANGMATCHES LATERAL LCASE LIMIT LOAD",
        "MAX MD5 MIN MINUS MINUTES MONTH MOVE NAMED NOT NOW OBJECT OFFSET OPTIONAL ORDER PREDICATE PREFIX RAND",
        "REDUCED REGEX REPLACE ROUND SAMETERM SAMPLE SECONDS SELECT SEPARATOR SERVICE SHA1 SHA256 SHA384 SHA512",
        "SILENT STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLANGDIR STRLEN STRSTARTS STRUUID SUBJECT SUBSTR",
        "SUM TIMEZONE TO TRIPLE TRUE TZ UCASE UNDEF UNION URI USING UUID VALUES VERSION WHERE WITH YEAR",
    )
    for word in line.split()
)
_MODIFIERS = frozenset({"GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET"})
_PAIRS = {"{": "}", "(": ")", "[": "]"}
_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_CHOICE = re.compile(r"\[(?:[^\]']|'[^']*')*\]|\"(?:[^\"\\]|\\.)*\"|[^,\[\]\"]*[^,\[\]\" ]")
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


class Token(NamedTuple):
    """A token of a query: what kind it is, its text and where it starts."""

    kind: str
    text: str
    start: int


def tokens(query: str) -> Iterator[Token]:
    """The tokens of a query without space and comments; every character that fits nowhere is a `sign`."""
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup or "sign"
        if kind in {"prefix", "local"}:
            kind = "name"
        if kind not in {"space", "comment"}:
            yield Token(kind, match[0], match.start())


def keywords(query: str) -> list[str]:
    """The bare words of a query in capitals, in order."""
    return [token.text.upper() for token in tokens(query) if token.kind == "word"]


def refuse(query: str) -> None:
    """Raise `QueryError` for an update and for a query that would have the store call another server."""
    words = keywords(query)
    form = next((word for word in words if word in FORMS or word in UPDATES), "")
    if form in UPDATES:
        raise QueryError(
            f"{form} changes data, and the graph is read-only: ask with {', '.join(FORMS[:-1])} or DESCRIBE"
        )
    unescaped = _CODEPOINT.sub(_character, query)
    if "SERVICE" in words or (unescaped != query and "SERVICE" in keywords(unescaped)):
        raise QueryError("SERVICE is refused: a query reads this graph only and calls no other server")


def _character(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    return chr(number) if number < 0x110000 else "\ufffd"


def dataset(query: str, prefixes: Mapping[str, str]) -> tuple[list[str], list[str]] | None:
    """IRIs of the default graphs and of the named graphs that a query chooses with FROM, or None if it chooses none.

    None too where one of them is relative or has a prefix that is not declared: Oxigraph sees to those.
    """
    bases = dict(prefixes)
    chosen: tuple[list[str], list[str]] = ([], [])
    stream = tokens(query)
    for token in stream:
        word = token.text.upper() if token.kind == "word" else ""
        if word == "PREFIX":
            name, base = next(stream, token), next(stream, token)
            bases[name.text.removesuffix(":")] = base.text[1:-1]
        elif word == "FROM":
            graph = next(stream, token)
            named = graph.text.upper() == "NAMED"
            graph = next(stream, token) if named else graph
            prefix, _, local = graph.text.partition(":")
            iri = graph.text[1:-1] if graph.kind == "iri" else bases.get(prefix, "") + local.replace("\\", "")
            if ":" not in iri:
                return None
            chosen[named].append(iri)
    return chosen if chosen[0] or chosen[1] else None


def declared(query: str, prefixes: Mapping[str, str], end: str = " ") -> str:
    """`query` with those of `prefixes` declared before it that it uses, on its first line unless `end` ends lines.

    >>> declared("ASK { ?s a kg:City }", {"kg": "https://example.org/", "ent": "https://example.com/"})
    'PREFIX kg: <https://example.org/> ASK { ?s a kg:City }'
    """
    used = {token.text.partition(":")[0] for token in tokens(query) if token.kind == "name"}
    return "".join(f"PREFIX {name}: <{base}>{end}" for name, base in prefixes.items() if name in used) + query


def complain(query: str, error: Exception, prefixes: Collection[str]) -> NoReturn:
    """Raise the `QueryError` for a query that Oxigraph's parser refused.

    The parser tells the farthest place that it reached and what it tried last, which seldom names the mistake; so the
    common mistakes are looked for first. Lines and columns count characters from 1.
    """
    for start, message in _mistakes(query, prefixes):
        raise QueryError(f"{_position(query, start)}: {message}") from error
    match = _PLACE.match(str(error))
    if match is None:
        raise QueryError(f"the query does not parse: {' '.join(str(error).split())}") from error
    line, column = int(match[1]), int(match[2])
    raise QueryError(f"line {line}, column {column}: {_expected(match[3], query, line, column)}") from error


def _expected(said: str, query: str, line: int, column: int) -> str:
    """What the parser expected, as words: a whole sentence where it has one, else a few of the tokens it tried."""
    found = _CHOICE.findall(said.removeprefix("expected ").removeprefix("one of "))
    choices = [choice for choice in (" ".join(one.split()) for one in found) if choice and choice[0] not in "[|"]
    sentence = next((choice for choice in choices if choice.count(" ") >= 2), "")
    if sentence:
        return sentence[0].lower() + sentence[1:] if sentence.startswith("The ") else sentence
    plain = [choice for choice in choices if len(choice) > 3]
    marks = [choice for choice in choices if len(choice) <= 3]
    shown = ", ".join([*plain, *(["a term"] if {'"<"', '"?"'} & set(marks) else marks)][:6]) or "something else"
    return f"expected {shown}{_found(query, line, column)}"


def _mistakes(query: str, prefixes: Collection[str]) -> Iterator[tuple[int, str]]:
    """(offset, what is wrong) for the common mistakes, in the order in which they are worth telling."""
    for token in tokens(query):
        if token.kind == "quote":
            yield token.start, "the quotation mark is not closed on its line"
    yield from _wrong_words(query, prefixes)
    yield from _wrong_brackets(query)
    yield from _missing_objects(query)


def _wrong_words(query: str, prefixes: Collection[str]) -> Iterator[tuple[int, str]]:
    known = set(prefixes)
    declared = form = False
    for token in tokens(query):
        word = token.text.upper()
        if declared:
            declared = False
            known.add(token.text.removesuffix(":"))
        elif token.kind == "name":
            prefix = token.text.partition(":")[0]
            if prefix not in known:
                near = get_close_matches(prefix, sorted(known), 1)
                hint = f"; did you mean {near[0]}:?" if near else ""
                yield token.start, f"the prefix {prefix}: is not declared (PREFIX {prefix}: <…>){hint}"
        elif token.kind == "word":
            declared = word == "PREFIX"
            form = form or word in FORMS
            if word not in _KEYWORDS:
                near = get_close_matches(word, sorted(_KEYWORDS), 1)
                hint = (
                    f"did you mean {near[0]}?" if near else 'a name has a prefix (kg:…), a text quotation marks ("…")'
                )
                yield token.start, f"{token.text} is no word of SPARQL; {hint}"
    if not form:
        yield 0, f"expected {', '.join(FORMS[:-1])} or DESCRIBE"


def _wrong_brackets(query: str) -> Iterator[tuple[int, str]]:
    opened: list[Token] = []
    selecting = [True]
    for token in tokens(query):
        if token.kind == "word":
            word = token.text.upper()
            selecting[-1] = selecting[-1] or word == "SELECT"
            if word in _MODIFIERS and not selecting[-1] and opened:
                yield token.start, f"{word} stands after the }} that closes the pattern, not inside"
        elif token.kind == "open":
            opened.append(token)
            selecting.append(token.text != "{")
        elif token.kind == "close":
            if not opened:
                yield token.start, f"{token.text} closes nothing"
            elif _PAIRS[opened[-1].text] != token.text:
                last = opened[-1]
                yield token.start, f"expected {_PAIRS[last.text]} for the {last.text} of {_position(query, last.start)}"
            else:
                opened.pop()
                selecting.pop()
    if opened:
        yield opened[-1].start, f"{opened[-1].text} is not closed: expected {_PAIRS[opened[-1].text]} before the end"


def _missing_objects(query: str) -> Iterator[tuple[int, str]]:
    """Triples with two terms: `?s ?p }`. A stretch with keywords, operators or brackets is left alone."""
    terms, wanted, plain = 0, 3, False
    last = Token("", "", 0)
    for token in tokens(query):
        if token.text in {"{", "}", ".", ";"}:
            if plain and 0 < terms < wanted:
                missing = "a predicate and an object" if wanted - terms == 2 else "an object"
                yield token.start, f"expected {missing} before {token.text}"
            elif plain and terms > wanted:
                yield last.start, f"expected . or ; before {last.text}"
            # The braces of VALUES hold terms, not triples.
            plain = token.text != "{" or terms >= 0
            terms, wanted = 0, 2 if token.text == ";" else 3
        elif token.kind in {"iri", "name", "variable", "string", "number", "node"} or token.text == "a":
            terms += 1
            last = token if terms == wanted + 1 else last
        elif token.kind == "word" and token.text.upper() == "VALUES":
            terms = -1000
            plain = False
        elif token.kind != "language":
            plain = False


def _position(query: str, start: int) -> str:
    line = query.count("\n", 0, start) + 1
    return f"line {line}, column {start - query.rfind(chr(10), 0, start)}"


def _found(query: str, line: int, column: int) -> str:
    lines = query.split("\n")
    rest = lines[line - 1][column - 1 :].split() if line <= len(lines) else []
    return (
        f", found {rest[0][:40]}" if rest else ", found the end of the line" if line < len(lines) else ", found the end"
    )
