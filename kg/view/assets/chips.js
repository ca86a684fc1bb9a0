// The line over the picture that says what part of the graph shows, with a way out of each restriction.

import { button, el, icon, replace, shown } from "./dom.js";
import { count, t } from "./words.js";

/** Mounts the line in `host`; call the result after each change of state. */
export function makeChips(app, host) {
  const { store, actions } = app;

  function chip(words, run, ...more) {
    return el(
      "span",
      { class: "chip" },
      el("span", { text: words }),
      more,
      button(icon("close"), run, { class: "bare", label: t("close") }),
    );
  }

  return (now) => {
    const view = app.view();
    const total = store.facts.filter((fact) => !fact.background).length;
    const named = store.entities.filter((entity) => entity.degree).length;
    const facts = view.facts.filter((number) => !store.facts[number].background).length;
    const whole = facts === total && view.entities.length >= named;
    const numbers = {
      entities: count(view.entities.length),
      facts: count(facts),
      allEntities: count(Math.max(named, view.entities.length)),
      allFacts: count(total),
    };
    const focus = store.byKey.get(now.focus);
    const pins = Object.keys(now.pin).length;
    const cut = store.meta.total.entities > store.entities.length;
    const name = (key) => shown(store.byKey.get(key)?.name ?? "", 24);
    const depths = [1, 2, 3].map((depth) =>
      button(String(depth), () => actions.depth(depth), {
        class: "depth",
        "aria-pressed": String(depth === now.depth),
        "aria-label": t("steps", { n: depth }),
        title: t("steps", { n: depth }),
      }),
    );
    replace(
      host,
      el("span", { class: "count", role: "status", text: t(whole ? "showing" : "showingOf", numbers) }),
      cut &&
        el("span", {
          class: "chip note",
          text: t(app.server ? "cutServed" : "cut", {
            all: count(store.meta.total.entities),
            kept: count(store.entities.length),
          }),
        }),
      focus &&
        !now.pathTo &&
        chip(
          `${t("focus")} ${shown(focus.name, 24)}`,
          () => actions.unfocus(),
          el("span", { class: "depths", role: "group", "aria-label": t("focus") }, depths),
        ),
      now.pathFrom &&
        chip(`${t("path")} ${name(now.pathFrom)} → ${now.pathTo ? name(now.pathTo) : "?"}`, () => actions.cancelPath()),
      now.hide.length > 0 && chip(t("hiddenCount", { n: now.hide.length }), () => actions.unhide()),
      now.shut.length > 0 && chip(t("foldedCount", { n: now.shut.length }), () => app.state.change({ shut: [] })),
      pins > 0 && chip(t("pinnedCount", { n: pins }), () => actions.unpinAll()),
      !view.entities.length &&
        el(
          "span",
          { class: "chip warning" },
          t("nothing"),
          " ",
          button(t("reset"), () => actions.reset(), { class: "link" }),
        ),
    );
  };
}
