// What is to be drawn over vis-network's picture, in screen coordinates: the canvas and the saved SVG both draw it.

import { shown } from "./dom.js";
import { makeTaken, placeLabels } from "./labels.js";
import { selection } from "./actions.js";
import { other } from "./data.js";
import { label, relationLabel } from "./words.js";

const LONGEST = { all: 16, focus: 24, path: 24 };

/** The entities and links that the selection lights up, or null where nothing is selected in this view. */
function lit(app, view) {
  const { store, state } = app;
  const chosen = selection(store, state.now.sel);
  const entities = new Set();
  const links = new Set();
  const add = (fact) => {
    if (!view.factIn[fact.i]) return;
    entities.add(fact.s).add(fact.o);
    if (fact.link) links.add(fact.link.i);
  };
  if (!chosen) return null;
  if (chosen.kind === "entity") {
    // the focus stands in the middle of its own picture: that needs no veil over the rest
    if (!view.inView[chosen.entity] || (view.mode === "focus" && state.now.focus === store.entities[chosen.entity].key))
      return null;
    entities.add(chosen.entity);
    for (const number of store.entities[chosen.entity].facts) add(store.facts[number]);
  } else if (chosen.kind === "fact") add(store.facts[chosen.fact]);
  else if (chosen.kind === "pair") {
    for (const number of store.entities[chosen.a].facts) {
      if (other(store.facts[number], chosen.a) === chosen.b) add(store.facts[number]);
    }
  } else {
    for (const number of view.facts)
      if (store.facts[number].documents.includes(chosen.document)) add(store.facts[number]);
    for (const entity of view.entities)
      if (store.entities[entity].documents.includes(chosen.document)) entities.add(entity);
  }
  if (!entities.size) return null;
  return { entities, links, centre: chosen.kind === "entity" ? chosen.entity : -1, many: chosen.kind === "document" };
}

/** Which ways the visible facts of a link go: { to, from } for arrowheads at b and at a. */
export function directions(store, view, link) {
  const way = { to: false, from: false };
  for (const number of link.facts) {
    const fact = store.facts[number];
    if (!view.factIn[number] || store.relations[fact.p].symmetric) continue;
    if (fact.s === link.a) way.to = true;
    else way.from = true;
  }
  return way;
}

/** The relations of a link's visible facts, in words, as seen along the drawing. */
export function linkWords(store, view, link) {
  const names = link.facts
    .filter((number) => view.factIn[number])
    .map((number) => label(store.relations[store.facts[number].p]));
  return [...new Set(names)].join("·");
}

/**
 * Everything to draw over the base picture. `frame` is [width, height]; `spot(i)` gives { x, y, r } on the screen;
 * `measure(text, bold)` the width of a text at 12 px. `hovered` is an entity, or -1.
 */
export function compose(app, view, frame, spot, measure, hovered) {
  const { store, state } = app;
  const light = lit(app, view);
  const local = view.mode !== "all";
  const spots = [];
  const chosen = light ?? { entities: new Set(), links: new Set(), centre: -1, many: false };
  const longest = LONGEST[view.mode];
  const consider = (i) => {
    const { x, y, r } = spot(i);
    if (x < -60 || y < -30 || x > frame[0] + 60 || y > frame[1] + 30) return;
    const entity = store.entities[i];
    const must = i === chosen.centre || i === hovered || (chosen.entities.has(i) && chosen.entities.size <= 2);
    const big = must || r >= 13;
    const text = shown(entity.name, must ? 40 : longest);
    spots.push({ id: i, x, y, r, text, big, must, width: measure(text, big), height: big ? 17 : 15 });
  };
  if (hovered >= 0 && view.inView[hovered]) consider(hovered);
  if (chosen.centre >= 0) consider(chosen.centre);
  const rest = (i) => i !== hovered && i !== chosen.centre && view.inView[i];
  if (light) for (const i of app.order) if (rest(i) && light.entities.has(i)) consider(i);
  if (!light) for (const i of app.order) if (rest(i)) consider(i);
  const taken = makeTaken();
  const most = Math.max(20, Math.round((frame[0] * frame[1]) / (local || light ? 3500 : 7000)));
  const names = placeLabels(spots, frame, most, taken);
  const wanted = light && !light.many ? [...light.links] : local && view.links.length <= 40 ? view.links : [];
  const relations = [];
  for (const i of wanted.length <= 80 ? wanted : []) {
    const link = store.links[i];
    const [a, b] = [spot(link.a), spot(link.b)];
    const text = linkWords(store, view, link);
    const [w, h] = [measure(text, false) / 2, 7];
    for (const share of chosen.centre === link.b ? [0.42, 0.3, 0.55] : [0.58, 0.7, 0.45]) {
      const [x, y] = [a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share];
      const box = [x - w - 1, y - h, x + w + 1, y + h];
      if (Math.hypot(b.x - a.x, b.y - a.y) < a.r + b.r + 2 * h + 10 || taken.hits(box, -1)) continue;
      taken.add(box, `link ${i}`);
      relations.push({ text, x, y, link: i });
      break;
    }
  }
  const pins = Object.keys(state.now.pin)
    .map((key) => store.byKey.get(key)?.i)
    .filter((i) => i !== undefined && view.inView[i]);
  return { light, names, relations, pins };
}

/** The two ends of a link on the screen, shortened to the rims of its nodes. */
export function rim(a, b) {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const [dx, dy] = [(b.x - a.x) / length, (b.y - a.y) / length];
  return { x1: a.x + dx * a.r, y1: a.y + dy * a.r, x2: b.x - dx * (b.r + 1), y2: b.y - dy * (b.r + 1), dx, dy, length };
}

/** What one line of a fact says, for labels and screen readers. */
export function factWords(store, fact) {
  return `${shown(store.entities[fact.s].name, 40)} ${relationLabel(store.relations[fact.p])} ${shown(store.entities[fact.o].name, 40)}`;
}
