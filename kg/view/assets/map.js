// The map tab: divisions at their coordinates, what is located in them, cooperation as arcs; a graticule, no tiles.

import { selection } from "./actions.js";
import { button, el, icon, replace, shown, svg } from "./dom.js";
import { placeLabels } from "./labels.js";
import { gather } from "./places.js";
import { gridStep, makeCamera, steer } from "./projection.js";
import { shapeElement } from "./shapes.js";
import { colours } from "./theme.js";
import { count, t } from "./words.js";

const GOLDEN = Math.PI * (3 - Math.sqrt(5));

/** Mounts the map in `host`; call the result after each change of state. */
export function makeMap(app, host) {
  const { store, state } = app;
  const picture = svg("svg", { class: "map", role: "group" });
  const note = el("p", { class: "pane-note" });
  const zoom = el("div", { class: "zoom shown" });
  replace(host, picture, note, zoom);
  const placed = store.entities.filter((entity) => entity.place);
  const camera = makeCamera(bounds(placed.filter((entity) => entity.degree)) ?? bounds(placed) ?? [100, 25, 112, 34]);
  let gathered = null;
  let from = null;
  let fresh = true;
  let waiting = 0;
  let language = "";
  const pen = document.createElement("canvas").getContext("2d");

  const soon = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(draw);
  };
  const moved = () => {
    soon();
    clearTimeout(moved.timer);
    moved.timer = setTimeout(
      () =>
        state.change({
          map: `${camera.longitude.toFixed(3)},${camera.latitude.toFixed(3)},${camera.scale.toPrecision(4)}`,
        }),
      400,
    );
  };
  steer(picture, camera, moved);
  new ResizeObserver(() => state.now.tab === "map" && soon()).observe(host);
  picture.addEventListener("click", () => app.actions.clear());

  function draw() {
    camera.frame = [host.clientWidth, host.clientHeight];
    if (!camera.frame[0]) return;
    const view = app.view();
    if (from !== view) [gathered, from] = [gather(store, view), view];
    if (fresh) aim();
    const palette = colours();
    const held = picture.contains(document.activeElement) ? document.activeElement.dataset.i : undefined;
    picture.setAttribute("viewBox", `0 0 ${camera.frame.join(" ")}`);
    picture.setAttribute("aria-label", t("mapLabel"));
    picture.setAttribute("font-family", palette.font);
    const chosen = selection(store, state.now.sel);
    const most = Math.max(1, ...gathered.divisions.map((division) => division.facts));
    const spots = new Map(
      gathered.divisions.map((division) => {
        const [x, y] = camera.screen(...store.entities[division.i].place);
        return [division.i, { x, y, r: 3.5 + 10.5 * Math.sqrt(division.facts / most) }];
      }),
    );
    replace(
      picture,
      graticule(palette),
      arcs(palette, spots, chosen),
      dots(palette, spots, chosen),
      circles(palette, spots, chosen),
      names(palette, spots, chosen),
    );
    if (held !== undefined) picture.querySelector(`[data-i="${held}"]`)?.focus();
    const empty = !gathered.divisions.length;
    note.textContent = empty
      ? t("mapNone")
      : t("mapLead") + (gathered.missing ? ` ${t("mapMissing", { n: count(gathered.missing) })}` : "");
  }

  function aim() {
    fresh = false;
    camera.fit();
    const [longitude, latitude, scale] = state.now.map.split(",").map(Number);
    if (state.now.map && [longitude, latitude, scale].every(Number.isFinite) && scale > 0)
      Object.assign(camera, { longitude, latitude, scale });
  }

  function graticule(palette) {
    const [width, height] = camera.frame;
    const [west, north] = camera.degrees(0, 0);
    const [east, south] = camera.degrees(width, height);
    const step = gridStep(Math.max(east - west, north - south));
    const digits = step < 1 ? 2 : 0;
    const lines = [];
    const line = (x1, y1, x2, y2) =>
      lines.push(svg("line", { x1, y1, x2, y2, stroke: palette.edge, "stroke-opacity": 0.35, "stroke-width": 1 }));
    const say = (x, y, words, anchor) =>
      lines.push(svg("text", { x, y, fill: palette.faint, "font-size": 11, "text-anchor": anchor, text: words }));
    for (let n = Math.ceil(west / step); n * step <= east && lines.length < 200; n += 1) {
      const [x] = camera.screen(n * step, 0);
      line(x, 0, x, height);
      say(x + 3, height - 6, `${Math.abs(n * step).toFixed(digits)}°${n < 0 ? "W" : "E"}`, "start");
    }
    for (let n = Math.ceil(south / step); n * step <= north && lines.length < 400; n += 1) {
      const [, y] = camera.screen(0, n * step);
      line(0, y, width, y);
      say(width - 6, y - 3, `${Math.abs(n * step).toFixed(digits)}°${n < 0 ? "S" : "N"}`, "end");
    }
    return svg("g", { "aria-hidden": "true" }, lines);
  }

  function touches(chosen, arc) {
    if (!chosen) return null;
    if (chosen.kind === "entity") return chosen.entity === arc.a || chosen.entity === arc.b;
    if (chosen.kind === "fact") return arc.facts.includes(chosen.fact);
    if (chosen.kind === "pair")
      return (chosen.a === arc.a && chosen.b === arc.b) || (chosen.a === arc.b && chosen.b === arc.a);
    return arc.facts.some((number) => store.facts[number].documents.includes(chosen.document));
  }

  function arcs(palette, spots, chosen) {
    return svg(
      "g",
      { fill: "none", "stroke-linecap": "round" },
      gathered.arcs.map((arc) => {
        const [a, b] = [spots.get(arc.a), spots.get(arc.b)];
        const lit = touches(chosen, arc);
        const [mx, my] = [(a.x + b.x) / 2 - (b.y - a.y) * 0.18, (a.y + b.y) / 2 + (b.x - a.x) * 0.18];
        const d = `M${a.x.toFixed(1)} ${a.y.toFixed(1)}Q${mx.toFixed(1)} ${my.toFixed(1)} ${b.x.toFixed(1)} ${b.y.toFixed(1)}`;
        const words = `${shown(store.entities[arc.a].name, 40)} – ${shown(store.entities[arc.b].name, 40)}: ${t("factsOf", { n: arc.facts.length })}`;
        const choose = (event) => {
          event.stopPropagation();
          if (arc.facts.length === 1) app.actions.selectFact(store.facts[arc.facts[0]]);
          else app.actions.selectPair(arc.a, arc.b);
        };
        return svg(
          "g",
          { onclick: choose, style: null, class: "arc", "data-arc": `${arc.a}/${arc.b}` },
          svg("title", { text: words }),
          svg("path", { d, stroke: "transparent", "stroke-width": 12 }),
          svg("path", {
            d,
            stroke: palette.accent,
            "stroke-width": 1 + Math.sqrt(arc.facts.length),
            "stroke-opacity": lit === null ? 0.5 : lit ? 1 : 0.12,
          }),
        );
      }),
    );
  }

  function dots(palette, spots, chosen) {
    const many = gathered.divisions.reduce((sum, division) => sum + division.inside.length, 0);
    const near = camera.scale > 300;
    const group = svg("g", {});
    for (const { i, inside } of gathered.divisions) {
      const { x, y, r } = spots.get(i);
      if (x < -80 || y < -80 || x > camera.frame[0] + 80 || y > camera.frame[1] + 80) continue;
      inside.slice(0, near || many < 200 ? inside.length : 8).forEach((one, n) => {
        const far = r + 5 + 3.4 * Math.sqrt(n) * (near ? 1.6 : 1);
        const entity = store.entities[one];
        const [cx, cy] = [x + far * Math.cos(n * GOLDEN), y + far * Math.sin(n * GOLDEN)];
        const lit = chosen?.kind === "entity" && chosen.entity === one;
        group.append(
          svg(
            "g",
            { onclick: (event) => (event.stopPropagation(), app.actions.select(one)), class: "dot", "data-dot": one },
            svg("title", { text: shown(entity.name, 80) }),
            shapeElement(entity.cls.shape, cx, cy, lit ? 6 : near ? 4.5 : 3, {
              fill: entity.cls.colour,
              stroke: lit ? palette.ink : palette.ground,
              "stroke-width": lit ? 2 : 0.8,
            }),
          ),
        );
      });
    }
    return group;
  }

  function circles(palette, spots, chosen) {
    const group = svg("g", {});
    for (const { i, facts, inside } of gathered.divisions) {
      const entity = store.entities[i];
      const { x, y, r } = spots.get(i);
      const lit = chosen?.kind === "entity" && chosen.entity === i;
      const words = `${shown(entity.name, 60)} · ${t("factsOf", { n: count(facts) })}${inside.length ? ` · ${t("mapHere", { n: count(inside.length) })}` : ""}`;
      const choose = (event) => {
        event.stopPropagation();
        app.actions.select(i);
      };
      group.append(
        svg(
          "g",
          {
            onclick: choose,
            onkeydown: (event) => event.key === "Enter" && choose(event),
            tabindex: "0",
            role: "button",
            "aria-label": words,
            class: "place",
            "data-i": i,
          },
          svg("title", { text: words }),
          shapeElement(entity.cls.shape, x, y, r, {
            fill: entity.cls.colour,
            "fill-opacity": 0.88,
            stroke: lit ? palette.ink : palette.ground,
            "stroke-width": lit ? 3 : 1.2,
          }),
        ),
      );
    }
    return group;
  }

  function names(palette, spots, chosen) {
    pen.font = `13px ${palette.font}`;
    const first = chosen?.kind === "entity" ? chosen.entity : -1;
    const rows = gathered.divisions
      .map(({ i }) => {
        const text = shown(store.entities[i].name, 14);
        const spot = spots.get(i);
        return { id: i, ...spot, r: spot.r, text, must: i === first, width: pen.measureText(text).width, height: 16 };
      })
      .filter(({ x, y }) => x > -50 && y > -20 && x < camera.frame[0] + 50 && y < camera.frame[1] + 20)
      .sort((a, b) => Number(b.must) - Number(a.must));
    const labels = placeLabels(rows, camera.frame, 150);
    return svg(
      "g",
      {
        "text-anchor": "middle",
        "font-size": 12.5,
        fill: palette.ink,
        stroke: palette.ground,
        "stroke-width": 3,
        "stroke-linejoin": "round",
        "paint-order": "stroke",
        "pointer-events": "none",
        "aria-hidden": "true",
      },
      labels.map(({ text, x, y }) => svg("text", { x: x.toFixed(1), y: (y + 4.5).toFixed(1), text })),
    );
  }

  app.mapPicture = () => picture;
  return (now, before) => {
    if (now.lang !== language) {
      language = now.lang;
      replace(
        zoom,
        button(icon("plus"), () => (camera.zoom(1.5), moved()), { class: "bare", label: t("zoomIn") }),
        button(icon("minus"), () => (camera.zoom(1 / 1.5), moved()), { class: "bare", label: t("zoomOut") }),
        button(icon("fit"), () => (camera.fit(), state.change({ map: "" }), soon()), {
          class: "bare",
          label: t("fit"),
        }),
      );
    }
    if (now.tab !== "map") return;
    if (before && before.tab !== "map") {
      const chosen = selection(store, now.sel);
      fresh = fresh || now.map === "";
      if (chosen?.kind === "entity" && store.entities[chosen.entity].place) {
        camera.frame = [host.clientWidth, host.clientHeight];
        if (fresh) aim();
        [camera.longitude, camera.latitude] = store.entities[chosen.entity].place;
      }
    }
    draw();
  };
}

/** [west, south, east, north] of most of the places: a far one is not to shrink all the others. */
function bounds(entities) {
  if (!entities.length) return null;
  const sides = [0, 1].map((axis) => {
    const sorted = entities.map((entity) => entity.place[axis]).sort((a, b) => a - b);
    const middle = sorted[sorted.length >> 1];
    const away = sorted.map((degrees) => Math.abs(degrees - middle)).sort((a, b) => a - b);
    const reach = Math.max(0.5, 3 * away[away.length >> 1]);
    const kept = sorted.filter((degrees) => Math.abs(degrees - middle) <= reach);
    return [kept[0], kept[kept.length - 1]];
  });
  return [sides[0][0], sides[1][0], sides[0][1], sides[1][1]];
}
