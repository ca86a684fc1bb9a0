"""Knowledge in, CSV for a spreadsheet out: a row for each sentence that a fact rests on.

Spreadsheets run a cell that begins with `=`, `+`, `-` or `@` as a formula. The names and sentences come from documents
that nobody vetted, so such a cell gets an apostrophe in front, which a spreadsheet shows as text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import chain

from kg.graph.assemble import merged
from kg.graph.terms import fact as fact_iri
from kg.model import Knowledge
from kg.ontology import Ontology

COLUMNS = (
    *("subject", "subject_class", "relation", "relation_zh", "object", "object_class"),
    *("status", "time", "confidence", "rule", "attributes"),
    *("document", "title", "date", "start", "end", "quote", "subject_key", "object_key", "fact"),
)
_FORMULA = re.compile(r"[\s\u200b\ufeff]*[=+\-@＝＋－＠\t\r]")
"""What Excel, LibreOffice and Google Sheets take for the start of a formula, after space and in full width too."""
_CONTROLS = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n\r"}


def rows(knowledge: Knowledge) -> Iterator[str]:
    """Lines of the file, with a byte order mark: without it Excel takes UTF-8 for the system's own encoding."""
    ontology = Ontology.load()
    entities = {one.key: one for one in chain(knowledge.background, knowledge.entities)}
    sources = {source.digest: source for source in knowledge.sources}
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    buffer.write("\ufeff")
    writer.writerow(COLUMNS)
    for fact in merged(knowledge.facts):
        subject, object_ = entities[fact.subject], entities[fact.object]
        for evidence in fact.evidence:
            source = sources[evidence.document]
            writer.writerow(
                (
                    *(harmless(subject.name), subject.classes[0], fact.predicate, ontology.label(fact.predicate)),
                    *(harmless(object_.name), object_.classes[0], fact.status or "", harmless(fact.time or "")),
                    *(fact.confidence, harmless(fact.rule)),
                    harmless("; ".join(f"{name}={value}" for name, value in fact.attributes)),
                    *(harmless(source.name), harmless(source.title), harmless(source.date or "")),
                    *(evidence.start, evidence.end, harmless(evidence.quote), harmless(fact.subject)),
                    *(harmless(fact.object), fact_iri(fact.subject, fact.predicate, fact.object)[1:-1]),
                )
            )
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def harmless(text: str) -> str:
    """`text` as a cell that no spreadsheet runs; control characters become their pictures.

    >>> harmless('=HYPERLINK("http://x")'), harmless("甲区")
    ('\\'=HYPERLINK("http://x")', '甲区')
    """
    text = text.translate(_CONTROLS)
    return f"'{text}" if _FORMULA.match(text) else text
