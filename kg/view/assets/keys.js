// The keyboard: every action of the graph without a mouse.

import { selection } from "./actions.js";
import { TABS } from "./header.js";
import { openHelp } from "./help.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Listens on the whole page; keys pressed in a field, a menu or a dialog are left to them. */
export function makeKeys(app) {
  addEventListener("keydown", (event) => {
    if (event.isComposing || document.querySelector("dialog[open]")) return;
    const typing = event.target.closest?.("input, select, textarea");
    if (typing && !(event.key === "Escape" && typing.type !== "text")) return;
    if (event.key === "Escape" && typing) return typing.blur();
    if (run(app, event)) event.preventDefault();
  });
}

function run(app, event) {
  const { actions, state } = app;
  const key = event.key;
  if (event.ctrlKey || event.metaKey) {
    if (key.toLowerCase() === "z") return event.shiftKey ? (state.redo(), true) : (state.undo(), true);
    if (key.toLowerCase() === "y") return (state.redo(), true);
    return false;
  }
  if (event.altKey) return false;
  const chosen = selection(app.store, state.now.sel);
  const entity = chosen?.kind === "entity" ? chosen.entity : -1;
  const onGraph = state.now.tab === "graph";
  if (key === "/") return (app.searchInput.focus(), true);
  if (key === "?") return (openHelp(), true);
  if (key === "Escape") return (actions.back(), true);
  if (event.shiftKey && /^Digit[123]$/.test(event.code)) {
    const depth = Number(event.code.slice(5));
    if (state.now.focus) return (actions.depth(depth), true);
    return entity >= 0 ? (actions.focus(entity, depth), true) : false;
  }
  if (/^[1-5]$/.test(key)) return (actions.tab(TABS[Number(key) - 1]), true);
  const onButton =
    event.target.closest?.("button, a, summary, [role=tab], [tabindex='0']") && event.target !== app.graph.surface;
  if (onGraph && key in ARROWS && (!onButton || event.target === app.graph.surface)) {
    if (event.target.closest?.("#side, #filters")) return false;
    return walk(app, entity, ARROWS[key]);
  }
  if (onGraph && (key === "+" || key === "=")) return (app.graph.zoom(1.3), true);
  if (onGraph && key === "-") return (app.graph.zoom(1 / 1.3), true);
  if (onGraph && key === "0") return (app.state.change({ view: "" }), app.graph.fit(), true);
  if (entity < 0) return false;
  if (key === "Enter" && !onButton) return (actions.focus(entity), true);
  if (key === "e") return (actions.expand(entity), true);
  if (key === "c") return (actions.collapse(entity), true);
  if (key === "h") return (actions.hide(entity), true);
  if (key === "p")
    return (app.store.entities[entity].key in state.now.pin ? actions.unpin(entity) : actions.pin(entity), true);
  return false;
}

/** Selects the entity that lies nearest in a direction; from nothing, the one nearest the middle. */
function walk(app, entity, [dx, dy]) {
  const view = app.view();
  const from = entity >= 0 && view.inView[entity] ? app.graph.position(entity) : null;
  let best = -1;
  let least = Infinity;
  const middle = app.graph.network.getViewPosition();
  for (const i of view.entities) {
    if (i === entity) continue;
    const [x, y] = app.graph.position(i);
    const [ox, oy] = from ? [x - from[0], y - from[1]] : [x - middle.x, y - middle.y];
    const ahead = ox * dx + oy * dy;
    const aside = Math.abs(ox * dy) + Math.abs(oy * dx);
    if (from && ahead <= 0) continue;
    const cost = from ? ahead + 2.5 * aside : Math.hypot(ox, oy);
    if (cost < least) [least, best] = [cost, i];
  }
  if (best < 0) return false;
  app.actions.select(best);
  app.graph.reveal(best);
  return true;
}
