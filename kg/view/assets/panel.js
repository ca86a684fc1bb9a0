// The panel at the side: tells all about what is selected, or about the whole where nothing is.

import { selection } from "./actions.js";
import { makeCombobox } from "./combobox.js";
import { other } from "./data.js";
import { button, el, icon, replace, shown } from "./dom.js";
import { entityButton, factCard, factGroups } from "./facts.js";
import { observationTable } from "./observations.js";
import { overview } from "./overview.js";
import { mark } from "./shapes.js";
import { factWords } from "./scene.js";
import { count, label, t } from "./words.js";

/** Mounts the panel in `host`; call the result after each change of state. */
export function makePanel(app, host) {
  const body = el("div", { class: "panel-body", tabindex: "-1", id: "panel" });
  const close = button(icon("close"), () => app.actions.back(), { class: "bare close", label: t("close") });
  const told = el("div", { class: "unseen", role: "status", "aria-live": "polite" });
  replace(host, close, body, told);
  let last = null;

  return (now, before) => {
    const view = app.view();
    const signature = JSON.stringify([
      now.sel,
      now.pathFrom,
      now.pathTo,
      now.lang,
      now.focus,
      now.shut,
      now.open,
      now.pin,
      now.depth,
    ]);
    if (last && last.signature === signature && last.view === view) return;
    const moved =
      !last || now.sel !== before?.sel || now.pathTo !== before?.pathTo || now.pathFrom !== before?.pathFrom;
    last = { signature, view };
    const chosen = selection(app.store, now.sel);
    host.classList.toggle("chosen", Boolean(chosen || now.pathFrom));
    close.hidden = !chosen && !now.pathFrom;
    replace(body, content(app, view, now, chosen));
    if (moved) {
      body.scrollTop = 0;
      told.textContent = announcement(app, chosen);
    }
  };
}

function announcement(app, chosen) {
  if (chosen?.kind === "entity") {
    const entity = app.store.entities[chosen.entity];
    return t("selected", { name: shown(entity.name, 60), class: label(entity.cls), n: entity.degree });
  }
  return chosen?.kind === "fact" ? t("selectedFact", { fact: factWords(app.store, app.store.facts[chosen.fact]) }) : "";
}

function content(app, view, now, chosen) {
  const parts = [];
  if (now.pathFrom) parts.push(pathPart(app, view, now));
  if (chosen?.kind === "entity") parts.push(entityPart(app, view, now, chosen.entity));
  else if (chosen?.kind === "fact") parts.push(factCard(app, app.store.facts[chosen.fact]));
  else if (chosen?.kind === "pair") parts.push(pairPart(app, view, chosen.a, chosen.b));
  else if (chosen?.kind === "document") parts.push(documentPart(app, view, app.store.documents[chosen.document]));
  else if (!now.pathFrom) parts.push(overview(app, view));
  return parts;
}

function entityPart(app, view, now, number) {
  const entity = app.store.entities[number];
  const all = entity.facts.filter((one) => !app.store.facts[one].background);
  const facts = all.filter((one) => view.works[one]);
  const parts = [
    el("header", { class: "title" }, mark(entity.cls), el("h2", { text: shown(entity.name, 2000) })),
    el(
      "p",
      { class: "kinds" },
      entity.classes.map((cls, place) =>
        el("span", { class: place ? "second" : "", text: label(app.store.classes[cls]) }),
      ),
      entity.code && el("span", { class: "second", text: `${t("code")} ${entity.code}` }),
    ),
    entity.aliases.length > 0 &&
      el(
        "p",
        { class: "aliases" },
        `${t("aliases")} `,
        entity.aliases.map((alias) => el("span", { title: alias.reason, text: shown(alias.name, 60) })),
      ),
    tools(app, now, view, number),
    !view.inView[number] && el("p", { class: "note", text: t("hiddenHere") }),
    entity.parent >= 0 && el("p", { class: "above" }, `${t("parent")} `, entityButton(app, entity.parent)),
    observationTable(
      app,
      entity.observations.filter((one) => app.seen(one)),
    ),
    factGroups(app, facts, number),
    !facts.length && !entity.observations.length && el("p", { class: "note", text: t("noFacts") }),
    all.length > facts.length &&
      el("p", { class: "note", text: t("filteredAway", { n: count(all.length - facts.length) }) }),
  ];
  const inside = entity.children.filter((child) => app.store.entities[child].degree);
  if (inside.length) {
    const list = el(
      "details",
      { class: "list" },
      el("summary", { text: `${t("children")} ${count(inside.length)}` }),
      inside.map((child) => entityButton(app, child)),
    );
    parts.push(list);
  }
  if (entity.documents.length) {
    parts.push(
      el(
        "section",
        { class: "group" },
        el("h3", { text: t("mentionedIn") }),
        entity.documents.map((one) => documentButton(app, app.store.documents[one])),
      ),
    );
  }
  return parts;
}

function tools(app, now, view, number) {
  const { actions, store } = app;
  const entity = store.entities[number];
  const pinned = entity.key in now.pin;
  const focused = now.focus === entity.key && !now.pathTo;
  const tool = (name, face, run, attributes = {}) =>
    button([icon(face), el("span", { text: t(name) })], run, attributes);
  const folded = now.shut.includes(entity.key);
  return el(
    "div",
    { class: "tools", role: "toolbar", "aria-label": shown(entity.name, 40) },
    focused
      ? tool("unfocus", "focus", () => actions.unfocus(), { "aria-pressed": "true" })
      : tool("focus", "focus", () => actions.focus(number)),
    tool("expand", "expand", () => actions.expand(number)),
    tool("collapse", "collapse", () => actions.collapse(number), { "aria-pressed": String(folded) }),
    tool("path", "path", () => actions.pathFrom(number)),
    tool(pinned ? "unpin" : "pin", "pin", () => (pinned ? actions.unpin(number) : actions.pin(number)), {
      "aria-pressed": String(pinned),
    }),
    tool("hide", "hide", () => actions.hide(number)),
    entity.place && tool("showOnMap", "map", () => actions.tab("map")),
    tool("copyLink", "link", () => app.copyLink()),
  );
}

function documentButton(app, document) {
  return button(
    [el("span", { text: shown(document.title, 80) }), document.date && el("time", { text: document.date })],
    () => app.actions.selectDocument(document.i),
    { class: "document", title: shown(document.name, 200) },
  );
}

function pairPart(app, view, a, b) {
  const facts = app.store.entities[a].facts
    .map((number) => app.store.facts[number])
    .filter((fact) => other(fact, a) === b && view.works[fact.i]);
  const [one, two] = [a, b].map((number) => shown(app.store.entities[number].name, 60));
  return [
    el("header", { class: "title" }, el("h2", { text: t("factBetween", { a: one, b: two }) })),
    facts.map((fact) => factCard(app, fact)),
    jointPart(app, view, a, b),
  ];
}

/** Things in which both places take part: what the matrix counts beside the direct facts. */
function jointPart(app, view, a, b) {
  return app.joint(view, a, b).map(([through, facts]) =>
    el(
      "section",
      { class: "group" },
      el("h3", {}, t("jointOf", { name: "" }), entityButton(app, through)),
      facts.map((number) => factCard(app, app.store.facts[number])),
    ),
  );
}

function documentPart(app, view, document) {
  const facts = view.facts.filter((number) => app.store.facts[number].documents.includes(document.i));
  const entities = app.order.filter((number) => app.store.entities[number].documents.includes(document.i));
  const all = app.store.documents.map((row) => row.digest.slice(0, 12));
  const list = el(
    "div",
    { class: "chips" },
    entities.slice(0, 30).map((number) => entityButton(app, number, 30)),
  );
  const more =
    entities.length > 30 &&
    button(
      t("more", { n: count(entities.length - 30) }),
      () => {
        list.append(...entities.slice(30).map((number) => entityButton(app, number, 30)));
        more.remove();
      },
      { class: "link more" },
    );
  return [
    el("header", { class: "title" }, el("h2", { text: shown(document.title, 300) })),
    el(
      "p",
      { class: "kinds" },
      el("span", { text: t("document") }),
      document.date && el("span", { class: "second", text: document.date }),
      el("span", { class: "second", text: shown(document.name, 120) }),
    ),
    el("p", { text: `${t("factsOf", { n: count(facts.length) })} · ${t("mentions", { n: count(entities.length) })}` }),
    el(
      "div",
      { class: "tools" },
      button(t("onlyDocument"), () => app.actions.only("documentsOff", document.digest.slice(0, 12), all)),
    ),
    list,
    more,
  ];
}

function pathPart(app, view, now) {
  const { store, actions } = app;
  const from = store.byKey.get(now.pathFrom);
  const to = store.byKey.get(now.pathTo);
  if (!from) return null;
  const cancel = button(t("cancel"), () => actions.cancelPath(), { class: "link" });
  if (!to) {
    const box = makeCombobox(app, (entity) => actions.select(entity), {
      focusNow: matchMedia("(pointer: fine)").matches,
    });
    return el(
      "section",
      { class: "path" },
      el("p", { text: t("pathFrom", { name: shown(from.name, 60) }) }),
      box.root,
      cancel,
    );
  }
  const names = { from: shown(from.name, 60), to: shown(to.name, 60) };
  if (view.found?.none)
    return el("section", { class: "path" }, el("p", { class: "warning", text: t("pathNone", names) }), cancel);
  const way = view.found?.way ?? [];
  const steps = way.map((number, place) => {
    const next = way[place + 1];
    const facts =
      next === undefined
        ? []
        : view.facts
            .map((one) => store.facts[one])
            .filter((fact) => (fact.s === number && fact.o === next) || (fact.o === number && fact.s === next));
    return el(
      "li",
      {},
      entityButton(app, number),
      facts.map((fact) =>
        button(`${fact.s === number ? "↓" : "↑"} ${label(store.relations[fact.p])}`, () => actions.selectFact(fact), {
          class: "link step",
        }),
      ),
    );
  });
  return el(
    "section",
    { class: "path" },
    el("h2", { text: t("pathOf", { ...names, n: way.length - 1 }) }),
    el("ol", {}, steps),
    cancel,
  );
}
