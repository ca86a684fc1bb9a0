// What the map shows, as numbers: divisions with coordinates, what is located in them, and who cooperates with whom.

import { pair } from "./data.js";

const COOPERATION = new Set(["cooperatesWith", "sisterCityOf"]);
const DEEPEST = 5; // containers to climb from a thing to a division with coordinates

/** { divisions: [{ i, facts, inside }], arcs: [{ a, b, facts }], missing } of the present view. */
export function gather(store, view) {
  const cooperation = store.relations.filter((row) => COOPERATION.has(row.id)).map((row) => row.i);
  const located = store.relations.findIndex((row) => row.id === "locatedIn");
  const divisions = new Map();
  const stand = (i) => {
    if (!divisions.has(i)) divisions.set(i, { i, facts: 0, inside: [] });
    return divisions.get(i);
  };
  let missing = 0;
  for (const i of view.entities) {
    const entity = store.entities[i];
    if (entity.place) stand(i);
    else if (entity.cls.group === "AdministrativeDivision" && entity.cls.id !== "Country") missing += 1;
  }
  const container = new Map();
  const arcs = new Map();
  for (const number of view.facts) {
    const fact = store.facts[number];
    for (const end of [fact.s, fact.o]) if (divisions.has(end) && !fact.background) divisions.get(end).facts += 1;
    if (fact.p === located && !container.has(fact.s)) container.set(fact.s, fact.o);
    if (cooperation.includes(fact.p) && divisions.has(fact.s) && divisions.has(fact.o) && fact.s !== fact.o) {
      const key = pair(fact.s, fact.o);
      if (!arcs.has(key)) arcs.set(key, { a: fact.s, b: fact.o, facts: [] });
      arcs.get(key).facts.push(number);
    }
  }
  for (const i of view.entities) {
    if (store.entities[i].place) continue;
    let at = i;
    for (let step = 0; step < DEEPEST && at !== undefined && !store.entities[at].place; step += 1)
      at = container.get(at);
    if (at !== undefined && store.entities[at].place) stand(at).inside.push(i);
  }
  const list = [...divisions.values()].sort((a, b) => b.facts - a.facts || a.i - b.i);
  return { divisions: list, arcs: [...arcs.values()], missing };
}
