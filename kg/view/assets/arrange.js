// Positions for a few entities by themselves: rings around a focus, columns along a path.

import { other } from "./data.js";

const RING = 150; // least distance between rings, in the page's units
const ROOM = 40; // along a ring, for each entity
const STEP = 190; // between the columns of a path
const MOST = 400; // beyond this many the picture keeps the positions of the whole

/**
 * Map from entity to [x, y] for a focus or a path on a picture of `frame` [width, height]; null where the whole
 * picture's positions serve better.
 */
export function arrange(store, view, state, frame) {
  if (view.mode === "path") return columns(store, view, frame);
  if (view.mode !== "focus" || view.entities.length > MOST) return null;
  return rings(store, view, store.byKey.get(state.focus).i);
}

/** Rings by steps from the centre; what hangs together stands in one sector. */
function rings(store, view, centre) {
  const children = new Map([[centre, []]]);
  const depth = new Map([[centre, 0]]);
  const order = [centre];
  for (const entity of order) {
    const near = new Map();
    for (const number of store.entities[entity].facts) {
      if (!view.factIn[number]) continue;
      const fact = store.facts[number];
      const far = other(fact, entity);
      if (depth.has(far) || !view.inView[far]) continue;
      if (!near.has(far)) near.set(far, fact);
    }
    // the same relation and class side by side, so that a ring reads in groups
    const sorted = [...near].sort(
      ([a, first], [b, second]) => first.p - second.p || store.entities[a].cls.i - store.entities[b].cls.i || a - b,
    );
    for (const [far] of sorted) {
      depth.set(far, depth.get(entity) + 1);
      children.get(entity).push(far);
      children.set(far, []);
      order.push(far);
    }
  }
  const weight = new Map();
  for (const entity of [...order].reverse()) {
    weight.set(
      entity,
      Math.max(
        1,
        children.get(entity).reduce((sum, child) => sum + weight.get(child), 0),
      ),
    );
  }
  const inRing = [];
  for (const entity of order) inRing[depth.get(entity)] = (inRing[depth.get(entity)] ?? 0) + 1;
  const radius = [0];
  inRing.forEach((count, ring) => {
    if (!ring) return;
    const rows = rowsFor(count);
    radius[ring] = Math.max(
      radius[ring - 1] + RING + (rowsFor(inRing[ring - 1]) - 1) * 70,
      (count * ROOM) / rows / (2 * Math.PI),
    );
  });
  const places = new Map();
  const place = (entity, from, span) => {
    const ring = depth.get(entity);
    const angle = from + span / 2;
    const seat = seats[ring] ?? 0;
    seats[ring] = seat + 1;
    const far = ring ? radius[ring] + (seat % rowsFor(inRing[ring])) * 70 : 0;
    places.set(entity, [1.2 * far * Math.cos(angle), far * Math.sin(angle)]);
    let at = from;
    for (const child of children.get(entity)) {
      const share = (span * weight.get(child)) / weight.get(entity);
      place(child, at, share);
      at += share;
    }
  };
  const seats = [];
  place(centre, -Math.PI / 2, 2 * Math.PI);
  return places;
}

function rowsFor(count) {
  return count > 60 ? 3 : count > 20 ? 2 : 1;
}

/** Columns by steps from the start, each centred; rows instead where the columns would not fit the width. */
function columns(store, view, frame) {
  const levels = [];
  for (const entity of view.entities) (levels[view.distance.get(entity)] ??= []).push(entity);
  const places = new Map();
  const upright = (levels.length - 1) * STEP > Math.max(frame[0] - 200, 1) && frame[1] > 300;
  levels.forEach((column, step) => {
    column.sort((a, b) => store.entities[b].degree - store.entities[a].degree || a - b);
    column.forEach((entity, row) => {
      // longer columns bend, so that labels of neighbours do not meet
      const bend = column.length > 6 ? (row % 2) * 80 : 0;
      const aside = row - (column.length - 1) / 2;
      places.set(entity, upright ? [aside * 150, step * 105 + bend / 2] : [step * STEP + bend, aside * 64]);
    });
  });
  return places;
}
