// What a person can do to the view, by mouse, key or button: each is one change of the state.

/** The actions over `app.state`; entities are given by number. */
export function makeActions(app) {
  const { store, state } = app;
  const key = (entity) => store.entities[entity].key;
  const toggled = (list, item) => (list.includes(item) ? list.filter((one) => one !== item) : [...list, item]);

  const actions = {
    select(entity) {
      const now = state.now;
      if (now.pathFrom && !now.pathTo && key(entity) !== now.pathFrom) {
        state.change({ pathTo: key(entity), sel: "", focus: "", view: "", tab: "graph" });
      } else state.change({ sel: `e:${key(entity)}` });
    },
    selectFact(fact) {
      state.change({ sel: `f:${app.factKey(fact)}` });
    },
    selectPair(a, b) {
      state.change({ sel: `l:${key(a)}~${key(b)}` });
    },
    selectDocument(document) {
      state.change({ sel: `d:${store.documents[document].digest.slice(0, 12)}` });
    },
    clear() {
      state.change({ sel: "" });
    },
    /** Shows the entity in the graph, wherever the reader is, or on the map. */
    show(entity) {
      const view = app.view();
      const onMap = state.now.tab === "map" && store.entities[entity].place;
      const patch = { sel: `e:${key(entity)}`, tab: onMap ? "map" : "graph" };
      if (!view.inView[entity])
        Object.assign(patch, { focus: key(entity), depth: 1, open: [], pathFrom: "", pathTo: "", view: "" });
      state.change({ ...patch, hide: state.now.hide.filter((one) => one !== key(entity)) });
      app.graph?.reveal(entity);
    },
    focus(entity, depth = state.now.depth) {
      state.change({
        focus: key(entity),
        depth,
        open: [],
        shut: [],
        pathFrom: "",
        pathTo: "",
        sel: `e:${key(entity)}`,
        view: "",
        tab: "graph",
      });
    },
    depth(depth) {
      if (state.now.focus) state.change({ depth, view: "" });
    },
    unfocus() {
      state.change({ focus: "", open: [], shut: [], pathFrom: "", pathTo: "", view: "" });
    },
    expand(entity) {
      const now = state.now;
      const shut = now.shut.filter((one) => one !== key(entity));
      if (!now.focus) return actions.focus(entity, 1);
      state.change({ shut, open: now.open.includes(key(entity)) ? now.open : [...now.open, key(entity)], view: "" });
    },
    collapse(entity) {
      const now = state.now;
      if (now.open.includes(key(entity)))
        state.change({ open: now.open.filter((one) => one !== key(entity)), view: "" });
      else state.change({ shut: toggled(now.shut, key(entity)) });
    },
    hide(entity) {
      const now = state.now;
      const patch = { hide: [...now.hide, key(entity)] };
      if (now.sel === `e:${key(entity)}`) patch.sel = "";
      if (now.focus === key(entity)) Object.assign(patch, { focus: "", view: "" });
      state.change(patch);
    },
    unhide() {
      state.change({ hide: [] });
    },
    pin(entity, place = app.graph.position(entity)) {
      state.change({ pin: { ...state.now.pin, [key(entity)]: place.map(Math.round) } });
    },
    unpin(entity) {
      const { [key(entity)]: _, ...rest } = state.now.pin;
      state.change({ pin: rest });
    },
    unpinAll() {
      state.change({ pin: {} });
    },
    pathFrom(entity) {
      state.change({ pathFrom: key(entity), pathTo: "" });
    },
    cancelPath() {
      state.change({ pathFrom: "", pathTo: "", view: state.now.pathTo ? "" : state.now.view });
    },
    toggle(list, item) {
      state.change({ [list]: toggled(state.now[list], item) });
    },
    only(list, item, all) {
      const off = all.filter((one) => one !== item);
      const already = state.now[list].length === off.length && !state.now[list].includes(item);
      state.change({ [list]: already ? [] : off });
    },
    reset() {
      const off = ["classesOff", "relationsOff", "documentsOff", "statusesOff", "hide", "shut", "open"];
      const blank = Object.fromEntries(off.map((name) => [name, []]));
      state.change({ ...blank, conf: 0, from: 0, to: 0, undated: true, focus: "", pathFrom: "", pathTo: "", view: "" });
    },
    tab(tab) {
      state.change({ tab });
    },
    /** One step back: out of a choice, a selection, a focus; else the last change. */
    back() {
      const now = state.now;
      if (now.pathFrom && !now.pathTo) actions.cancelPath();
      else if (now.sel) actions.clear();
      else if (now.focus || now.pathTo) actions.unfocus();
      else state.undo();
    },
  };
  return actions;
}

/** What `state.sel` stands for: { kind, entity | fact | pair | document }, or null where it names nothing. */
export function selection(store, sel) {
  const [kind, name] = [sel.slice(0, 1), sel.slice(2)];
  if (kind === "e") {
    const entity = store.byKey.get(name);
    return entity ? { kind: "entity", entity: entity.i } : null;
  }
  if (kind === "f") {
    const fact = store.byFact.get(name);
    return fact ? { kind: "fact", fact: fact.i } : null;
  }
  if (kind === "l") {
    const [a, b] = name.split("~").map((one) => store.byKey.get(one));
    return a && b ? { kind: "pair", a: a.i, b: b.i } : null;
  }
  if (kind === "d") {
    const document = store.documents.find((row) => name && row.digest.startsWith(name));
    return document ? { kind: "document", document: document.i } : null;
  }
  return null;
}
