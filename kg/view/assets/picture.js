// The picture of the present tab as SVG that stands by itself.

import { svg } from "./dom.js";
import { compose, directions, rim } from "./scene.js";
import { shapeElement } from "./shapes.js";
import { colours } from "./theme.js";
import { shown } from "./dom.js";
import { count } from "./words.js";

/** An SVG element for the tab, or null where the tab has no picture (the table). */
export function picture(app) {
  const { tab } = app.state.now;
  const found = {
    graph: () => graphPicture(app),
    map: () => copy(app.mapPicture()),
    time: () => copy(app.timePicture()),
    matrix: () => matrixPicture(app),
    table: () => null,
  }[tab]();
  if (!found) return null;
  const [, , width, height] = found.getAttribute("viewBox").split(" ").map(Number);
  found.setAttribute("width", width);
  found.setAttribute("height", height);
  found.prepend(svg("rect", { width, height, fill: colours().ground }));
  return found;
}

function copy(element) {
  return element?.cloneNode(true) ?? null;
}

function graphPicture(app) {
  const { store, graph } = app;
  const view = app.view();
  const palette = colours();
  const frame = graph.frame();
  const pen = document.createElement("canvas").getContext("2d");
  const measure = (text, bold) => {
    pen.font = bold ? `600 13px ${palette.font}` : `12px ${palette.font}`;
    return pen.measureText(text).width;
  };
  const scene = compose(app, view, frame, graph.spot, measure, -1);
  const light = scene.light;
  const inFrame = ({ x, y, r }) => x > -r && y > -r && x < frame[0] + r && y < frame[1] + r;
  const round = (number) => number.toFixed(1);
  const links = view.links.map((i) => {
    const link = store.links[i];
    const [a, b] = [graph.spot(link.a), graph.spot(link.b)];
    if (!inFrame(a) && !inFrame(b)) return null;
    const line = rim(a, b);
    const lit = light?.links.has(i);
    const way = directions(store, view, link);
    const colour = lit ? palette.accent : palette.edge;
    const head = (x, y, dx, dy) =>
      svg("polygon", {
        points: `${round(x)},${round(y)} ${round(x - 8 * dx - 3.5 * dy)},${round(y - 8 * dy + 3.5 * dx)} ${round(x - 8 * dx + 3.5 * dy)},${round(y - 8 * dy - 3.5 * dx)}`,
        fill: colour,
      });
    const arrows = lit || view.mode !== "all";
    return svg(
      "g",
      { opacity: light && !lit ? 0.15 : lit ? 1 : 0.75 },
      svg("line", {
        x1: round(line.x1),
        y1: round(line.y1),
        x2: round(line.x2),
        y2: round(line.y2),
        stroke: colour,
        "stroke-width": lit ? 1.6 : 1,
      }),
      arrows && way.to && head(line.x2, line.y2, line.dx, line.dy),
      arrows && way.from && head(line.x1, line.y1, -line.dx, -line.dy),
    );
  });
  const nodes = app.order
    .filter((i) => view.inView[i])
    .reverse()
    .map((i) => {
      const spot = graph.spot(i);
      if (!inFrame(spot)) return null;
      const { cls } = store.entities[i];
      const dim = light && !light.entities.has(i);
      return svg(
        "g",
        { opacity: dim ? 0.18 : 1 },
        shapeElement(cls.shape, spot.x, spot.y, spot.r, {
          fill: cls.colour,
          stroke: palette.ground,
          "stroke-width": 1,
        }),
      );
    });
  const text = (one, bold, fill) =>
    svg("text", {
      x: round(one.x),
      y: round(one.y + 4.4),
      "font-size": bold ? 13 : 12,
      "font-weight": bold ? 600 : 400,
      fill,
      text: one.text,
    });
  return svg(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${frame.join(" ")}`, "font-family": palette.font },
    svg("g", {}, links.filter(Boolean)),
    svg("g", {}, nodes.filter(Boolean)),
    svg(
      "g",
      {
        "text-anchor": "middle",
        stroke: palette.ground,
        "stroke-width": 3,
        "stroke-linejoin": "round",
        "paint-order": "stroke",
      },
      scene.relations.map((one) => text(one, false, palette.faint)),
      scene.names.map((one) => text(one, one.spot.big, palette.ink)),
    ),
  );
}

function matrixPicture(app) {
  const table = app.matrixTable;
  if (!table?.rows.length) return null;
  const palette = colours();
  const name = (i) => shown(app.store.entities[i].name, 14);
  const [left, top, side] = [150, 150, 34];
  const parts = [];
  table.columns.forEach(([i], n) => {
    const x = left + n * side + side / 2;
    parts.push(
      svg("text", {
        x,
        y: top - 8,
        transform: `rotate(-55 ${x} ${top - 8})`,
        fill: palette.ink,
        "font-size": 12,
        text: name(i),
      }),
    );
  });
  table.rows.forEach(([i], n) => {
    parts.push(
      svg("text", {
        x: left - 8,
        y: top + n * side + side / 2 + 4,
        "text-anchor": "end",
        fill: palette.ink,
        "font-size": 12,
        text: name(i),
      }),
    );
    table.columns.forEach(([j], m) => {
      const cell = table.cells.get(`${i}/${j}`);
      if (!cell) return;
      const number = cell.direct + cell.joint;
      const [x, y] = [left + m * side, top + n * side];
      const share = number / table.most;
      parts.push(
        svg("rect", {
          x: x + 1,
          y: y + 1,
          width: side - 2,
          height: side - 2,
          rx: 4,
          fill: palette.accent,
          "fill-opacity": 0.15 + 0.85 * share,
        }),
      );
      parts.push(
        svg("text", {
          x: x + side / 2,
          y: y + side / 2 + 4,
          "text-anchor": "middle",
          fill: share > 0.45 ? palette.ground : palette.ink,
          "font-size": 12,
          text: count(number),
        }),
      );
    });
  });
  const [width, height] = [left + table.columns.length * side + 110, top + table.rows.length * side + 16];
  return svg(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, "font-family": palette.font },
    parts,
  );
}
