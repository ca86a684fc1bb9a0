"""Every format holds the same graph, read by parsers that others wrote; hostile text stays text in each."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import networkx
import pytest
import rdflib
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, Store, parse
from rdflib.compare import isomorphic

from kg.errors import OutputError, UsageError
from kg.export import FORMATS, pieces, write
from kg.export.network import to_networkx
from kg.export.rdf import to_rdflib
from kg.export.spreadsheet import harmless
from kg.graph.assemble import assemble
from kg.graph.blocks import n_quads, n_triples
from kg.graph.store import in_memory
from kg.model import Alias
from kg.vocabulary import PREFIXES
from tests.graph.samples import BUILDS, FIRM, KNOWLEDGE, PROJECT

HOSTILE = (
    "=cmd|' /C calc'!A1 <b>&amp;\"'\\ \x01\x02\x0b\x1b[31m\x7f\x85\r\n\t\u202e\u2028\ufeff\uffff 😀 𠮷𡈽 "
    "\U0001f3f4\U000e0067\U000e007f %41 {x} ]]> -->"
)
RDF_FORMATS = {
    "ttl": (RdfFormat.TURTLE, "turtle"),
    "nt": (RdfFormat.N_TRIPLES, "nt"),
    "nq": (RdfFormat.N_QUADS, "nquads"),
    "trig": (RdfFormat.TRIG, "trig"),
    "jsonld": (RdfFormat.JSON_LD, "json-ld"),
    "rdfxml": (RdfFormat.RDF_XML, "xml"),
}


@pytest.fixture(scope="module")
def store() -> Store:
    return in_memory(assemble(KNOWLEDGE))


@pytest.fixture(scope="module")
def hostile() -> Store:
    """The sample with one entity whose every text is hostile."""
    [firm] = [entity for entity in KNOWLEDGE.entities if entity.key == FIRM]
    other = replace(firm, name=HOSTILE, aliases=(Alias("+" + HOSTILE, HOSTILE),))
    entities = tuple(other if entity is firm else entity for entity in KNOWLEDGE.entities)
    facts = tuple(
        replace(fact, evidence=(replace(BUILDS, quote=HOSTILE),), rule=HOSTILE, attributes=(("post", HOSTILE),))
        if fact.subject == FIRM and fact.object == PROJECT
        else fact
        for fact in KNOWLEDGE.facts
        if fact.evidence != (BUILDS,)
    )
    sources = tuple(replace(source, title=HOSTILE, name=f"{HOSTILE}.txt") for source in KNOWLEDGE.sources)
    return in_memory(assemble(replace(KNOWLEDGE, sources=sources, entities=entities, facts=facts, observations=())))


def exported(store: Store, form: str, *, infer: bool = False) -> bytes:
    return b"".join(pieces(store, form, infer=infer))


@pytest.mark.parametrize("form", RDF_FORMATS)
def test_oxigraph_reads_every_rdf_format_as_the_same_graph(store: Store, form: str) -> None:
    expected = n_quads if form in {"nq", "trig"} else n_triples
    lines = "".join(expected(assemble(KNOWLEDGE).blocks()))
    assert canonical(exported(store, form), RDF_FORMATS[form][0]) == canonical(lines.encode(), RdfFormat.N_QUADS)


def canonical(data: bytes, form: RdfFormat) -> str:
    dataset = Dataset(parse(data, format=form))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(f"{quad} .\n" for quad in dataset))


@pytest.mark.parametrize("form", ["ttl", "nt", "jsonld", "rdfxml"])
def test_rdflib_reads_every_rdf_format_as_the_same_graph(store: Store, form: str) -> None:
    graph = rdflib.Graph().parse(data=exported(store, form), format=RDF_FORMATS[form][1])
    assert isomorphic(graph, to_rdflib(assemble(KNOWLEDGE)))


@pytest.mark.parametrize("form", ["nq", "trig"])
def test_rdflib_reads_the_named_graphs(store: Store, form: str) -> None:
    dataset = rdflib.Dataset()
    dataset.parse(data=exported(store, form).decode(), format=RDF_FORMATS[form][1])
    lines = list(n_quads(assemble(KNOWLEDGE).blocks()))
    assert len(list(dataset.quads())) == len(lines)
    graphs = {str(graph.identifier) for graph in dataset.graphs()} - {"urn:x-rdflib:default"}
    assert graphs == {line.rsplit(" ", 2)[1][1:-1] for line in lines}


@pytest.mark.parametrize("form", ["ttl", "nt", "jsonld"])
@pytest.mark.parametrize("reader", ["oxigraph", "rdflib"])
def test_hostile_text_survives_to_the_letter(hostile: Store, form: str, reader: str) -> None:
    data = exported(hostile, form)
    if reader == "oxigraph":
        words = {
            str(quad.object.value) for quad in parse(data, format=RDF_FORMATS[form][0]) if hasattr(quad.object, "value")
        }
    else:
        words = {str(word) for word in rdflib.Graph().parse(data=data, format=RDF_FORMATS[form][1]).objects()}
    assert {HOSTILE, "+" + HOSTILE, f"{HOSTILE}.txt"} <= words


def test_hostile_text_is_legal_xml(hostile: Store) -> None:
    legal = HOSTILE.translate({0x01: "␁", 0x02: "␂", 0x0B: "␋", 0x1B: "␛", 0xFFFF: "\ufffd"})
    graph = rdflib.Graph().parse(data=exported(hostile, "rdfxml"), format="xml")
    assert legal in {str(word) for word in graph.objects()}
    names = {word.text for word in ET.fromstring(exported(hostile, "graphml")).iter() if word.text}
    assert legal.replace("\r\n", "\n") in {name.replace("\r\n", "\n") for name in names}


def test_hostile_text_is_no_formula_and_one_cell(hostile: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(exported(hostile, "csv").decode("utf-8-sig"), newline="")))
    assert len(rows) == sum(len(fact.evidence) for fact in KNOWLEDGE.facts if fact.evidence != (BUILDS,)) - 1
    cells = {cell for row in rows for cell in row.values()}
    assert any(cell.startswith("'=cmd") for cell in cells)
    assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r")]
    assert not [cell for cell in cells if set(cell) & set(map(chr, [*range(9), 11, 12, *range(14, 32)]))]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "＝1", " =1", "\t=1", "\r=1", "\ufeff=1", "\n=1"])
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "甲区", "1-2", "a=b", "“=1”"])
def test_other_text_is_left_alone(text: str) -> None:
    assert harmless(text) == text


def test_csv_has_a_row_for_each_sentence(store: Store) -> None:
    data = exported(store, "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) == sum(len(fact.evidence) for fact in KNOWLEDGE.facts)
    [first, second] = [row for row in rows if (row["subject_key"], row["relation"]) == (FIRM, "builds")]
    assert (first["subject"], first["object"], first["status"], first["confidence"]) == (
        "青禾精密",
        "青禾研发基地",
        "Underway",
        "0.97",
    )
    assert {first["document"], second["document"]} == {"甲.txt", "乙.txt"}
    assert "青禾精密的研发基地\n已开工。" in {first["quote"], second["quote"]}


def test_networkx_has_entities_and_facts() -> None:
    graph = to_networkx(KNOWLEDGE)
    assert len(graph) == len(KNOWLEDGE.entities) + len(KNOWLEDGE.background)
    assert graph.number_of_edges() == len(KNOWLEDGE.facts)
    edge = graph.edges[FIRM, PROJECT, "builds"]
    assert (edge["label"], edge["status"], len(edge["evidence"])) == ("建设", "Underway", 2)
    assert graph.nodes["CN-500112"]["parent"] == "CN-500000"
    assert graph.nodes["CN-500112"]["longitude"] == 106.63


def test_graphml_is_read_back(store: Store) -> None:
    graph = networkx.read_graphml(io.BytesIO(exported(store, "graphml")), force_multigraph=True)
    assert graph.nodes[FIRM]["name"] == "青禾精密"
    assert graph.nodes[FIRM]["aliases"] == "青禾; 青禾公司"
    edges = {(subject, object_): said for subject, object_, said in graph.edges(data=True)}
    assert edges[FIRM, PROJECT]["relation"] == "builds"
    assert edges[FIRM, PROJECT]["confidence"] == 0.97
    assert "渝北区".encode() in exported(store, "graphml")


@pytest.mark.parametrize("form", [form for form, each in FORMATS.items() if each.infers])
def test_what_is_entailed_is_added_on_request(store: Store, form: str) -> None:
    ask = (
        "ASK { ?city skos:prefLabel '泸州市'@zh ; a kg:Place ; kg:cooperatesWith/skos:prefLabel '渝北区'@zh ."
        " ?firm skosxl:altLabel/skosxl:literalForm '青禾'@zh }"
    )
    for infer in (False, True):
        found = Store()
        found.extend(parse(exported(store, form, infer=infer), format=RDF_FORMATS[form][0]))
        assert bool(found.query(ask, prefixes=dict(PREFIXES), use_default_graph_as_union=True)) is infer


def test_formats_that_hold_facts_only_say_so(store: Store) -> None:
    with pytest.raises(UsageError, match="with --infer choose one of ttl, nt"):
        pieces(store, "csv", infer=True)


def test_an_unknown_format_is_refused_before_anything_is_written(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="xlsx is no export format; choose one of ttl, nt, nq"):
        write(store, "xlsx", tmp_path / "graph.xlsx")
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_told(store: Store, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="could not be written"):
        write(store, "nt", tmp_path / "missing" / "graph.nt")


def test_json_ld_is_plain_json_with_short_names(store: Store) -> None:
    document = json.loads(exported(store, "jsonld"))
    [firm] = [node for node in document["@graph"] if node["@id"] == f"ent:{FIRM}" and "@type" in node]
    assert firm["@type"] == "kg:Enterprise"
    assert firm["skos:prefLabel"] == {"@language": "zh", "@value": "青禾精密"}


def test_the_bytes_do_not_depend_on_the_hash_seed() -> None:
    program = (
        "import hashlib; from kg.export import FORMATS, pieces; from kg.graph.store import in_memory;"
        "from kg.graph.assemble import assemble; from tests.graph.samples import KNOWLEDGE;"
        "store = in_memory(assemble(KNOWLEDGE));"
        "files = [b''.join(pieces(store, form, infer=FORMATS[form].infers)) for form in FORMATS];"
        "print(*[hashlib.sha256(file).hexdigest() for file in files])"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in "123"
    }
    assert len(printed) == 1
