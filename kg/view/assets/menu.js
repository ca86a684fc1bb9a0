// The menu of what can be taken along: pictures and data.

import { button, el, icon } from "./dom.js";
import { saveCsv, savePicture, saveTurtle } from "./take.js";
import { t } from "./words.js";

/** The button and its menu. */
export function makeMenu(app) {
  const entries = [
    ["png", () => savePicture(app, "png")],
    ["svg", () => savePicture(app, "svg")],
    ["turtle", () => saveTurtle(app, false)],
    ["csv", () => saveCsv(app, false)],
    ["turtleOne", () => saveTurtle(app, true)],
    ["csvOne", () => saveCsv(app, true)],
  ];
  const items = entries.map(([name, run]) =>
    button(
      t(name),
      () => {
        close(true);
        Promise.resolve(run()).then(
          (file) => file && app.say(t("saved", { name: file })),
          (error) => app.say(t("saveFailed", { reason: error.message })),
        );
      },
      { role: "menuitem", tabindex: "-1", "data-save": name },
    ),
  );
  const menu = el("div", { class: "menu", role: "menu", hidden: true, "aria-label": t("save") }, items);
  const opener = button(icon("save"), () => (menu.hidden ? open() : close(true)), {
    class: "bare",
    label: t("save"),
    "aria-haspopup": "menu",
    "aria-expanded": "false",
  });
  const root = el("div", { class: "menu-holder", onkeydown: keys }, opener, menu);

  function open() {
    const chosen = app.state.now.sel !== "";
    for (const item of items) if (item.dataset.save.endsWith("One")) item.disabled = !chosen;
    menu.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    items[0].focus();
    setTimeout(() => addEventListener("pointerdown", outside), 0);
  }

  function close(back) {
    menu.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    removeEventListener("pointerdown", outside);
    if (back) opener.focus();
  }

  function outside(event) {
    if (!root.contains(event.target)) close(false);
  }

  function keys(event) {
    if (menu.hidden) return;
    const usable = items.filter((item) => !item.disabled);
    const at = usable.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: usable.length - 1 }[event.key];
    if (step) usable[(at + step) % usable.length].focus();
    else if (event.key === "Escape") close(true);
    else if (event.key === "Tab") return close(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  return root;
}
