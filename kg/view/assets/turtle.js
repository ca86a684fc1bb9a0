// Entities, facts and observations out as Turtle, in the shape of graph.ttl and evidence.ttl (docs/rdf.md).

import { wellFormed } from "./dom.js";

const BASE = "https://w3id.org/regional-kg/";
const PREFIXES = {
  kg: `${BASE}ontology#`,
  dcterms: "http://purl.org/dc/terms/",
  oa: "http://www.w3.org/ns/oa#",
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  skos: "http://www.w3.org/2004/02/skos/core#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
};

const SAFE = /[A-Za-z0-9_.~\u00a0-\ud7ff\uf900-\ufdcf\u{10000}-\u{1fffd}\u{20000}-\u{3fffd}-]/u;

function iri(kind, local) {
  const name = [...local].map((character) => (SAFE.test(character) ? character : percent(character))).join("");
  return `<${BASE}${kind}/${name}>`;
}

function percent(character) {
  return [...new TextEncoder().encode(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`)
    .join("");
}

const ESCAPED = /["\\\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu;
const SHORT = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** A Turtle string; of half a surrogate pair, see wellFormed. */
export function literal(text, language = "") {
  const safe = wellFormed(text).replace(
    ESCAPED,
    (one) => SHORT[one] ?? `\\u${one.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
  );
  return `"${safe}"${language && `@${language}`}`;
}

function decimal(value) {
  const digits = Number.isInteger(value) ? BigInt(value).toString() : String(value);
  if (digits.includes("e")) return `"${value.toFixed(20).replace(/0+$/, "")}"^^xsd:decimal`;
  return digits.includes(".") ? digits : `${digits}.0`;
}

/** The document; `chosen` is { entities, facts, observations }, each a list of numbers. */
export function turtle(store, chosen) {
  const { entities, facts, observations, documents, quotes, relations } = store;
  const document = (i) => iri("document", documents[i].digest.slice(0, 16));
  const proof = (i) => `${document(quotes[i].document).slice(0, -1)}#char=${quotes[i].start},${quotes[i].end}>`;
  const entity = (i) => iri("entity", entities[i].key);
  const blocks = Object.entries(PREFIXES).map(([name, space]) => `@prefix ${name}: <${space}> .`);
  blocks.push("");
  const say = (subject, rows) =>
    blocks.push(`${subject}\n${rows.map(([predicate, object]) => `    ${predicate} ${object}`).join(" ;\n")} .\n`);

  const known = new Set(chosen.entities);
  for (const i of chosen.facts) known.add(facts[i].s).add(facts[i].o);
  for (const i of chosen.observations) known.add(observations[i].about);
  const outgoing = new Map();
  for (const i of chosen.facts) {
    const fact = facts[i];
    if (!outgoing.has(fact.s)) outgoing.set(fact.s, []);
    outgoing.get(fact.s).push([`kg:${relations[fact.p].id}`, entity(fact.o)]);
  }
  const cited = new Set();
  for (const i of [...known].sort((a, b) => a - b)) {
    const one = entities[i];
    const rows = one.classes.map((cls) => ["a", `kg:${store.classes[cls].id}`]);
    rows.push(["skos:prefLabel", literal(one.name, "zh")]);
    for (const alias of one.aliases)
      if (alias.name !== one.name) rows.push(["skos:altLabel", literal(alias.name, "zh")]);
    for (const source of one.documents) rows.push(["kg:mentionedIn", document(source)]);
    say(entity(i), [...rows, ...(outgoing.get(i) ?? [])]);
  }
  const told = (row) => [
    ...(row.status ? [["kg:status", `kg:${row.status}`]] : []),
    ...(row.time ? [["kg:time", literal(row.time)]] : []),
  ];
  for (const i of chosen.facts) {
    const fact = facts[i];
    if (fact.background) continue;
    for (const quote of fact.quotes) cited.add(quote);
    say(iri("fact", fact.id), [
      ["a", "rdf:Statement , kg:Fact"],
      ["rdf:subject", entity(fact.s)],
      ["rdf:predicate", `kg:${relations[fact.p].id}`],
      ["rdf:object", entity(fact.o)],
      ["kg:confidence", decimal(fact.confidence)],
      ...told(fact),
      ...fact.quotes.map((quote) => ["kg:evidence", proof(quote)]),
    ]);
  }
  for (const i of chosen.observations) {
    const seen = observations[i];
    cited.add(seen.quote);
    say(iri("observation", seen.id), [
      ["a", "kg:Observation"],
      ["kg:about", entity(seen.about)],
      ["kg:indicator", `kg:${store.indicators[seen.indicator].id}`],
      ["kg:value", decimal(seen.value)],
      ["kg:unit", `kg:${store.units[seen.unit].id}`],
      ...told(seen),
      ["kg:confidence", decimal(seen.confidence)],
      ["kg:evidence", proof(seen.quote)],
    ]);
  }
  const sources = new Set();
  for (const i of [...cited].sort((a, b) => a - b)) {
    const quote = quotes[i];
    if (quote.document < 0) continue;
    sources.add(quote.document);
    say(proof(i), [
      ["a", "oa:SpecificResource"],
      ["oa:hasSource", document(quote.document)],
      ["oa:hasSelector", `[ a oa:TextQuoteSelector ; oa:exact ${literal(quote.text)} ]`],
      ["oa:hasSelector", `[ a oa:TextPositionSelector ; oa:start ${quote.start} ; oa:end ${quote.end} ]`],
    ]);
  }
  for (const i of [...known]) for (const source of entities[i].documents) sources.add(source);
  for (const i of [...sources].sort((a, b) => a - b)) {
    say(document(i), [
      ["a", "kg:Document"],
      ["dcterms:title", literal(documents[i].title, "zh")],
      ["dcterms:identifier", literal(documents[i].name)],
    ]);
  }
  return blocks.join("\n");
}
