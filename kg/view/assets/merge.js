// Rows of a neighbourhood in, the store with what it did not have yet: new entities stand near those they belong to.

import { addParent, countClass, indexFact, makeEntity, makeFact, makeObservation, pair } from "./data.js";

const CELL = 64;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

/** Adds `raw` (the tables of the page's own data, with a `root`); gives the number of the root. */
export function merge(store, raw) {
  const numbers = (rows, name, all, make = (row, i) => ({ ...row, i, count: 0 })) =>
    rows.map((row) => {
      const known = all.findIndex((one) => one[name] === row[name]);
      return known >= 0 ? known : all.push(make(row, all.length)) - 1;
    });
  const classes = numbers(raw.classes, "id", store.classes);
  const relations = numbers(raw.relations, "id", store.relations);
  const indicators = numbers(raw.indicators, "id", store.indicators);
  const units = numbers(raw.units, "id", store.units);
  const sources = raw.documents.map(([digest, name, title, date]) => ({ digest, name, title: title || name, date }));
  const documents = numbers(sources, "digest", store.documents);
  const quotes = new Map();
  const quote = (i) => {
    if (!quotes.has(i)) {
      const [document, start, end, text] = raw.quotes[i];
      quotes.set(i, store.quotes.push({ document: documents[document] ?? -1, start, end, text }) - 1);
    }
    return quotes.get(i);
  };

  const fresh = raw.entities.map((row, i) => (store.byKey.has(row.k) ? -1 : i)).filter((i) => i >= 0);
  const places = settle(store, raw, fresh);
  const entities = raw.entities.map((row) => store.byKey.get(row.k)?.i ?? -1);
  for (const i of fresh) {
    const row = { ...raw.entities[i], c: raw.entities[i].c.map((cls) => classes[cls]) };
    if (row.d) row.d = row.d.map((document) => documents[document]);
    const { shape, colour } = store.classes[row.c[0]];
    const number = store.entities.length;
    const node = { id: number, shape, color: colour, ...places.get(i) };
    const entity = makeEntity(store, row, node, number);
    store.entities.push(entity);
    store.byKey.set(entity.key, entity);
    countClass(store, entity);
    entities[i] = number;
  }
  const link = (a, b) => {
    if (a === b || store.pairs.has(pair(a, b))) return;
    store.pairs.set(pair(a, b), { i: store.links.length, a, b, facts: [] });
    store.links.push(store.pairs.get(pair(a, b)));
  };
  const said = new Set(store.facts.map((fact) => fact.id));
  for (const [s, p, o, confidence, status, time, proofs, id, attributes] of raw.facts) {
    if (said.has(id)) continue;
    const row = [entities[s], relations[p], entities[o], confidence, status, time, proofs.map(quote), id, attributes];
    link(row[0], row[2]);
    store.facts.push(makeFact(store, row, store.facts.length));
    indexFact(store, store.facts.at(-1));
  }
  for (const [low, high] of raw.parents) {
    if (store.entities[entities[low]].parent >= 0) continue;
    link(entities[low], entities[high]);
    addParent(store, raw.parent, entities[low], entities[high]);
    indexFact(store, store.facts.at(-1));
  }
  const seen = new Set(store.observations.map((one) => one.id));
  for (const [about, indicator, value, unit, of, time, qualifier, status, proof, confidence, id] of raw.observations) {
    if (seen.has(id)) continue;
    const row = [entities[about], indicators[indicator], value, units[unit], of, time, qualifier, status, quote(proof)];
    const made = makeObservation([...row, confidence, id], store.observations.length);
    store.observations.push(made);
    store.entities[made.about].observations.push(made.i);
  }
  store.version += 1;
  return entities[raw.root];
}

/** { x, y, size } of the fresh rows: on a spiral around a neighbour that has a place, where nobody stands yet. */
function settle(store, raw, fresh) {
  const weight = raw.entities.map((row) => 0.1 * (row.d?.length ?? 0));
  const neighbours = raw.entities.map(() => []);
  for (const [s, , o] of [...raw.facts, ...raw.parents.map(([low, high]) => [low, 0, high])]) {
    neighbours[s].push(o);
    neighbours[o].push(s);
  }
  for (const [s, , o] of raw.facts) for (const end of [s, o]) weight[end] += 1;
  for (const [about] of raw.observations) weight[about] += 0.5;

  const cells = new Map();
  const cell = (x, y) => `${Math.floor(x / CELL)}/${Math.floor(y / CELL)}`;
  const stand = (spot) => {
    const name = cell(spot.x, spot.y);
    if (!cells.has(name)) cells.set(name, []);
    cells.get(name).push(spot);
  };
  const free = (x, y, size) => {
    for (const dx of [-CELL, 0, CELL])
      for (const dy of [-CELL, 0, CELL])
        for (const one of cells.get(cell(x + dx, y + dy)) ?? [])
          if (Math.hypot(one.x - x, one.y - y) < one.size + size + 5) return false;
    return true;
  };
  let [left, bottom] = [0, 0];
  for (const entity of store.entities) {
    stand(entity);
    [left, bottom] = [Math.min(left, entity.x), Math.max(bottom, entity.y)];
  }

  const spots = new Map();
  raw.entities.forEach((row, i) => store.byKey.has(row.k) && spots.set(i, store.byKey.get(row.k)));
  const put = (i, centre) => {
    const size = Math.round(10 * Math.min(28, 4.5 + 2.2 * Math.sqrt(weight[i]))) / 10; // as kg/view/network.py
    for (let step = 0; ; step += 1) {
      const far = centre.size + size + 14 + 9 * Math.sqrt(step);
      const x = Math.round(centre.x + far * Math.cos(step * GOLDEN));
      const y = Math.round(centre.y + far * Math.sin(step * GOLDEN));
      if (!free(x, y, size)) continue;
      spots.set(i, { x, y, size });
      stand(spots.get(i));
      return;
    }
  };
  const waiting = new Set(fresh);
  const outside = { x: left, y: bottom + 120, size: 0 };
  if (waiting.has(raw.root)) {
    put(raw.root, spots.get(neighbours[raw.root].find((one) => spots.has(one))) ?? outside);
    waiting.delete(raw.root);
  }
  for (let before = -1; waiting.size && before !== waiting.size;) {
    before = waiting.size;
    for (const i of waiting) {
      const beside = neighbours[i].includes(raw.root) ? raw.root : neighbours[i].find((one) => spots.has(one));
      if (beside === undefined) continue;
      put(i, spots.get(beside));
      waiting.delete(i);
    }
  }
  for (const i of waiting) put(i, outside);
  return spots;
}
