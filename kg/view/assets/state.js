// What the page shows at this moment: one plain object, kept in the URL's fragment, with a history to go back in.

import { wellFormed } from "./dom.js";

const LISTS = ["open", "shut", "hide", "classesOff", "relationsOff", "documentsOff", "statusesOff"];
const NUMBERS = ["depth", "conf", "from", "to"];
const WORDS = [
  "tab",
  "sel",
  "focus",
  "pathFrom",
  "pathTo",
  "lang",
  "theme",
  "view",
  "map",
  "sort",
  "query",
  "rows",
  "columns",
  "lanes",
];
const FLAGS = ["undated", "alone", "atlas"];
const CHOICES = {
  tab: ["graph", "map", "matrix", "time", "table"],
  lang: ["zh", "en"],
  theme: ["auto", "light", "dark"],
  lanes: ["relation", "class", "status"],
};
/** Fields that change without a step of history: looking around is not an action to undo. */
const PASSING = new Set(["view", "map", "lang", "theme", "sort", "query"]);

/** The state of a page that nobody has touched, before its own start options. */
const BLANK = {
  tab: "graph",
  sel: "", // e:KEY, f:S~P~O, l:KEY~KEY or d:DIGEST
  focus: "", // key of an entity
  depth: 1,
  open: [], // keys of entities whose neighbours are shown beside the focus
  shut: [], // keys of entities whose leaves are folded away
  hide: [],
  pin: {}, // key → [x, y]
  pathFrom: "",
  pathTo: "",
  classesOff: [],
  relationsOff: [],
  documentsOff: [],
  statusesOff: [],
  conf: 0,
  from: 0, // years; 0 is open
  to: 0,
  undated: true,
  alone: false, // entities without facts
  atlas: false, // background knowledge
  lang: "zh",
  theme: "auto",
  view: "", // x,y,zoom of the graph
  map: "", // longitude,latitude,zoom of the map
  sort: "",
  query: "", // words that filter the table
  rows: "District",
  columns: "City",
  lanes: "relation",
};

/** Opens the state: the page's options, overridden by the fragment of the address. */
export function openState(store) {
  const start = { ...BLANK, lang: store.start.lang, conf: store.start.conf };
  const offOf = (all, on) => (on ? all.filter((id) => !on.includes(id)) : []);
  if (store.start.focus !== undefined) {
    start.focus = store.entities[store.start.focus].key;
    start.depth = store.start.depth;
    start.sel = `e:${start.focus}`;
  }
  start.classesOff = offOf(
    store.classes.map((row) => row.id),
    store.start.classes,
  );
  start.relationsOff = offOf(
    store.relations.filter((row) => !row.background).map((row) => row.id),
    store.start.relations,
  );
  start.documentsOff = offOf(
    store.documents.map((row) => row.digest),
    store.start.documents,
  ).map((digest) => digest.slice(0, 12));

  let now = decode(location.hash, start);
  const listeners = [];
  let depth = history.state?.depth ?? 0;
  let furthest = depth;

  function tell(before) {
    for (const listener of listeners) listener(now, before);
  }

  addEventListener("popstate", (event) => {
    const before = now;
    depth = event.state?.depth ?? 0;
    furthest = Math.max(furthest, depth);
    now = decode(location.hash, start);
    tell(before);
  });
  try {
    history.replaceState({ depth }, "", location.hash || location.pathname + location.search);
  } catch {
    // a page inside a sandboxed frame has no history of its own; everything but the address works there
  }

  return {
    get now() {
      return now;
    },
    /** Calls `listener(state, before)` after every change. */
    listen(listener) {
      listeners.push(listener);
    },
    /** Changes some fields; a step that can be undone unless only the look changes. */
    change(patch) {
      const changed = Object.keys(patch).filter((name) => !same(patch[name], now[name]));
      if (!changed.length) return;
      const before = now;
      now = { ...now, ...patch };
      const quiet = changed.every((name) => PASSING.has(name));
      const address = encode(now, start) || "#";
      try {
        if (quiet) history.replaceState({ depth }, "", address);
        else {
          depth += 1;
          furthest = depth;
          history.pushState({ depth }, "", address);
        }
      } catch {
        // as above
      }
      tell(before);
    },
    /** One step back; false where there is none. */
    undo() {
      if (depth <= 0) return false;
      history.back();
      return true;
    },
    redo() {
      if (depth < furthest) history.forward();
    },
    get canUndo() {
      return depth > 0;
    },
    get canRedo() {
      return depth < furthest;
    },
    /** The state as an address that shows the same. */
    link() {
      return location.href.split("#")[0] + encode(now, start);
    },
  };
}

function same(a, b) {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** The fields that differ from the start as a fragment, '' for none. */
export function encode(state, start) {
  const parts = [];
  const put = (name, value) =>
    parts.push(
      `${name}=${encodeURIComponent(wellFormed(String(value)))
        .replaceAll("%2C", ",")
        .replaceAll("%3A", ":")}`,
    );
  for (const name of [...WORDS, ...NUMBERS]) if (state[name] !== start[name]) put(name, state[name]);
  for (const name of FLAGS) if (state[name] !== start[name]) put(name, state[name] ? 1 : 0);
  for (const name of LISTS) if (!same(state[name], start[name])) put(name, state[name].join(","));
  if (!same(state.pin, start.pin))
    put(
      "pin",
      Object.entries(state.pin)
        .map(([key, [x, y]]) => `${key}:${x}:${y}`)
        .join(","),
    );
  return parts.length ? `#${parts.join("&")}` : "";
}

/** The state that a fragment describes; unknown names and broken values are passed over. */
export function decode(fragment, start) {
  const state = { ...start };
  for (const part of fragment.replace(/^#/, "").split("&")) {
    const at = part.indexOf("=");
    if (at < 0) continue;
    const name = part.slice(0, at);
    let value;
    try {
      value = decodeURIComponent(part.slice(at + 1));
    } catch {
      continue;
    }
    const items = value ? value.split(",") : [];
    if (WORDS.includes(name)) state[name] = value;
    else if (NUMBERS.includes(name) && Number.isFinite(Number(value))) state[name] = Number(value);
    else if (FLAGS.includes(name)) state[name] = value === "1";
    else if (LISTS.includes(name)) state[name] = items;
    else if (name === "pin") {
      const pins = items
        .map((item) => item.split(":"))
        .filter((pin) => pin.length === 3 && pin.slice(1).every((n) => Number.isFinite(Number(n))));
      state.pin = Object.fromEntries(pins.map(([key, x, y]) => [key, [Number(x), Number(y)]]));
    }
  }
  for (const [name, allowed] of Object.entries(CHOICES)) if (!allowed.includes(state[name])) state[name] = start[name];
  state.depth = Math.min(3, Math.max(1, Math.round(state.depth) || 1));
  state.conf = Math.min(1, Math.max(0, state.conf));
  return state;
}
