// The bar at the top: heading, search, tabs, undo, downloads, language, theme, help.

import { makeCombobox } from "./combobox.js";
import { button, el, icon, replace } from "./dom.js";
import { openHelp } from "./help.js";
import { makeMenu } from "./menu.js";
import { otherTheme } from "./theme.js";
import { t } from "./words.js";

export const TABS = ["graph", "map", "matrix", "time", "table"];

/** Mounts the bar in `host`; call the result after each change of state. */
export function makeHeader(app, host) {
  let language = "";
  let undo;
  let redo;
  let tabs;

  function build() {
    const search = makeCombobox(app, (entity) => app.actions.show(entity));
    app.searchInput = search.input;
    undo = button(icon("undo"), () => app.state.undo(), { class: "bare", label: t("undo") });
    redo = button(icon("redo"), () => app.state.redo(), { class: "bare", label: t("redo") });
    tabs = TABS.map((name) =>
      button(t(name), () => app.actions.tab(name), {
        class: "tab",
        role: "tab",
        id: `tab-${name}`,
        "aria-controls": `pane-${name}`,
      }),
    );
    const bar = el("div", { class: "tabs", role: "tablist", "aria-label": t("tabs"), onkeydown: walk }, tabs);
    replace(
      host,
      el("h1", { text: app.store.meta.title || t("title") }),
      search.root,
      bar,
      el(
        "div",
        { class: "actions" },
        button(icon("filter"), () => app.toggleFilters(), { class: "bare filters-button", label: t("filters") }),
        undo,
        redo,
        makeMenu(app),
        button(t("language"), () => app.state.change({ lang: app.state.now.lang === "zh" ? "en" : "zh" }), {
          class: "bare words",
        }),
        button(icon("theme"), () => app.state.change({ theme: otherTheme() }), { class: "bare", label: t("theme") }),
        button(icon("help"), () => openHelp(), { class: "bare", label: t("help") }),
      ),
    );
  }

  function walk(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const at = TABS.indexOf(app.state.now.tab);
    const next = (at + step + TABS.length) % TABS.length;
    app.actions.tab(TABS[next]);
    tabs[next].focus();
  }

  return (now) => {
    if (now.lang !== language) {
      language = now.lang;
      build();
    }
    undo.disabled = !app.state.canUndo;
    redo.disabled = !app.state.canRedo;
    TABS.forEach((name, n) => {
      tabs[n].setAttribute("aria-selected", String(name === now.tab));
      tabs[n].tabIndex = name === now.tab ? 0 : -1;
    });
  };
}
