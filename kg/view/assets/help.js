// The dialog that tells how to explore.

import { button, el, icon } from "./dom.js";
import { t } from "./words.js";

const KEYS = [
  ["/", "keySearch"],
  ["Esc", "keyBack"],
  ["← ↑ → ↓", "keyArrows"],
  ["Enter", "keyEnter"],
  ["Shift 1 2 3", "keyDepth"],
  ["e / c", "keyExpand"],
  ["h", "keyHide"],
  ["p", "keyPin"],
  ["+ − 0", "keyZoom"],
  ["1 – 5", "keyTabs"],
  ["Ctrl Z / Ctrl Y", "keyUndo"],
  ["?", "keyHelp"],
];

export function openHelp() {
  const dialog = el(
    "dialog",
    {
      class: "help",
      "aria-label": t("helpTitle"),
      onclose: () => dialog.remove(),
      onclick: (event) => event.target === dialog && dialog.close(),
    },
    el(
      "div",
      {},
      button(icon("close"), () => dialog.close(), { class: "bare close", label: t("close") }),
      el("h2", { text: t("helpTitle") }),
      el("h3", { text: t("helpMouse") }),
      el(
        "ul",
        {},
        ["helpClick", "helpDouble", "helpDrag", "helpWheel", "legendHint"].map((name) => el("li", { text: t(name) })),
      ),
      el("h3", { text: t("helpKeys") }),
      el(
        "dl",
        {},
        KEYS.map(([keys, name]) => [
          el(
            "dt",
            {},
            keys.split(" ").map((key) => (/^[/–]$/.test(key) && keys !== "/" ? ` ${key} ` : el("kbd", { text: key }))),
          ),
          el("dd", { text: t(name) }),
        ]),
      ),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
}
