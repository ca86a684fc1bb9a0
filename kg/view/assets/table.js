// The table tab: all visible facts, sortable and searchable; only the rows in sight exist.

import { button, el, icon, replace, shown } from "./dom.js";
import { badges } from "./facts.js";
import { fold } from "./match.js";
import { mark } from "./shapes.js";
import { saveCsv } from "./take.js";
import { count, label, percent, statusLabel, t } from "./words.js";

const HEIGHT = 34; // of a row, in pixels
const SPARE = 12; // rows beyond those in sight
const COLUMNS = ["subject", "relation", "object", "status", "when", "confidence", "document"];

/** Mounts the table in `host`; call the result after each change of state. */
export function makeTable(app, host) {
  const { store, state } = app;
  let language = "";
  let last = "";
  let from = null;
  let rows = [];
  let haystack = null;
  let parts = null;

  function build() {
    const input = el("input", {
      type: "search",
      placeholder: t("tableFilter"),
      "aria-label": t("tableFilter"),
      value: state.now.query,
      oninput: () => state.change({ query: input.value }),
    });
    const told = el("span", { class: "note", role: "status" });
    const heads = COLUMNS.map((column) =>
      el(
        "th",
        { scope: "col", class: `col-${column}` },
        button(
          [el("span", { text: t(column) }), el("span", { class: "arrow", "aria-hidden": "true" })],
          () => sortBy(column),
          { class: "link", title: t("sortBy", { column: t(column) }) },
        ),
      ),
    );
    const body = el("tbody", {});
    const scroller = el(
      "div",
      { class: "table-scroll", tabindex: "0", role: "region", "aria-label": t("tableFacts"), onscroll: paint },
      el("table", { class: "facts-table" }, el("thead", {}, el("tr", {}, heads)), body),
    );
    replace(
      host,
      el(
        "div",
        { class: "pane-head" },
        input,
        told,
        button(
          [icon("save"), t("download")],
          () => saveCsv(app, false, rows).then((name) => app.say(t("saved", { name }))),
          { class: "with-icon" },
        ),
      ),
      scroller,
    );
    parts = { input, told, heads, body, scroller };
  }

  function sortBy(column) {
    const [now, way] = state.now.sort.split(" ");
    state.change({ sort: now === column ? (way === "down" ? "" : `${column} down`) : `${column} up` });
  }

  new ResizeObserver(() => state.now.tab === "table" && parts && paint()).observe(host);

  return (now) => {
    if (now.lang !== language) {
      language = now.lang;
      last = "";
      haystack = null;
      build();
    }
    if (now.tab !== "table") return;
    const view = app.view();
    const signature = JSON.stringify([now.sort, now.query, now.sel]);
    if (signature === last && view === from) return;
    const same = view === from && JSON.parse(last || "[]")[1] === now.query && JSON.parse(last || "[]")[0] === now.sort;
    [last, from] = [signature, view];
    if (document.activeElement !== parts.input) parts.input.value = now.query;
    if (!same) {
      rows = arrangeRows(view, now);
      parts.scroller.scrollTop = 0;
    }
    const [column, way] = now.sort.split(" ");
    COLUMNS.forEach((name, n) => {
      const sorted = name === column;
      parts.heads[n].setAttribute("aria-sort", sorted ? (way === "down" ? "descending" : "ascending") : "none");
      parts.heads[n].querySelector(".arrow").textContent = sorted ? (way === "down" ? " ↓" : " ↑") : "";
    });
    parts.told.textContent = t("rowsShown", { n: count(rows.length) });
    paint();
  };

  function arrangeRows(view, now) {
    let list = view.facts.filter((number) => !store.facts[number].background);
    const words = now.query.split(/\s+/).map(fold).filter(Boolean);
    if (words.length) {
      if (haystack?.length !== store.facts.length) haystack = store.facts.map((fact) => fold(text(fact)));
      list = list.filter((number) => words.every((word) => haystack[number].includes(word)));
    }
    const [column, way] = now.sort.split(" ");
    if (!COLUMNS.includes(column)) return list;
    const collator = new Intl.Collator(language === "zh" ? "zh-Hans-u-co-pinyin" : "en", { numeric: true });
    const value = {
      subject: (f) => store.entities[f.s].name,
      object: (f) => store.entities[f.o].name,
      relation: (f) => f.p,
      status: (f) => statusRank(f),
      when: (f) => f.time,
      confidence: (f) => f.confidence,
      document: (f) => documentOf(f)?.title ?? "",
    }[column];
    const sign = way === "down" ? -1 : 1;
    const keyed = list.map((number) => [value(store.facts[number]), number]);
    keyed.sort(([a, x], [b, y]) => {
      // empty cells come last in both directions
      if ((a === "") !== (b === "")) return a === "" ? 1 : -1;
      return sign * (typeof a === "string" ? collator.compare(a, b) : a - b) || x - y;
    });
    return keyed.map(([, number]) => number);
  }

  function statusRank(fact) {
    return fact.status ? store.statuses.findIndex((row) => row.id === fact.status) : "";
  }

  function documentOf(fact) {
    return store.documents[fact.documents[0]];
  }

  function text(fact) {
    const names = [fact.s, fact.o].flatMap((i) => [
      store.entities[i].name,
      ...store.entities[i].aliases.map((alias) => alias.name),
    ]);
    return [
      ...names,
      label(store.relations[fact.p]),
      statusLabel(store, fact.status),
      fact.time,
      documentOf(fact)?.title ?? "",
    ].join("\n");
  }

  function paint() {
    const { scroller, body } = parts;
    const first = Math.max(0, Math.floor(scroller.scrollTop / HEIGHT) - SPARE);
    const end = Math.min(rows.length, Math.ceil((scroller.scrollTop + scroller.clientHeight) / HEIGHT) + SPARE);
    const spacer = (height) =>
      height > 0 &&
      el("tr", { class: "spacer", "aria-hidden": "true" }, sized(el("td", { colspan: COLUMNS.length }), height));
    const held = body.contains(document.activeElement) ? document.activeElement.dataset.at : null;
    scroller.firstChild.setAttribute("aria-rowcount", rows.length + 1);
    replace(
      body,
      spacer(first * HEIGHT),
      rows.slice(first, end).map((number, n) => row(store.facts[number], first + n)),
      spacer((rows.length - end) * HEIGHT),
      !rows.length && el("tr", {}, el("td", { colspan: COLUMNS.length, class: "empty", text: t("tableNone") })),
    );
    if (held) body.querySelector(`[data-at="${held}"]`)?.focus();
  }

  function sized(cell, height) {
    cell.style.height = `${height}px`;
    return cell;
  }

  function row(fact, at) {
    const end = (i, name) =>
      el(
        "td",
        {},
        button(
          [mark(store.entities[i].cls), el("span", { text: shown(store.entities[i].name, 40) })],
          () => app.actions.select(i),
          { class: "entity", title: shown(store.entities[i].name, 200), "data-at": `${at} ${name}` },
        ),
      );
    const sources = fact.documents.map((i) => store.documents[i]).filter(Boolean);
    return el(
      "tr",
      {
        "aria-rowindex": at + 2,
        class: state.now.sel === `f:${app.factKey(fact)}` ? "lit" : "",
        onclick: (event) => !event.target.closest("button") && app.actions.selectFact(fact),
      },
      end(fact.s, "s"),
      el(
        "td",
        {},
        button(label(store.relations[fact.p]), () => app.actions.selectFact(fact), {
          class: "link",
          "data-at": `${at} p`,
        }),
      ),
      end(fact.o, "o"),
      el("td", {}, badges(app, { status: fact.status, background: true })),
      el("td", { text: fact.time }),
      el("td", { class: "numeric", text: percent(fact.confidence) }),
      el(
        "td",
        { class: "sources" },
        sources
          .slice(0, 1)
          .map((source) => el("span", { text: shown(source.title, 24), title: shown(source.title, 200) })),
        sources.length > 1 && ` +${sources.length - 1}`,
      ),
    );
  }
}
