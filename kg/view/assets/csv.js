// Facts as rows of comma-separated values, as RFC 4180 says, for spreadsheets and scripts.

import { label, statusLabel, t } from "./words.js";

/** One cell. A text that a spreadsheet would run as a formula gets an apostrophe before it, as OWASP advises. */
export function cell(value) {
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The table of `facts` (numbers) with a heading in the current language. */
export function csv(store, facts) {
  const { entities, documents, quotes, relations } = store;
  const head = [
    "subject",
    "class",
    "relation",
    "object",
    "class",
    "status",
    "when",
    "confidence",
    "document",
    "evidence",
  ].map((name) => t(name));
  const rows = facts.map((number) => {
    const fact = store.facts[number];
    const [s, o] = [entities[fact.s], entities[fact.o]];
    const sources = fact.documents.filter((i) => i >= 0).map((i) => documents[i].title);
    const sentences = fact.quotes.map((i) => quotes[i].text.replace(/\s*[\r\n]+\s*/g, ""));
    return [
      s.name,
      label(s.cls),
      label(relations[fact.p]),
      o.name,
      label(o.cls),
      fact.status && statusLabel(store, fact.status),
      fact.time,
      fact.confidence,
      sources.join(" | "),
      sentences.join(" | "),
      s.key,
      o.key,
    ];
  });
  return [[...head, "subject key", "object key"], ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}
