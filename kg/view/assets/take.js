// Files to take along: pictures of what is seen, data of what is selected.

import { selection } from "./actions.js";
import { csv } from "./csv.js";
import { picture } from "./picture.js";
import { turtle } from "./turtle.js";
import { t } from "./words.js";

const LARGEST = 8000; // pixels a side, what browsers make of a canvas everywhere

/** Hands a file to the reader; the result is its name. */
function hand(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  return name;
}

/** Saves the picture of the present tab as "svg" or "png", twice as fine as the screen. */
export async function savePicture(app, kind) {
  const drawing = picture(app);
  if (!drawing) throw new Error(t("table"));
  const blob = new Blob([new XMLSerializer().serializeToString(drawing)], { type: "image/svg+xml;charset=utf-8" });
  if (kind === "svg") return hand("kg.svg", blob);
  const [width, height] = [drawing.getAttribute("width"), drawing.getAttribute("height")].map(Number);
  const fine = Math.min(2, LARGEST / width, LARGEST / height);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(width * fine), Math.round(height * fine)];
  const address = URL.createObjectURL(blob);
  const image = new Image();
  image.src = address;
  try {
    await image.decode();
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  } finally {
    URL.revokeObjectURL(address);
  }
  const png = await new Promise((done) => canvas.toBlob(done, "image/png"));
  return hand("kg.png", png);
}

/** { entities, facts, observations } of the view, or of what is selected in it. */
function chosenPart(app, onlySelected) {
  const { store, state } = app;
  const view = app.view();
  const chosen = onlySelected ? selection(store, state.now.sel) : null;
  const known = view.facts.filter((number) => !store.facts[number].background);
  if (!chosen) return { entities: view.entities, facts: known, observations: view.observations };
  const touching = (entity) =>
    store.entities[entity].facts.filter((number) => view.works[number] && !store.facts[number].background);
  if (chosen.kind === "entity") {
    return {
      entities: [chosen.entity],
      facts: touching(chosen.entity),
      observations: store.entities[chosen.entity].observations.filter(app.seen),
    };
  }
  if (chosen.kind === "fact")
    return { entities: [], facts: store.facts[chosen.fact].background ? [] : [chosen.fact], observations: [] };
  if (chosen.kind === "pair") {
    const direct = touching(chosen.a).filter((number) =>
      [store.facts[number].s, store.facts[number].o].includes(chosen.b),
    );
    const shared = app.joint(view, chosen.a, chosen.b).flatMap(([, facts]) => facts);
    return { entities: [chosen.a, chosen.b], facts: [...new Set([...direct, ...shared])], observations: [] };
  }
  return {
    entities: view.entities.filter((i) => store.entities[i].documents.includes(chosen.document)),
    facts: known.filter((number) => store.facts[number].documents.includes(chosen.document)),
    observations: view.observations.filter(
      (number) => store.quotes[store.observations[number].quote].document === chosen.document,
    ),
  };
}

export async function saveTurtle(app, onlySelected) {
  return hand(
    "kg.ttl",
    new Blob([turtle(app.store, chosenPart(app, onlySelected))], { type: "text/turtle;charset=utf-8" }),
  );
}

/** Saves facts as CSV: those given, or those of the view or the selection. The mark at the beginning is for Excel. */
export async function saveCsv(app, onlySelected, facts = null) {
  return hand(
    "kg.csv",
    new Blob(["\ufeff", csv(app.store, facts ?? chosenPart(app, onlySelected).facts)], {
      type: "text/csv;charset=utf-8",
    }),
  );
}
