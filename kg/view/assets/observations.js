// Numbers that the texts state of an entity, as a small table with their sentences.

import { button, el, shown } from "./dom.js";
import { namesOf, quotation } from "./quotes.js";
import { amount, count, label, t } from "./words.js";

const FEW = 6; // rows that are shown before one asks for more

/** The value of an observation with its qualifier: 超 22亿元. */
export function valueWords(store, seen) {
  const qualifier = { atLeast: t("atLeast"), about: t("about_"), atMost: t("atMost") }[seen.qualifier] ?? "";
  return `${qualifier ? `${qualifier} ` : ""}${amount(seen.value, store.units[seen.unit])}`;
}

/** The table for the given observations, or null for none; a row unfolds its sentence. */
export function observationTable(app, numbers) {
  const { store } = app;
  if (!numbers.length) return null;
  const rows = numbers.map((number) => {
    const seen = store.observations[number];
    const cell = el("td", { colspan: 3 });
    const proof = el("tr", { class: "proof", hidden: true }, cell);
    const toggle = el("button", {
      type: "button",
      class: "link",
      "aria-expanded": "false",
      text: label(store.indicators[seen.indicator]),
      onclick: () => {
        proof.hidden = !proof.hidden;
        toggle.setAttribute("aria-expanded", String(!proof.hidden));
        if (!cell.firstChild) cell.append(quotation(app, seen.quote, namesOf(store.entities[seen.about])));
      },
    });
    const what = seen.of && el("div", { class: "of", text: shown(seen.of, 60) });
    return [
      el(
        "tr",
        {},
        el("th", { scope: "row" }, toggle, what),
        el("td", { class: "amount", text: valueWords(store, seen) }),
        el("td", { text: seen.time }),
      ),
      proof,
    ];
  });
  const body = el("tbody", {}, rows.slice(0, FEW));
  const more =
    rows.length > FEW &&
    button(
      t("more", { n: count(rows.length - FEW) }),
      () => {
        body.append(...rows.slice(FEW).flat());
        more.remove();
      },
      { class: "link more" },
    );
  return el(
    "section",
    { class: "group" },
    el("h3", {}, t("observations"), el("span", { class: "number", text: count(numbers.length) })),
    el(
      "table",
      { class: "observations" },
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          el("th", { scope: "col", text: t("indicator") }),
          el("th", { scope: "col", class: "amount", text: t("value") }),
          el("th", { scope: "col", text: t("when") }),
        ),
      ),
      body,
    ),
    more,
  );
}
