// Evidence: the sentence of a document with the words of a fact marked in it.

import { button, el, shown } from "./dom.js";
import { t } from "./words.js";

const SKIP = /[\s\u00ad]/u;

/**
 * Stretches [start, end) of `text` in which one of `names` stands, longest names first, without overlaps. White space
 * inside the text is passed over, because a line break may fall within a name; letters match in any width and case.
 */
export function spans(text, names) {
  const letters = [];
  const places = [];
  for (let at = 0; at < text.length; at += 1) {
    if (SKIP.test(text[at])) continue;
    const plain = text[at].normalize("NFKC").toLowerCase();
    letters.push(plain.length === 1 ? plain : text[at]);
    places.push(at);
  }
  const flat = letters.join("");
  const wanted = [...new Set(names.map((name) => name.normalize("NFKC").toLowerCase().replace(/\s+/g, "")))];
  wanted.sort((a, b) => b.length - a.length);
  const found = [];
  for (const name of wanted) {
    if (!name) continue;
    for (let at = flat.indexOf(name); at >= 0; at = flat.indexOf(name, at + name.length)) {
      const [start, end] = [places[at], places[at + name.length - 1] + 1];
      if (!found.some(([from, to]) => start < to && from < end)) found.push([start, end]);
    }
  }
  return found.sort(([a], [b]) => a - b);
}

/** A quotation as a block: the sentence, then the document, its date and the place in it. */
export function quotation(app, number, names) {
  const quote = app.store.quotes[number];
  const document = app.store.documents[quote.document];
  const text = el("p");
  let at = 0;
  for (const [start, end] of spans(quote.text, names)) {
    text.append(shown(quote.text.slice(at, start)), el("mark", { text: shown(quote.text.slice(start, end)) }));
    at = end;
  }
  text.append(shown(quote.text.slice(at)));
  return el(
    "blockquote",
    { class: "quote", lang: "zh" },
    text,
    document &&
      el(
        "footer",
        {},
        button(shown(document.title, 60), () => app.actions.selectDocument(document.i), { class: "link" }),
        document.date && el("time", { text: document.date }),
        el("span", { text: `${shown(document.name, 40)} · ${t("char", { start: quote.start, end: quote.end })}` }),
      ),
  );
}

/** All names under which an entity can stand in a text. */
export function namesOf(entity) {
  return [entity.name, ...entity.aliases.map((alias) => alias.name)];
}
