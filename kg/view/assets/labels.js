// Which names are written on the picture and where: the important ones first, none over another.

const CELL = 48;
const HUB = 6.5; // radius on the screen from which a node counts as a hub
const LARGE = 7.5; // and from which no name may lie over it

/** Boxes on the screen that are taken, found through square cells. */
export function makeTaken() {
  const cells = new Map();
  function each(box, visit) {
    for (let x = Math.floor(box[0] / CELL); x <= Math.floor(box[2] / CELL); x += 1) {
      for (let y = Math.floor(box[1] / CELL); y <= Math.floor(box[3] / CELL); y += 1) {
        if (visit(x * 100003 + y)) return true;
      }
    }
    return false;
  }
  return {
    add(box, owner) {
      each(box, (cell) => {
        const list = cells.get(cell);
        if (list) list.push([box, owner]);
        else cells.set(cell, [[box, owner]]);
        return false;
      });
    },
    hits(box, owner) {
      return each(box, (cell) =>
        (cells.get(cell) ?? []).some(
          ([other, whose]) =>
            whose !== owner && box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3],
        ),
      );
    },
  };
}

/**
 * Places the names of `spots` ({ id, x, y, r, text, width, height, must }), given best first, within `frame` [w, h].
 * Each goes below, right, left or above its node, wherever it meets no other name and no large node; those with
 * `must` and the hubs may cover small nodes. Result: { id, text, x, y (middle of the box), box }.
 */
export function placeLabels(spots, frame, most, taken = makeTaken()) {
  // a hub's name may lie over leaves, a leaf's name over nothing: so hubs are named before leaves are in the way
  const stands = (spot) =>
    taken.add([spot.x - spot.r * 0.8, spot.y - spot.r * 0.8, spot.x + spot.r * 0.8, spot.y + spot.r * 0.8], spot.id);
  for (const spot of spots) if (spot.r >= LARGE) stands(spot);
  let leaves = false;
  const placed = [];
  for (const spot of spots) {
    if (placed.length >= most && !spot.must) break;
    if (!spot.text) continue;
    if (!leaves && spot.r < HUB && !spot.must) {
      leaves = true;
      for (const one of spots) if (one.r < LARGE && one.r >= 3) stands(one);
    }
    const [w, h] = [spot.width / 2, spot.height / 2];
    const gap = spot.r + 3;
    const choices = [
      [spot.x, spot.y + gap + h],
      [spot.x + gap + w, spot.y],
      [spot.x - gap - w, spot.y],
      [spot.x, spot.y - gap - h],
    ];
    for (const [x, y] of choices) {
      const box = [x - w - 2, y - h - 1, x + w + 2, y + h + 1];
      if (box[0] < 2 || box[1] < 2 || box[2] > frame[0] - 2 || box[3] > frame[1] - 2 || taken.hits(box, spot.id))
        continue;
      taken.add(box, spot.id);
      placed.push({ id: spot.id, text: spot.text, x, y, box, spot });
      break;
    }
  }
  return placed;
}
