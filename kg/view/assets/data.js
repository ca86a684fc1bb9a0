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
  store.entities = raw.entities.map((row, i) => ({
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
    x: drawn.nodes[i].x,
    y: drawn.nodes[i].y,
    size: drawn.nodes[i].size,
    node: drawn.nodes[i],
    background: !row.d?.length,
    facts: [],
    observations: [],
    parent: -1,
    children: [],
    degree: 0,
  }));
  store.links = drawn.edges.map((edge, i) => ({ i, a: edge.from, b: edge.to, edge, facts: [] }));
  store.observations = raw.observations.map(
    ([about, indicator, value, unit, of, time, qualifier, status, quote, confidence, id], i) => ({
      ...{ i, about, indicator, value, unit, of, time, qualifier, status, quote, confidence, id },
    }),
  );
  store.facts = raw.facts.map(([s, p, o, confidence, status, time, quotes, id, attributes], i) => ({
    ...{ i, s, p, o, confidence, status, time, quotes, id, attributes: attributes ?? {}, background: false },
    documents: [...new Set(quotes.map((quote) => store.quotes[quote].document))],
  }));
  addBackground(store, raw);
  index(store);
  return store;
}

/** The divisions above others are facts of the atlas: without evidence, drawn only on demand. */
function addBackground(store, raw) {
  if (!raw.parents.length) return;
  const relation = { ...raw.parent, i: store.relations.length, count: 0, symmetric: false, background: true };
  store.relations.push(relation);
  for (const [low, high] of raw.parents) {
    const fact = { i: store.facts.length, s: low, p: relation.i, o: high, confidence: 1, status: "", time: "" };
    store.facts.push({ ...fact, quotes: [], documents: [], attributes: {}, background: true });
    store.entities[low].parent = high;
    store.entities[high].children.push(low);
  }
}

function index(store) {
  store.byKey = new Map(store.entities.map((entity) => [entity.key, entity]));
  store.byFact = new Map();
  const pairs = new Map(store.links.map((link) => [pair(link.a, link.b), link]));
  for (const fact of store.facts) {
    store.byFact.set(factKey(store, fact), fact);
    store.entities[fact.s].facts.push(fact.i);
    if (fact.o !== fact.s) store.entities[fact.o].facts.push(fact.i);
    fact.link = pairs.get(pair(fact.s, fact.o)) ?? null;
    fact.link?.facts.push(fact.i);
    store.relations[fact.p].count += 1;
    if (fact.background) continue;
    store.entities[fact.s].degree += 1;
    if (fact.o !== fact.s) store.entities[fact.o].degree += 1;
    for (const document of fact.documents) if (document >= 0) store.documents[document].count += 1;
  }
  for (const seen of store.observations) store.entities[seen.about].observations.push(seen.i);
  for (const entity of store.entities)
    if (!entity.background) for (const cls of entity.classes.slice(0, 1)) store.classes[cls].count += 1;
  store.pairs = pairs;
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
