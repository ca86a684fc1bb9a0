// A search field with a list of suggestions, as the ARIA practices describe a combobox.

import { button, el, icon, replace, shown } from "./dom.js";
import { find } from "./match.js";
import { mark } from "./shapes.js";
import { count, label, t } from "./words.js";

const PAUSE = 200; // milliseconds of rest after which a server is asked
let combos = 0;

/** The field; `choose(entity)` is called with the entity that the reader picks. */
export function makeCombobox(app, choose, { placeholder = "search", focusNow = false } = {}) {
  combos += 1;
  const listId = `suggestions-${combos}`;
  const input = el("input", {
    ...{ type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", enterkeyhint: "search" },
    ...{
      "aria-controls": listId,
      "aria-expanded": "false",
      "aria-autocomplete": "list",
      "aria-label": t(placeholder),
      placeholder: t(placeholder),
    },
  });
  const list = el("ul", {
    id: listId,
    role: "listbox",
    class: "suggestions",
    hidden: true,
    "aria-label": t("entityList"),
  });
  const told = el("div", { class: "unseen", role: "status", "aria-live": "polite" });
  const clear = button(
    icon("close"),
    () => {
      input.value = "";
      update();
      input.focus();
    },
    { class: "bare clear", label: t("close"), hidden: true },
  );
  const root = el("div", { class: "combobox" }, icon("search"), input, clear, list, told);
  let hits = [];
  let at = -1;
  let asking = 0;

  function update() {
    hits = find(app.index, input.value);
    at = hits.length ? 0 : -1;
    clear.hidden = !input.value;
    clearTimeout(asking);
    if (app.server && input.value.trim()) asking = setTimeout(askServer, PAUSE, input.value);
    render();
  }

  /** Adds what the server knows by these words and the page does not hold. */
  async function askServer(words) {
    const found = await app.server.search(words.trim());
    if (input.value !== words || !found.length) return;
    hits = [...hits.slice(0, 12), ...found.map((remote) => ({ remote }))];
    at = Math.max(at, 0);
    render();
  }

  function describe(hit) {
    const { entity, alias, remote } = hit;
    const one = remote ?? app.store.entities[entity];
    const cls = remote ? app.store.classes.find((row) => row.id === remote.classes[0]) : one.cls;
    const kind = remote ? t("notHere") : count(one.degree);
    const also = remote ? remote.also : alias;
    return [
      cls && mark(cls),
      el("span", { class: "name", text: shown(one.name, 60) }),
      also && el("span", { class: "alias", text: shown(also, 30) }),
      el("span", { class: "kind", text: cls ? `${label(cls)} · ${kind}` : kind }),
    ];
  }

  function render() {
    const open = input.value.trim() !== "" && document.activeElement === input;
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    input.setAttribute("aria-activedescendant", open && at >= 0 ? `${listId}-${at}` : "");
    if (!open) return;
    const rows = hits.map((hit, row) =>
      el(
        "li",
        {
          ...{ role: "option", id: `${listId}-${row}`, "aria-selected": String(row === at) },
          onpointerdown: (event) => event.preventDefault(),
          onclick: () => pick(row),
        },
        describe(hit),
      ),
    );
    replace(
      list,
      rows.length ? rows : el("li", { class: "nothing", text: t("searchNone", { words: shown(input.value, 40) }) }),
    );
    list.children[at]?.scrollIntoView({ block: "nearest" });
    told.textContent = rows.length ? t("searchHint", { n: rows.length }) : t("searchNone", { words: input.value });
  }

  async function choosing(key) {
    await app.server.load(key);
    const entity = app.store.byKey.get(key);
    if (entity) choose(entity.i);
  }

  function pick(row) {
    const hit = hits[row];
    if (!hit) return;
    input.value = "";
    update();
    input.blur();
    if (hit.remote) choosing(hit.remote.key);
    else choose(hit.entity);
  }

  input.addEventListener("input", update);
  input.addEventListener("focus", render);
  input.addEventListener("blur", render);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (hits.length) at = (at + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length;
      render();
    } else if (event.key === "Enter") pick(Math.max(0, at));
    else if (event.key === "Escape") {
      if (input.value) input.value = "";
      else input.blur();
      update();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  if (focusNow) requestAnimationFrame(() => input.focus());
  return { root, input };
}
