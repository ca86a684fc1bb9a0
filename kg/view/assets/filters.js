// The column at the left: the legend that is also the filter, and the other filters.

import { years } from "./visible.js";
import { button, el, replace, shown } from "./dom.js";
import { mark } from "./shapes.js";
import { count, label, percent, statusLabel, t } from "./words.js";

/** Mounts the filters in `host`; call the result after each change of state. */
export function makeFilters(app, host) {
  const { store } = app;
  const open = new Set(["legend", "relations", "options"]);
  let last = "";
  let range = null;
  let lonely = 0;
  let version = -1;

  function measure() {
    const spans = [...store.facts, ...store.observations]
      .map((row) => years(row.time))
      .filter(Boolean)
      .flat();
    range = spans.length
      ? spans.reduce(([low, high], year) => [Math.min(low, year), Math.max(high, year)], [Infinity, -Infinity])
      : null;
    lonely = store.entities.filter((entity) => !entity.background && !entity.degree).length;
    version = store.version;
  }

  return (now) => {
    const signature = JSON.stringify([
      store.version,
      now.classesOff,
      now.relationsOff,
      now.documentsOff,
      now.statusesOff,
      now.conf,
      now.from,
      now.to,
      now.undated,
      now.alone,
      now.atlas,
      now.lang,
    ]);
    if (signature === last) return;
    last = signature;
    if (version !== store.version) measure();
    const focused = host.contains(document.activeElement) ? document.activeElement.dataset.name : null;
    const scrolled = host.scrollTop;
    replace(
      host,
      section("legend", legend(app, now), el("p", { class: "hint", text: t("legendHint") })),
      section(
        "relations",
        toggles(
          app,
          "relationsOff",
          store.relations.filter((row) => !row.background).map((row) => [row.id, label(row), row.count]),
          now,
        ),
      ),
      section("status", toggles(app, "statusesOff", statuses(store), now)),
      section("confidence", confidence(app, now)),
      range && section("period", period(app, now, range)),
      store.documents.length > 1 &&
        section(
          "documents",
          toggles(
            app,
            "documentsOff",
            store.documents.map((row) => [row.digest.slice(0, 12), shown(row.title, 40), row.count]),
            now,
          ),
        ),
      section("options", [
        lonely > 0 && check(app, "alone", t("alone", { n: count(lonely) }), now.alone),
        store.relations.some((row) => row.background) && check(app, "atlas", t("atlas"), now.atlas),
      ]),
      el(
        "div",
        { class: "tools" },
        button(t("reset"), () => app.actions.reset(), { "data-name": "reset" }),
      ),
    );
    host.scrollTop = scrolled;
    if (focused) host.querySelector(`[data-name="${CSS.escape(focused)}"]`)?.focus();
  };

  function section(name, ...children) {
    const details = el(
      "details",
      { class: "filter", open: open.has(name), ontoggle: () => (details.open ? open.add(name) : open.delete(name)) },
      el("summary", { text: t(name) }),
      children,
    );
    return details;
  }
}

function legend(app, now) {
  const { store } = app;
  return store.groups.map((group) => {
    const classes = store.classes.filter((cls) => cls.group === group.id && cls.count);
    if (!classes.length) return null;
    return el(
      "div",
      { class: "legend", role: "group", "aria-label": label(group) },
      classes.map((cls) =>
        toggle(
          app,
          "classesOff",
          cls.id,
          [mark(cls), label(cls)],
          cls.count,
          now,
          store.classes.map((row) => row.id),
        ),
      ),
    );
  });
}

/** The last click on a toggle: the browser's own count of clicks is lost when the button is made anew. */
const clicked = { id: "", time: 0 };

/** A button that shows or hides one thing; a double click or Shift shows nothing else. */
function toggle(app, list, id, face, number, now, all) {
  const on = !now[list].includes(id);
  return button(
    [el("span", { class: "face" }, face), el("span", { class: "number", text: count(number) })],
    (event) => {
      const again = clicked.id === `${list} ${id}` && event.timeStamp - clicked.time < 400;
      Object.assign(clicked, { id: `${list} ${id}`, time: event.timeStamp });
      if (event.shiftKey || again) app.actions.only(list, id, all);
      else app.actions.toggle(list, id);
    },
    { class: "toggle", "aria-pressed": String(on), "data-name": `${list} ${id}` },
  );
}

function toggles(app, list, rows, now) {
  const all = rows.map(([id]) => id);
  return [
    rows.map(([id, name, number]) => toggle(app, list, id, name, number, now, all)),
    rows.length > 3 &&
      el(
        "div",
        { class: "all" },
        button(t("all"), () => app.state.change({ [list]: [] }), { class: "link", "data-name": `${list} all` }),
        button(t("none"), () => app.state.change({ [list]: all }), { class: "link", "data-name": `${list} none` }),
      ),
  ];
}

function statuses(store) {
  const number = new Map();
  for (const fact of store.facts) if (!fact.background) number.set(fact.status, (number.get(fact.status) ?? 0) + 1);
  return [...store.statuses.map((row) => row.id), ""]
    .filter((id) => number.has(id))
    .map((id) => [id || "none", statusLabel(store, id), number.get(id)]);
}

function confidence(app, now) {
  const told = el("output", { text: t("confidenceFrom", { value: percent(now.conf) }) });
  const range = el("input", {
    ...{
      type: "range",
      min: 0,
      max: 0.95,
      step: 0.05,
      value: now.conf,
      "aria-label": t("confidence"),
      "data-name": "conf",
    },
    oninput: () => (told.textContent = t("confidenceFrom", { value: percent(Number(range.value)) })),
    onchange: () => app.state.change({ conf: Number(range.value) }),
  });
  return el("div", { class: "range" }, range, told);
}

function period(app, now, [first, last]) {
  const choose = (name, value) => {
    const select = el(
      "select",
      {
        "aria-label": t(name === "from" ? "yearFrom" : "yearTo"),
        "data-name": name,
        onchange: () => app.state.change({ [name]: Number(select.value) }),
      },
      el("option", { value: 0, text: t("anyYear") }),
      Array.from({ length: Math.min(200, last - first + 1) }, (_, n) =>
        el("option", { value: first + n, selected: first + n === value, text: String(first + n) }),
      ),
    );
    return el("label", {}, `${t(name === "from" ? "yearFrom" : "yearTo")} `, select);
  };
  return [
    el("div", { class: "period" }, choose("from", now.from), choose("to", now.to)),
    check(app, "undated", t("undated"), now.undated),
  ];
}

function check(app, name, words, value) {
  return el(
    "label",
    { class: "check" },
    el("input", {
      type: "checkbox",
      checked: value,
      "data-name": name,
      onchange: () => app.state.change({ [name]: !value }),
    }),
    words,
  );
}
