// Puts the page together: data, state, the parts, and who is told of what.

import { makeActions } from "./actions.js";
import { makeChips } from "./chips.js";
import { factKey, load } from "./data.js";
import { button, el, icon, replace } from "./dom.js";
import { makeFilters } from "./filters.js";
import { makeGraph } from "./graph.js";
import { makeHeader, TABS } from "./header.js";
import { joint } from "./joint.js";
import { makeKeys } from "./keys.js";
import { makeMap } from "./map.js";
import { makeIndex } from "./match.js";
import { makeMatrix } from "./matrix.js";
import { makePanel } from "./panel.js";
import { makeServer } from "./server.js";
import { openState } from "./state.js";
import { makeTable } from "./table.js";
import { makeTheme } from "./theme.js";
import { makeTimeline } from "./timeline.js";
import { makeVisible } from "./visible.js";
import { setLanguage, t } from "./words.js";

function start() {
  const store = load();
  const state = openState(store);
  setLanguage(state.now.lang);
  const visible = makeVisible(store);
  const app = {
    store,
    state,
    view: () => visible(state.now),
    seen: (number) => visible(state.now).passed.seenOn[number],
    factKey: (fact) => factKey(store, fact),
    joint: (view, a, b) => joint(store, view, a, b),
    index: [],
    order: [],
    server: null,
    toggleFilters,
    say,
    copyLink,
  };
  prepare();
  app.server = makeServer(app, () => {
    prepare();
    update(state.now, state.now);
  });
  app.actions = makeActions(app);

  const header = el("header", { class: "bar" });
  const filters = el("aside", { class: "filters", id: "filters" });
  const stage = el("main", { class: "stage" });
  const side = el("aside", { class: "side", id: "side" });
  const chips = el("div", { class: "chips-line" });
  const told = el("div", { class: "toast", role: "status", "aria-live": "polite", hidden: true });
  const panes = Object.fromEntries(
    TABS.map((name) => [
      name,
      el("div", { class: `pane pane-${name}`, id: `pane-${name}`, role: "tabpanel", "aria-labelledby": `tab-${name}` }),
    ]),
  );
  const zoom = el("div", { class: "zoom" });
  stage.append(...Object.values(panes), chips, zoom, told);
  replace(document.getElementById("app"), header, filters, stage, side);

  const graph = makeGraph(app, panes.graph);
  const parts = [
    makeHeader(app, header),
    makeFilters(app, filters),
    makeChips(app, chips),
    makePanel(app, side),
    makeMap(app, panes.map),
    makeMatrix(app, panes.matrix),
    makeTimeline(app, panes.time),
    makeTable(app, panes.table),
  ];
  makeTheme(app, graph.paint);
  makeKeys(app);

  function update(now, before) {
    if (now.lang !== before?.lang) {
      setLanguage(now.lang);
      document.title = store.meta.title || t("title");
      filters.setAttribute("aria-label", t("filters"));
      side.setAttribute("aria-label", t("panel"));
      replace(
        zoom,
        button(icon("plus"), () => graph.zoom(1.3), { class: "bare", label: t("zoomIn") }),
        button(icon("minus"), () => graph.zoom(1 / 1.3), { class: "bare", label: t("zoomOut") }),
        button(icon("fit"), () => (state.change({ view: "" }), graph.fit()), { class: "bare", label: t("fit") }),
      );
    }
    document.body.dataset.tab = now.tab;
    for (const name of TABS) panes[name].inert = name !== now.tab;
    for (const part of parts) part(now, before);
    graph.update(now, before);
  }

  /** What is computed of all entities. */
  function prepare() {
    app.index = makeIndex(store);
    app.order = store.entities
      .map((entity) => entity.i)
      .sort((a, b) => store.entities[b].size - store.entities[a].size || a - b);
  }

  function toggleFilters() {
    document.body.classList.toggle("filters-open");
  }

  let hush = 0;
  function say(words) {
    told.textContent = words;
    told.hidden = false;
    clearTimeout(hush);
    hush = setTimeout(() => (told.hidden = true), 3000);
  }

  async function copyLink() {
    try {
      await navigator.clipboard.writeText(state.link());
      say(t("copied"));
    } catch {
      say(t("copyFailed"));
    }
  }

  stage.addEventListener("pointerdown", () => document.body.classList.remove("filters-open"));
  state.listen(update);
  update(state.now, null);
  if (app.server) {
    state.listen((now) => app.server.need(now));
    app.server.need(state.now);
  }
  document.fonts?.ready.then(() => graph.redraw());
  // what tests and the console look at; the page itself does not need it
  window.kg = app;
  document.documentElement.dataset.ready = "true";
}

start();
