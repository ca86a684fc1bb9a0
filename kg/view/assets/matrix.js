// The matrix tab: places against places with the number of facts between them.

import { things } from "./joint.js";
import { el, replace, shown } from "./dom.js";
import { mark } from "./shapes.js";
import { count, label, t } from "./words.js";

const MOST = 60; // rows or columns; beyond that nobody compares

/** Mounts the matrix in `host`; call the result after each change of state. */
export function makeMatrix(app, host) {
  const { store, state } = app;
  let last = "";
  let from = null;
  return (now) => {
    if (now.tab !== "matrix") return;
    const view = app.view();
    const signature = [now.rows, now.columns, now.lang, now.sel].join(" ");
    if (signature === last && view === from) return;
    [last, from] = [signature, view];
    const table = tabulate(store, view, now.rows, now.columns);
    app.matrixTable = table;
    const held = host.querySelector(":focus")?.dataset.cell;
    const scroller = host.querySelector(".matrix-scroll");
    const place = scroller ? [scroller.scrollLeft, scroller.scrollTop] : null;
    replace(
      host,
      el(
        "div",
        { class: "pane-head" },
        chooser("rows", "matrixRows"),
        el("span", { "aria-hidden": "true", text: "×" }),
        chooser("columns", "matrixColumns"),
        el("p", { class: "note", text: t("matrixLead") }),
      ),
      table.rows.length ? grid(table, now) : el("p", { class: "empty", text: t("matrixNone") }),
    );
    if (place) host.querySelector(".matrix-scroll")?.scrollTo(...place);
    if (held) host.querySelector(`[data-cell="${held}"]`)?.focus();
  };

  function chooser(name, words) {
    const select = el(
      "select",
      { onchange: () => state.change({ [name]: select.value }) },
      store.classes
        .filter((cls) => cls.count)
        .map((cls) => el("option", { value: cls.id, selected: cls.id === state.now[name], text: label(cls) })),
    );
    return el("label", {}, `${t(words)} `, select);
  }

  function grid({ rows, columns, cells, most, cut }, now) {
    const name = (i, longest) => shown(store.entities[i].name, longest);
    const head = (i) =>
      el(
        "button",
        { type: "button", class: "entity", onclick: () => app.actions.select(i), title: name(i, 80) },
        mark(store.entities[i].cls),
        el("span", { text: name(i, 14) }),
      );
    const cell = (row, column) => {
      const found = cells.get(`${row}/${column}`);
      if (!found) return el("td", {});
      const words = t("matrixCell", {
        row: name(row, 40),
        column: name(column, 40),
        direct: found.direct,
        joint: found.joint,
      });
      const chosen = [`l:${store.entities[row].key}~${store.entities[column].key}`].includes(now.sel);
      const share = (found.direct + found.joint) / most;
      return el(
        "td",
        {},
        el(
          "button",
          {
            type: "button",
            class: share > 0.45 ? "cell strong" : "cell",
            colour: `${Math.round(18 + 82 * share)}%`,
            "aria-label": words,
            title: words,
            "aria-pressed": String(chosen),
            "data-cell": `${row}/${column}`,
            onclick: () => app.actions.selectPair(row, column),
          },
          count(found.direct + found.joint),
          found.joint > 0 && el("sup", { text: found.direct ? "+" : "○" }),
        ),
      );
    };
    return [
      el(
        "div",
        { class: "matrix-scroll", tabindex: "0", role: "region", "aria-label": t("matrix") },
        el(
          "table",
          { class: "matrix" },
          el(
            "thead",
            {},
            el(
              "tr",
              {},
              el("td", { class: "corner" }),
              columns.map(([i]) => el("th", { scope: "col" }, head(i))),
              el("th", { scope: "col", class: "total", text: t("total") }),
            ),
          ),
          el(
            "tbody",
            {},
            rows.map(([row, sum]) =>
              el(
                "tr",
                {},
                el("th", { scope: "row" }, head(row)),
                columns.map(([column]) => cell(row, column)),
                el("td", { class: "total", text: count(sum) }),
              ),
            ),
          ),
        ),
        cut > 0 && el("p", { class: "note", text: t("rest", { n: count(cut) }) }),
      ),
    ];
  }
}

/** Counts of facts between entities of two classes: { rows, columns, cells, most, cut }, the busiest first. */
function tabulate(store, view, rowClass, columnClass) {
  const is = (i, id) => view.inView[i] && store.entities[i].cls.id === id;
  const cells = new Map();
  const add = (row, column, kind) => {
    if (row === column) return;
    const key = `${row}/${column}`;
    if (!cells.has(key)) cells.set(key, { row, column, direct: 0, joint: 0 });
    cells.get(key)[kind] += 1;
  };
  for (const number of view.facts) {
    const { s, o, background } = store.facts[number];
    if (background) continue;
    if (is(s, rowClass) && is(o, columnClass)) add(s, o, "direct");
    if (is(o, rowClass) && is(s, columnClass)) add(o, s, "direct");
  }
  const through = new Map();
  for (const i of view.entities) {
    if (!is(i, rowClass) && !is(i, columnClass)) continue;
    for (const far of things(store, view, i).keys()) {
      // an industry that two places both grow, or a class of goods, is no joint undertaking
      if (["Industry", "Product"].includes(store.entities[far].cls.id)) continue;
      if (!through.has(far)) through.set(far, []);
      through.get(far).push(i);
    }
  }
  for (const sharers of through.values()) {
    for (const row of sharers)
      for (const column of sharers) if (is(row, rowClass) && is(column, columnClass)) add(row, column, "joint");
  }
  const sums = (side) => {
    const sum = new Map();
    for (const cell of cells.values()) sum.set(cell[side], (sum.get(cell[side]) ?? 0) + cell.direct + cell.joint);
    return [...sum].sort(([a, many], [b, more]) => more - many || a - b);
  };
  const [rows, columns] = [sums("row"), sums("column")];
  const most = Math.max(1, ...[...cells.values()].map((cell) => cell.direct + cell.joint));
  const cut = Math.max(0, rows.length - MOST) + Math.max(0, columns.length - MOST);
  return { rows: rows.slice(0, MOST), columns: columns.slice(0, MOST), cells, most, cut };
}
