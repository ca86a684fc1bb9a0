// State in, what of the graph is visible out: which facts pass the filters, which entities stand, how far they reach.

import { other } from "./data.js";
import { shortestPaths } from "./paths.js";

const ON = ["classesOff", "relationsOff", "documentsOff", "statusesOff", "conf", "from", "to", "undated", "atlas"];
const REACH = [...ON, "hide", "focus", "depth", "open", "shut", "pathFrom", "pathTo", "alone"];

/** Years that an EDTF time covers, [first, last]; null for none. `2021-01/2021-06` and open ends are understood. */
export function years(time) {
  if (!time) return null;
  const found = time.split("/").map((end) => Number(/^\s*(\d{4})/.exec(end)?.[1]));
  const known = found.filter(Number.isFinite);
  return known.length ? [known[0], known[known.length - 1]] : null;
}

/** Whether a time passes the filter of the state. */
function timeFits(state, time) {
  if (!state.from && !state.to) return true;
  const span = years(time);
  if (!span) return state.undated;
  return (!state.from || span[1] >= state.from) && (!state.to || span[0] <= state.to);
}

/** Makes the function that computes what is visible; it remembers its last answers. */
export function makeVisible(store) {
  let passed = null;
  let reached = null;
  return (state) => {
    const { version } = store;
    if (!passed || passed.version !== version || ON.some((name) => passed.state[name] !== state[name]))
      passed = { state, version, ...filter(store, state) };
    if (!reached || reached.passed !== passed || REACH.some((name) => reached.state[name] !== state[name])) {
      reached = { state, passed, ...reach(store, state, passed) };
    }
    return reached;
  };
}

/** Facts, observations and classes that the filters leave. */
function filter(store, state) {
  const offClasses = new Set(state.classesOff);
  const offRelations = new Set(state.relationsOff);
  const offStatuses = new Set(state.statusesOff);
  const offDocuments = new Set(state.documentsOff);
  const documentOn = store.documents.map((row) => !offDocuments.has(row.digest.slice(0, 12)));
  const classOn = store.classes.map((row) => !offClasses.has(row.id));
  const relationOn = store.relations.map((row) => !offRelations.has(row.id) && (!row.background || state.atlas));
  const entityOn = store.entities.map(
    (entity) =>
      classOn[entity.cls.i] &&
      (entity.background
        ? state.atlas || entity.degree > 0
        : !offDocuments.size || entity.documents.some((document) => documentOn[document])),
  );
  const fits = (row) =>
    !offStatuses.has(row.status || "none") && row.confidence >= state.conf && timeFits(state, row.time);
  const said = store.facts.map((fact) => {
    if (!relationOn[fact.p]) return false;
    return (
      fact.background || (fits(fact) && (!offDocuments.size || fact.documents.some((document) => documentOn[document])))
    );
  });
  const factOn = store.facts.map((fact) => said[fact.i] && entityOn[fact.s] && entityOn[fact.o]);
  // who has a fact stays, even where the class at its other end is switched off
  const linked = new Uint8Array(store.entities.length);
  for (const fact of store.facts) if (said[fact.i] && fact.s !== fact.o) linked[fact.s] = linked[fact.o] = 1;
  const seenOn = store.observations.map(
    (seen) =>
      entityOn[seen.about] && fits(seen) && (!offDocuments.size || documentOn[store.quotes[seen.quote].document]),
  );
  return { entityOn, factOn, seenOn, linked };
}

function reach(store, state, { entityOn, factOn, seenOn, linked }) {
  const hidden = new Set(state.hide);
  const stands = entityOn.map((on, i) => on && !hidden.has(store.entities[i].key));
  const works = factOn.map((on, i) => on && stands[store.facts[i].s] && stands[store.facts[i].o]);
  const focus = store.byKey.get(state.focus);
  const from = store.byKey.get(state.pathFrom);
  const to = store.byKey.get(state.pathTo);
  const number = (keys) => keys.map((key) => store.byKey.get(key)?.i).filter((i) => i !== undefined);
  let distance = null;
  let mode = "all";
  let found = null;
  if (from && to) {
    mode = "path";
    found = shortestPaths(store, works, from.i, to.i);
    distance = found.distance;
  } else if (focus) {
    mode = "focus";
    distance = neighbourhood(store, works, focus.i, state.depth);
    for (const i of number(state.open)) grow(store, works, distance, i);
  }
  const degree = new Int32Array(store.entities.length);
  const folded = fold(store, works, number(state.shut), distance);
  const shown = [];
  const inView = new Uint8Array(store.entities.length);
  store.entities.forEach((entity, i) => {
    const within = distance ? distance.has(i) : stands[i] && (linked[i] || (state.alone && !entity.background));
    if (within && !folded.has(i)) {
      inView[i] = 1;
      shown.push(i);
    }
  });
  const links = [];
  const facts = [];
  const linkIn = new Uint8Array(store.links.length);
  for (const fact of store.facts) {
    if (!works[fact.i] || !inView[fact.s] || !inView[fact.o]) continue;
    if (found && fact.s !== fact.o && !found.links.has(fact.link?.i)) continue;
    facts.push(fact.i);
    if (fact.link && !linkIn[fact.link.i]) {
      linkIn[fact.link.i] = 1;
      links.push(fact.link.i);
      degree[fact.s] += 1;
      degree[fact.o] += 1;
    }
  }
  const factIn = new Uint8Array(store.facts.length);
  for (const i of facts) factIn[i] = 1;
  const observations = store.observations
    .filter((seen) => seenOn[seen.i] && stands[seen.about] && (mode === "all" || inView[seen.about]))
    .map((seen) => seen.i);
  return {
    mode,
    entities: shown,
    inView,
    facts,
    factIn,
    links,
    linkIn,
    degree,
    distance,
    observations,
    found,
    works,
    stands,
    folded,
  };
}

/** Steps from `start` to every entity within `depth` steps, as a map. */
function neighbourhood(store, works, start, depth) {
  const distance = new Map([[start, 0]]);
  let ring = [start];
  for (let step = 1; step <= depth; step += 1) {
    const next = [];
    for (const entity of ring) {
      for (const number of store.entities[entity].facts) {
        if (!works[number]) continue;
        const far = other(store.facts[number], entity);
        if (!distance.has(far)) {
          distance.set(far, step);
          next.push(far);
        }
      }
    }
    ring = next;
  }
  return distance;
}

function grow(store, works, distance, entity) {
  const step = distance.get(entity);
  if (step === undefined) return;
  for (const number of store.entities[entity].facts) {
    const far = other(store.facts[number], entity);
    if (works[number] && !distance.has(far)) distance.set(far, step + 1);
  }
}

/** Entities that hang on one of `shut` alone: they fold into it. */
function fold(store, works, shut, distance) {
  const folded = new Set();
  for (const entity of shut) {
    for (const number of store.entities[entity].facts) {
      const leaf = other(store.facts[number], entity);
      if (!works[number] || leaf === entity || shut.includes(leaf)) continue;
      const elsewhere = store.entities[leaf].facts.some((one) => {
        const far = other(store.facts[one], leaf);
        return works[one] && far !== entity && far !== leaf && (!distance || distance.has(far));
      });
      if (!elsewhere && (!distance || distance.get(leaf) !== 0)) folded.add(leaf);
    }
  }
  return folded;
}
