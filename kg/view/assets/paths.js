// The shortest ways between two entities along visible facts.

import { other } from "./data.js";

const MOST = 40; // entities beside the ends: more than that is no longer a path to look at

/**
 * All shortest paths: `distance` (entity → steps from `from`; empty where there is no way), the `links` they use,
 * and one of them as `way` (entities in order).
 */
export function shortestPaths(store, works, from, to) {
  const steps = new Map([[from, 0]]);
  const before = new Map();
  let ring = [from];
  while (ring.length && !steps.has(to)) {
    const next = [];
    for (const entity of ring) {
      for (const number of store.entities[entity].facts) {
        const fact = store.facts[number];
        const far = other(fact, entity);
        if (!works[number] || far === entity) continue;
        if (!steps.has(far)) {
          steps.set(far, steps.get(entity) + 1);
          before.set(far, []);
          next.push(far);
        }
        if (steps.get(far) === steps.get(entity) + 1) before.get(far).push([entity, fact.link]);
      }
    }
    ring = next;
  }
  const distance = new Map([
    [from, 0],
    [to, steps.get(to) ?? 1],
  ]);
  const links = new Set();
  const way = [];
  if (!steps.has(to)) return { distance, links, way, none: true };
  let level = [to];
  while (level.length) {
    const earlier = [];
    for (const entity of level) {
      for (const [previous, link] of before.get(entity) ?? []) {
        if (!distance.has(previous) && distance.size > MOST + 2) continue;
        if (!distance.has(previous)) {
          distance.set(previous, steps.get(previous));
        }
        links.add(link.i);
        if (!earlier.includes(previous)) earlier.push(previous);
      }
    }
    level = earlier;
  }
  for (let at = to; at !== undefined; at = before.get(at)?.[0]?.[0]) way.unshift(at);
  return { distance, links, way, none: false };
}
