// Two places that take part in the same thing: what they share beside the facts that name both.

import { other } from "./data.js";

const SHARED = new Set([
  "builds",
  "investsIn",
  "signed",
  "hosts",
  "participatesIn",
  "memberOf",
  "partOf",
  "connects",
  "develops",
  "produces",
]);

/** [[entity, facts]] of everything that both `a` and `b` build, sign, host, join or take part in, by visible facts. */
export function joint(store, view, a, b) {
  const [ofA, ofB] = [a, b].map((place) => things(store, view, place));
  const found = [];
  for (const [through, facts] of ofA) {
    if (through !== a && through !== b && ofB.has(through)) found.push([through, [...facts, ...ofB.get(through)]]);
  }
  return found.sort(([x], [y]) => x - y);
}

/** Map from each thing that a place takes part in to the facts that say so. */
export function things(store, view, place) {
  const found = new Map();
  for (const number of store.entities[place].facts) {
    const fact = store.facts[number];
    if (!view.works[number] || !SHARED.has(store.relations[fact.p].id)) continue;
    const far = other(fact, place);
    // lines and products are subjects of what joins them to a place
    if (fact.s !== place && store.relations[fact.p].id !== "connects") continue;
    if (!found.has(far)) found.set(far, []);
    found.get(far).push(number);
  }
  return found;
}
