// The outlines of vis-network's node shapes, for the legend, the highlights and the saved pictures.

import { svg } from "./dom.js";

function polygon(corners, radius, turn) {
  return Array.from({ length: corners }, (_, corner) => {
    const angle = turn + (2 * Math.PI * corner) / corners;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

/** Corners around (0, 0) of a shape of radius r, as vis-network draws it; null for a circle. */
function corners(shape, r) {
  switch (shape) {
    case "square":
      return [
        [-r, -r],
        [r, -r],
        [r, r],
        [-r, r],
      ];
    case "diamond":
      return [
        [0, -r],
        [r, 0],
        [0, r],
        [-r, 0],
      ];
    case "triangle":
    case "triangleDown": {
      const sign = shape === "triangle" ? 1 : -1;
      const side = r * 1.15;
      const inner = (Math.sqrt(3) / 6) * side * 2;
      const height = Math.sqrt(4 * side * side - side * side);
      const shift = 0.275 * side;
      return [
        [0, -(height - inner) + shift],
        [side, inner + shift],
        [-side, inner + shift],
      ].map(([x, y]) => [x, sign * y]);
    }
    case "hexagon":
      return polygon(6, r, 0);
    case "star": {
      const size = r * 0.82;
      return Array.from({ length: 10 }, (_, n) => {
        const radius = n % 2 === 0 ? size * 1.3 : size * 0.5;
        const angle = (n * 2 * Math.PI) / 10;
        return [radius * Math.sin(angle), size * 0.1 - radius * Math.cos(angle)];
      });
    }
    default:
      return null;
  }
}

/** Traces the shape on a canvas; the caller fills and strokes it. */
export function trace(context, shape, x, y, r) {
  const points = corners(shape, r);
  context.beginPath();
  if (points === null) context.arc(x, y, r, 0, 2 * Math.PI);
  else points.forEach(([dx, dy], index) => (index ? context.lineTo(x + dx, y + dy) : context.moveTo(x + dx, y + dy)));
  context.closePath();
}

/** The shape as an SVG element. */
export function shapeElement(shape, x, y, r, attributes = {}) {
  const points = corners(shape, r);
  if (points === null) return svg("circle", { cx: x, cy: y, r, ...attributes });
  const list = points.map(([dx, dy]) => `${(x + dx).toFixed(2)},${(y + dy).toFixed(2)}`).join(" ");
  return svg("polygon", { points: list, ...attributes });
}

/** A class's mark beside text. */
export function mark(cls) {
  return svg(
    "svg",
    { viewBox: "-8 -8 16 16", class: "mark", "aria-hidden": "true" },
    shapeElement(cls.shape, 0, 0, 6, { fill: cls.colour }),
  );
}
