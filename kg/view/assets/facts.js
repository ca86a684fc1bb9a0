// A fact as a row of the panel, and lists of facts grouped by relation and direction.

import { button, el, shown } from "./dom.js";
import { other } from "./data.js";
import { namesOf, quotation } from "./quotes.js";
import { mark } from "./shapes.js";
import { count, label, percent, relationLabel, statusLabel, t } from "./words.js";

const FEW = 8; // facts of a group that are shown before one asks for more

/** Entity as a button that selects it. */
export function entityButton(app, number, longest = 60) {
  const entity = app.store.entities[number];
  return button(
    [mark(entity.cls), el("span", { text: shown(entity.name, longest) })],
    () => app.actions.select(number),
    {
      class: "entity",
      title: `${shown(entity.name, 200)} · ${label(entity.cls)}`,
    },
  );
}

/** Status, time and confidence of a fact or observation as small badges. */
export function badges(app, row) {
  return el(
    "span",
    { class: "badges" },
    row.status && el("span", { class: `badge ${row.status}`, text: statusLabel(app.store, row.status) }),
    row.time && el("time", { class: "badge", text: row.time }),
    !row.background &&
      el("span", {
        class: "badge confidence",
        colour: `${Math.round(row.confidence * 100)}%`,
        title: t("confidence"),
        text: percent(row.confidence),
      }),
  );
}

/** Evidence of a fact: every sentence with both names marked. */
function evidence(app, fact) {
  const { entities } = app.store;
  if (fact.background) return el("p", { class: "note", text: t("background") });
  const names = [...namesOf(entities[fact.s]), ...namesOf(entities[fact.o]), ...Object.values(fact.attributes)];
  const attributes = Object.entries(fact.attributes).map(([name, value]) =>
    el(
      "p",
      { class: "note" },
      `${name === "post" ? t("post") : shown(name, 20)}: `,
      el("b", { text: shown(value, 200) }),
    ),
  );
  return [attributes, fact.quotes.map((number) => quotation(app, number, names))];
}

/** One fact as seen from `entity`: the other end, badges, and its evidence unfolded on demand. */
function factRow(app, fact, entity) {
  const far = other(fact, entity);
  const holder = el("div", { class: "evidence" });
  const details = el(
    "details",
    { ontoggle: () => details.open && !holder.firstChild && holder.append(...[evidence(app, fact)].flat(2)) },
    el(
      "summary",
      {},
      el("span", { text: fact.background ? t("background") : t("evidences", { n: count(fact.quotes.length) }) }),
      badges(app, fact),
    ),
    holder,
  );
  const between = button("↔", () => app.actions.selectFact(fact), {
    class: "bare between",
    label: t("selectedFact", { fact: "" }).replace(/[:：]\s*$/, ""),
  });
  return el("li", { class: "fact" }, el("div", { class: "line" }, entityButton(app, far), between), details);
}

/** Facts of an entity under their relations, outgoing before incoming; `open` shows the evidence at once. */
export function factGroups(app, numbers, entity) {
  const groups = new Map();
  for (const number of numbers) {
    const fact = app.store.facts[number];
    const relation = app.store.relations[fact.p];
    const back = fact.s !== entity && !relation.symmetric;
    const key = `${fact.p}/${back}`;
    if (!groups.has(key)) groups.set(key, { relation, back, facts: [] });
    groups.get(key).facts.push(fact);
  }
  const sorted = [...groups.values()].sort((a, b) => Number(a.back) - Number(b.back) || a.relation.i - b.relation.i);
  return sorted.map((group) => factGroup(app, group, entity));
}

function factGroup(app, { relation, back, facts }, entity) {
  facts.sort((a, b) => b.confidence - a.confidence || a.i - b.i);
  const list = el(
    "ul",
    { class: "facts" },
    facts.slice(0, FEW).map((fact) => factRow(app, fact, entity)),
  );
  const arrow = relation.symmetric ? "↔" : back ? "←" : "→";
  const more =
    facts.length > FEW &&
    button(
      t("more", { n: count(facts.length - FEW) }),
      () => {
        list.append(...facts.slice(FEW).map((fact) => factRow(app, fact, entity)));
        more.remove();
      },
      { class: "link more" },
    );
  return el(
    "section",
    { class: "group" },
    el(
      "h3",
      {},
      el("span", { class: "arrow", "aria-hidden": "true", text: arrow }),
      relationLabel(relation, back),
      el("span", { class: "number", text: count(facts.length) }),
    ),
    list,
    more,
  );
}

/** A fact with both ends and all its evidence open. */
export function factCard(app, fact) {
  const relation = app.store.relations[fact.p];
  return el(
    "article",
    { class: "card" },
    el(
      "div",
      { class: "triple" },
      entityButton(app, fact.s),
      el(
        "div",
        { class: "predicate" },
        el("span", { "aria-hidden": "true", text: relation.symmetric ? "↕" : "↓" }),
        el("b", { text: label(relation) }),
        badges(app, fact),
      ),
      entityButton(app, fact.o),
    ),
    evidence(app, fact),
  );
}
