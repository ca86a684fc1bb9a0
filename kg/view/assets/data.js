// Reads the page's data: rows that point at each other by number become objects that do.

function read(id) {
  const element = document.getElementById(id);
  const value = JSON.parse(element.textContent);
  element.remove();
  return value;
}

/** Everything that is known, indexed. See docs/view.md for the rows. */
export function load() {
  const raw = read("kg-data");
  const drawn = read("kg-network");
  const store = {
    version: 0, // grows with each part that a server adds
    meta: raw.meta,
    start: raw.start,
    classes: raw.classes.map((row, i) => ({ ...row, i, count: 0 })),
    groups: raw.groups,
    relations: raw.relations.map((row, i) => ({ ...row, i, count: 0 })),
    indicators: raw.indicators,
    units: raw.units,
    statuses: raw.statuses,
    documents: raw.documents.map(([digest, name, title, date], i) => ({
      i,
      digest,
      name,
      title: title || name,
      date,
      count: 0,
    })),
    quotes: raw.quotes.map(([document, start, end, text]) => ({ document, start, end, text })),
    options: read("kg-options"),
  };
  store.entities = raw.entities.map((row, i) => makeEntity(store, row, drawn.nodes[i], i));
  store.links = drawn.edges.map((edge, i) => ({ i, a: edge.from, b: edge.to, edge, facts: [] }));
  store.observations = raw.observations.map(makeObservation);
  store.facts = raw.facts.map((row, i) => makeFact(store, row, i));
  addBackground(store, raw);
  index(store);
  return store;
}

/** An entity of its row, `node` as vis-network draws it, with no facts yet. */
export function makeEntity(store, row, node, i) {
  return {
    i,
    key: row.k,
    name: row.n,
    classes: row.c,
    cls: store.classes[row.c[0]],
    aliases: (row.a ?? []).map(([name, reason, pinyin]) => ({ name, reason, pinyin })),
    pinyin: row.p,
    code: row.g ?? "",
    documents: row.d ?? [],
    place: row.xy ?? null,
    x: node.x,
    y: node.y,
    size: node.size,
    node,
    background: !row.d?.length,
    facts: [],
    observations: [],
    parent: -1,
    children: [],
    degree: 0,
  };
}

/** A fact of its row; its quotes must be in the store. */
export function makeFact(store, [s, p, o, confidence, status, time, quotes, id, attributes], i) {
  return {
    ...{ i, s, p, o, confidence, status, time, quotes, id, attributes: attributes ?? {}, background: false },
    documents: [...new Set(quotes.map((quote) => store.quotes[quote].document))],
  };
}

/** An observation of its row. */
export function makeObservation(
  [about, indicator, value, unit, of, time, qualifier, status, quote, confidence, id],
  i,
) {
  return { i, about, indicator, value, unit, of, time, qualifier, status, quote, confidence, id };
}

/** The divisions above others are facts of the atlas: without evidence, drawn only on demand. */
function addBackground(store, raw) {
  for (const [low, high] of raw.parents) addParent(store, raw.parent, low, high);
}

/** One division above another; `term` names the relation where it is the first. */
export function addParent(store, term, low, high) {
  let relation = store.relations.find((row) => row.background);
  if (!relation) {
    relation = { ...term, i: store.relations.length, count: 0, symmetric: false, background: true };
    store.relations.push(relation);
  }
  const fact = { i: store.facts.length, s: low, p: relation.i, o: high, confidence: 1, status: "", time: "" };
  store.facts.push({ ...fact, quotes: [], documents: [], attributes: {}, background: true });
  store.entities[low].parent = high;
  store.entities[high].children.push(low);
}

function index(store) {
  store.byKey = new Map(store.entities.map((entity) => [entity.key, entity]));
  store.byFact = new Map();
  store.pairs = new Map(store.links.map((link) => [pair(link.a, link.b), link]));
  for (const fact of store.facts) indexFact(store, fact);
  for (const seen of store.observations) store.entities[seen.about].observations.push(seen.i);
  for (const entity of store.entities) countClass(store, entity);
}

/** Tells the ends, link, relation and documents of a fact about it. */
export function indexFact(store, fact) {
  store.byFact.set(factKey(store, fact), fact);
  store.entities[fact.s].facts.push(fact.i);
  if (fact.o !== fact.s) store.entities[fact.o].facts.push(fact.i);
  fact.link = store.pairs.get(pair(fact.s, fact.o)) ?? null;
  fact.link?.facts.push(fact.i);
  store.relations[fact.p].count += 1;
  if (fact.background) return;
  store.entities[fact.s].degree += 1;
  if (fact.o !== fact.s) store.entities[fact.o].degree += 1;
  for (const document of fact.documents) if (document >= 0) store.documents[document].count += 1;
}

/** Counts an entity for the legend. */
export function countClass(store, entity) {
  if (!entity.background) for (const cls of entity.classes.slice(0, 1)) store.classes[cls].count += 1;
}

/** One name for two numbers in either order. */
export function pair(a, b) {
  return a < b ? `${a}/${b}` : `${b}/${a}`;
}

/** What names a fact in a link to this page: its ends and its relation. */
export function factKey(store, fact) {
  return [store.entities[fact.s].key, store.relations[fact.p].id, store.entities[fact.o].key].join("~");
}

/** The entity at the other end of a fact. */
export function other(fact, entity) {
  return fact.s === entity ? fact.o : fact.s;
}
