// What the panel says while nothing is selected: how much there is, what matters most, where to begin.

import { button, el, shown } from "./dom.js";
import { entityButton } from "./facts.js";
import { valueWords } from "./observations.js";
import { count, label, t } from "./words.js";

const TOP = 8;

export function overview(app, view) {
  const { store } = app;
  const known = store.facts.filter((fact) => !fact.background).length;
  const named = store.entities.filter((entity) => !entity.background).length;
  const hubs = view.entities
    .slice()
    .sort((a, b) => factsHere(store, view, b) - factsHere(store, view, a) || a - b)
    .slice(0, TOP);
  const relations = new Map();
  for (const number of view.facts)
    relations.set(store.facts[number].p, (relations.get(store.facts[number].p) ?? 0) + 1);
  const kinds = [...relations].sort(([a, many], [b, more]) => more - many || a - b).slice(0, 6);
  const money = view.observations
    .map((number) => store.observations[number])
    .filter((seen) => store.indicators[seen.indicator].id === "investment" && store.units[seen.unit].id === "CNY")
    .sort((a, b) => b.value - a.value || a.i - b.i)
    .slice(0, 5);
  const most = Math.max(1, ...kinds.map(([, number]) => number));
  const numbers = {
    documents: count(store.documents.length),
    entities: count(named),
    facts: count(known),
    observations: count(store.observations.length),
  };
  return [
    el("header", { class: "title" }, el("h2", { text: store.meta.title || t("title") })),
    el("p", { class: "lead", text: t(store.observations.length ? "overviewLead" : "overviewFacts", numbers) }),
    el("p", { class: "note", text: t("overviewTry") }),
    hubs.length > 0 &&
      part(
        "hubs",
        el(
          "ol",
          { class: "ranking" },
          hubs.map((number) =>
            el(
              "li",
              {},
              entityButton(app, number),
              el("span", { class: "number", text: count(factsHere(store, view, number)) }),
            ),
          ),
        ),
      ),
    kinds.length > 0 &&
      part(
        "kinds",
        el(
          "ul",
          { class: "bars" },
          kinds.map(([relation, number]) =>
            el(
              "li",
              { colour: `${(100 * number) / most}%` },
              button(label(store.relations[relation]), () => only(app, relation), { class: "link", title: t("only") }),
              el("span", { class: "number", text: count(number) }),
            ),
          ),
        ),
      ),
    money.length > 0 &&
      part(
        "biggest",
        el(
          "ol",
          { class: "ranking" },
          money.map((seen) =>
            el("li", {}, entityButton(app, seen.about), el("span", { class: "number", text: valueWords(store, seen) })),
          ),
        ),
      ),
    part(
      "sources",
      el(
        "ul",
        { class: "sources" },
        store.documents.slice(0, 12).map((document) =>
          el(
            "li",
            {},
            button(
              [
                el("span", { text: shown(document.title, 60) }),
                el("span", { class: "number", text: count(document.count) }),
              ],
              () => app.actions.selectDocument(document.i),
              { class: "document", title: shown(document.name, 200) },
            ),
          ),
        ),
        store.documents.length > 12 &&
          el("li", { class: "note", text: t("rest", { n: count(store.documents.length - 12) }) }),
      ),
    ),
  ];
}

function part(title, ...children) {
  return el("section", { class: "group" }, el("h3", { text: t(title) }), children);
}

function factsHere(store, view, entity) {
  return store.entities[entity].facts.reduce(
    (sum, number) => sum + (view.factIn[number] && !store.facts[number].background ? 1 : 0),
    0,
  );
}

function only(app, relation) {
  const { store } = app;
  app.actions.only(
    "relationsOff",
    store.relations[relation].id,
    store.relations.filter((row) => !row.background).map((row) => row.id),
  );
}
