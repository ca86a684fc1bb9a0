// The graph tab: feeds vis-network with what is visible, moves the camera, and turns pointing into actions.

import { selection } from "./actions.js";
import { arrange } from "./arrange.js";
import { el, shown } from "./dom.js";
import { makeOverlay } from "./overlay.js";
import { directions, linkWords } from "./scene.js";
import { colours } from "./theme.js";
import { count, label, t } from "./words.js";

const MANY = 3000; // links beyond which they are left out while the picture moves
const PLACE = ["focus", "depth", "open", "pathFrom", "pathTo"];
const CALM = matchMedia("(prefers-reduced-motion: reduce)");

/** Mounts the picture in `host`; `app.graph` becomes the handle that the other parts use. */
export function makeGraph(app, host) {
  const { store, state } = app;
  const x = Array.from(store.entities, (entity) => entity.x);
  const y = Array.from(store.entities, (entity) => entity.y);
  const canvas = el("div", { class: "canvas", id: "canvas" });
  const tip = el("div", { class: "tip", hidden: true });
  host.append(canvas, tip);

  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const network = new vis.Network(
    canvas,
    { nodes, edges },
    { ...store.options, interaction: { ...store.options.interaction, selectable: false, zoomSpeed: 0.8 } },
  );
  const surface = network.canvas.frame.canvas;
  surface.tabIndex = 0;
  surface.setAttribute("role", "application");
  let hovered = -1;
  let shownView = null;
  let drawnView = null;
  let drawnVersion = store.version;
  let moving = 0;

  const graph = {
    network,
    surface,
    spot(i) {
      const scale = network.body.view.scale;
      const { x: left, y: top } = network.body.view.translation;
      return { x: x[i] * scale + left, y: y[i] * scale + top, r: Math.max(store.entities[i].size * scale, 1) };
    },
    hovered: () => hovered,
    position: (i) => [x[i], y[i]],
    frame: () => [canvas.clientWidth, canvas.clientHeight],
    redraw: () => network.redraw(),
    zoom(factor) {
      network.moveTo({ scale: Math.min(8, Math.max(0.02, network.getScale() * factor)), animation: glide() });
      setTimeout(remember, 300);
    },
    /** Moves the camera so that `list`, by default all that is visible, fills the picture. */
    fit(list = app.view().entities, animate = true) {
      const [width, height] = graph.frame();
      if (!list.length || !width || !height) return;
      const box = [Infinity, Infinity, -Infinity, -Infinity];
      for (const i of list) {
        const r = store.entities[i].size;
        box[0] = Math.min(box[0], x[i] - r);
        box[1] = Math.min(box[1], y[i] - r);
        box[2] = Math.max(box[2], x[i] + r);
        box[3] = Math.max(box[3], y[i] + r);
      }
      // room for the line at the top, and for names below and beside the outermost nodes
      const few = list.length < 60;
      const scale = Math.min(
        (width - (few ? 170 : 60)) / (box[2] - box[0]),
        (height - 108) / (box[3] - box[1]),
        few ? 1.5 : 1.2,
      );
      const position = { x: (box[0] + box[2]) / 2, y: (box[1] + box[3]) / 2 - 12 / scale };
      network.moveTo({ position, scale, animation: animate ? glide() : false });
    },
    /** Brings an entity into the picture where it is outside. */
    reveal(i) {
      const { x: px, y: py } = graph.spot(i);
      const [width, height] = graph.frame();
      if (px > 60 && py > 60 && px < width - 60 && py < height - 60) return;
      network.moveTo({ position: { x: x[i], y: y[i] }, animation: glide() });
      setTimeout(remember, 300);
    },
    entityAt: (place) => network.getNodeAt(place),
    overlay: null,
  };
  const overlay = makeOverlay(app, graph);
  graph.overlay = overlay;
  app.graph = graph;

  const glide = () => (CALM.matches ? false : { duration: 250, easingFunction: "easeInOutQuad" });

  network.on("afterDrawing", (context) => overlay.draw(context, graph.frame(), network.canvas.pixelRatio));

  function edgeFor(view, i, local) {
    const link = store.links[i];
    const facts = link.facts.filter((number) => view.factIn[number]);
    const background = facts.every((number) => store.facts[number].background);
    const planned = facts.every((number) => store.facts[number].status === "Planned");
    const way = directions(store, view, link);
    const arrows = local
      ? { to: { enabled: way.to, scaleFactor: 0.5 }, from: { enabled: way.from, scaleFactor: 0.5 } }
      : { to: false, from: false };
    const dashes = background ? [2, 4] : planned && view.links.length < MANY ? [6, 4] : false;
    return { id: i, from: link.a, to: link.b, width: Math.min(3, 0.8 + 0.4 * facts.length), arrows, dashes };
  }

  /** Brings vis-network's nodes and edges in line with the view. */
  function sync(animate) {
    const view = app.view();
    const now = state.now;
    const local = arrange(store, view, now, graph.frame());
    const target = new Map();
    for (const i of view.entities)
      target.set(i, now.pin[store.entities[i].key] ?? local?.get(i) ?? [store.entities[i].x, store.entities[i].y]);
    const gone = nodes.getIds().filter((i) => !view.inView[i]);
    const fresh = view.entities.filter((i) => nodes.get(i) === null);
    const tween = animate && !CALM.matches && view.entities.length <= 300;
    edges.clear();
    nodes.remove(gone);
    for (const i of fresh) [x[i], y[i]] = tween && nodes.length ? [x[i], y[i]] : target.get(i);
    nodes.add(fresh.map((i) => ({ ...store.entities[i].node, label: undefined, x: x[i], y: y[i] })));
    edges.add(view.links.map((i) => edgeFor(view, i, view.mode !== "all")));
    network.setOptions({
      interaction: { hideEdgesOnDrag: view.links.length > MANY, hideEdgesOnZoom: view.links.length > MANY },
    });
    moveTo(target, tween);
    shownView = view;
  }

  function put(i, place) {
    [x[i], y[i]] = place;
    const node = network.body.nodes[i];
    if (node) [node.x, node.y] = place;
  }

  function moveTo(target, tween) {
    cancelAnimationFrame(moving);
    const starts = new Map([...target.keys()].map((i) => [i, [x[i], y[i]]]));
    const begin = performance.now();
    const step = (now) => {
      const share = tween ? Math.min(1, (now - begin) / 280) : 1;
      const eased = 1 - (1 - share) ** 3;
      for (const [i, [toX, toY]] of target) {
        const [fromX, fromY] = starts.get(i);
        put(i, [fromX + (toX - fromX) * eased, fromY + (toY - fromY) * eased]);
      }
      if (share < 1) moving = requestAnimationFrame(step);
      network.redraw();
    };
    if (tween) {
      // the camera aims at where things will be
      for (const [i, place] of target) [x[i], y[i]] = place;
      graph.aim?.();
      for (const [i, place] of starts) [x[i], y[i]] = place;
    }
    step(begin);
    if (!tween) graph.aim?.();
  }

  let remembering = 0;
  let remembered = false; // the address is being told where the camera is, not the other way round
  function remember() {
    clearTimeout(remembering);
    remembering = setTimeout(() => {
      const { x: px, y: py } = network.getViewPosition();
      remembered = true;
      state.change({ view: `${Math.round(px)},${Math.round(py)},${network.getScale().toPrecision(3)}` });
      remembered = false;
    }, 350);
  }

  function camera(view, animate) {
    const [px, py, scale] = view.split(",").map(Number);
    if (view && [px, py, scale].every(Number.isFinite) && scale > 0) {
      network.moveTo({ position: { x: px, y: py }, scale, animation: animate ? glide() : false });
    } else graph.fit(app.view().entities, animate);
  }

  network.on("zoom", remember);
  network.on("dragEnd", (event) => {
    if (event.nodes.length) {
      const { x: px, y: py } = network.getPosition(event.nodes[0]);
      put(event.nodes[0], [px, py]);
      network.unselectAll();
      app.actions.pin(event.nodes[0], [px, py]);
    } else remember();
  });
  network.on("dragging", (event) => {
    for (const i of event.nodes) ({ x: x[i], y: y[i] } = network.getPosition(i));
  });
  network.on("click", (event) => {
    const entity = network.getNodeAt(event.pointer.DOM);
    const link = entity === undefined ? network.getEdgeAt(event.pointer.DOM) : undefined;
    if (entity !== undefined) app.actions.select(entity);
    else if (link !== undefined) choose(store.links[link]);
    else app.actions.clear();
  });
  network.on("doubleClick", (event) => {
    const entity = network.getNodeAt(event.pointer.DOM);
    if (entity !== undefined) app.actions.focus(entity, 1);
  });

  function choose(link) {
    const facts = link.facts.filter((number) => app.view().factIn[number]);
    if (facts.length === 1) app.actions.selectFact(store.facts[facts[0]]);
    else app.actions.selectPair(link.a, link.b);
  }

  let pointing = 0;
  surface.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || event.buttons) return point(-1);
    cancelAnimationFrame(pointing);
    pointing = requestAnimationFrame(() => {
      const place = { x: event.offsetX, y: event.offsetY };
      const entity = network.getNodeAt(place);
      const link = entity === undefined ? network.getEdgeAt(place) : undefined;
      surface.style.cursor = entity !== undefined || link !== undefined ? "pointer" : "";
      point(entity ?? -1);
      tell(place, entity, link);
    });
  });
  surface.addEventListener("pointerleave", () => {
    point(-1);
    tip.hidden = true;
  });

  function point(entity) {
    if (entity === hovered) return;
    hovered = entity;
    network.redraw();
  }

  function tell(place, entity, link) {
    const view = app.view();
    if (entity !== undefined) {
      const one = store.entities[entity];
      tip.replaceChildren(
        el("b", { text: shown(one.name, 80) }),
        el("span", { text: `${label(one.cls)} · ${t("factsOf", { n: count(one.degree) })}` }),
      );
    } else if (link !== undefined) {
      const { a, b } = store.links[link];
      tip.replaceChildren(
        el("b", { text: linkWords(store, view, store.links[link]) }),
        el("span", { text: `${shown(store.entities[a].name, 30)} – ${shown(store.entities[b].name, 30)}` }),
      );
    }
    tip.hidden = entity === undefined && link === undefined;
    tip.style.transform = `translate(${Math.min(place.x + 14, host.clientWidth - 270)}px, ${Math.min(place.y + 16, host.clientHeight - 70)}px)`;
  }

  /** On a small screen the whole picture is too fine to see a selection in: the camera goes there. */
  function closeUp(sel) {
    const chosen = selection(store, sel);
    if (chosen?.kind !== "entity" || !app.view().inView[chosen.entity] || graph.frame()[0] > 560) return;
    const [px, py] = graph.position(chosen.entity);
    network.moveTo({ position: { x: px, y: py }, scale: Math.max(0.7, network.getScale()), animation: glide() });
    setTimeout(remember, 300);
  }

  graph.paint = () => {
    const palette = colours();
    overlay.setPalette(palette);
    network.setOptions({ edges: { color: { color: palette.edge, inherit: false, opacity: 0.75 } } });
    network.redraw();
  };
  graph.update = (now, before) => {
    const view = app.view();
    for (const entity of store.entities.slice(x.length)) {
      x.push(entity.x);
      y.push(entity.y);
    }
    surface.setAttribute("aria-label", t("canvas"));
    if (now.tab !== "graph") return;
    const first = drawnView === null;
    const grown = drawnVersion !== store.version && view.mode !== "all";
    const moved = grown || PLACE.some((name) => now[name] !== before?.[name]);
    const elsewhere = now.view === "" && view !== drawnView && moved;
    drawnVersion = store.version;
    const refit = !remembered && (first || now.view !== before?.view || elsewhere);
    graph.aim = refit ? () => camera(now.view, !first) : null;
    if (view !== shownView || now.pin !== before?.pin) sync(!first);
    else if (refit) graph.aim?.();
    if (!first && !refit && now.sel !== before.sel) closeUp(now.sel);
    drawnView = view;
    graph.aim = null;
    network.redraw();
  };
  return graph;
}
