// Draws the scene on vis-network's canvas: a veil over what is not selected, highlights, icons, names, relations, pins.

import { trace } from "./shapes.js";
import { compose, directions, rim } from "./scene.js";

/** Makes the function that vis-network calls after it has drawn; `graph` gives positions and what is hovered. */
export function makeOverlay(app, graph) {
  const widths = new Map();
  let context = null;
  let palette = null;

  function measure(text, bold) {
    const key = bold ? `*${text}` : text;
    let width = widths.get(key);
    if (width === undefined) {
      context.font = font(bold);
      width = context.measureText(text).width;
      if (widths.size > 5000) widths.clear();
      widths.set(key, width);
    }
    return width;
  }

  const font = (bold) => (bold ? `600 13px ${palette.font}` : `12px ${palette.font}`);

  function write(text, x, y, bold, colour) {
    context.font = font(bold);
    context.lineWidth = 3.5;
    context.strokeStyle = palette.halo;
    context.strokeText(text, x, y);
    context.fillStyle = colour;
    context.fillText(text, x, y);
  }

  function drawLink(view, link, colour, thin) {
    const [a, b] = [graph.spot(link.a), graph.spot(link.b)];
    const line = rim(a, b);
    if (line.length < a.r + b.r) return;
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.lineWidth = thin ? 1 : 1.6;
    context.globalAlpha = thin ? 0.6 : 1;
    context.beginPath();
    context.moveTo(line.x1, line.y1);
    context.lineTo(line.x2, line.y2);
    context.stroke();
    const way = directions(app.store, view, link);
    const size = thin ? 6 : 9;
    if (way.to) arrow(line.x2, line.y2, line.dx * size, line.dy * size);
    if (way.from) arrow(line.x1, line.y1, -line.dx * size, -line.dy * size);
    context.globalAlpha = 1;
  }

  function arrow(x, y, dx, dy) {
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x - dx - 0.44 * dy, y - dy + 0.44 * dx);
    context.lineTo(x - dx + 0.44 * dy, y - dy - 0.44 * dx);
    context.closePath();
    context.fill();
  }

  function drawNode(i, ring) {
    const { x, y, r } = graph.spot(i);
    const { cls } = app.store.entities[i];
    trace(context, cls.shape, x, y, r);
    context.fillStyle = cls.colour;
    context.fill();
    context.lineWidth = ring ? 3 : 1;
    context.strokeStyle = ring ? palette.accent : palette.ground;
    context.stroke();
  }

  function drawIcons(view, light) {
    context.fillStyle = "#fff";
    for (const i of app.order) {
      const { x, y, r } = graph.spot(i);
      if (r < 9) break; // the order is by size, and so is the radius
      if (!view.inView[i] || x < -r || y < -r || (light && !light.entities.has(i))) continue;
      context.font = `600 ${Math.round(r * 0.95)}px ${palette.font}`;
      context.fillText(app.store.entities[i].cls.icon, x, y + r * 0.04);
    }
  }

  function drawPin(i) {
    const { x, y, r } = graph.spot(i);
    context.beginPath();
    context.arc(x + r * 0.8, y - r * 0.8, 4, 0, 2 * Math.PI);
    context.fillStyle = palette.accent;
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = palette.ground;
    context.stroke();
  }

  return {
    last: null,
    setPalette(next) {
      palette = next;
      widths.clear();
    },
    draw(canvasContext, frame, ratio) {
      context = canvasContext;
      const view = app.view();
      context.save();
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.lineJoin = "round";
      const scene = compose(app, view, frame, graph.spot, measure, graph.hovered());
      if (scene.light) {
        context.globalAlpha = 0.82;
        context.fillStyle = palette.ground;
        context.fillRect(0, 0, frame[0], frame[1]);
        context.globalAlpha = 1;
        const thin = scene.light.links.size > 24;
        for (const i of scene.light.links)
          drawLink(view, app.store.links[i], scene.light.many ? palette.edge : palette.accent, thin);
        for (const i of scene.light.entities) drawNode(i, i === scene.light.centre || scene.light.entities.size === 2);
      }
      drawIcons(view, scene.light);
      if (graph.hovered() >= 0) drawNode(graph.hovered(), true);
      for (const one of scene.relations) write(one.text, one.x, one.y, false, palette.faint);
      for (const one of scene.names) write(one.text, one.x, one.y, one.spot.big, palette.ink);
      for (const i of scene.pins) drawPin(i);
      context.restore();
      this.last = scene;
    },
  };
}
