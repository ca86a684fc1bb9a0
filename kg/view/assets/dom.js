// Makes elements. Text enters the page here and only as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

/**
 * An HTML element. `attributes` may hold event listeners (`onclick: f`), booleans (set or left out) and `text`.
 * Children are elements, strings (as text) or falsy values (left out).
 */
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for SVG elements. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") node.textContent = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "colour") node.style.setProperty("--colour", value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat(3)) if (child || child === 0) node.append(child);
  return node;
}

/** Puts `children` in place of all that `node` holds. */
export function replace(node, ...children) {
  node.replaceChildren(...children.flat(3).filter((child) => child || child === 0));
  return node;
}

const HIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu;
const BREAK = /\s*[\r\n\u2028\u2029]+\s*/gu;

/**
 * A string of a document as a reader should see it (U+200C and U+200D stay: they join emoji and Persian letters): characters that are invisible or turn the text around become
 * visible codes, line breaks become nothing between Chinese characters and a space elsewhere.
 */
export function shown(text, longest = Infinity) {
  const visible = String(text)
    .replace(BREAK, (found, at, whole) =>
      /[\u2e80-\uffef]/.test(whole[at - 1] ?? "") || /[\u2e80-\uffef]/.test(whole[at + found.length] ?? "") ? "" : " ",
    )
    .replace(HIDDEN, (character) => `[U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}]`);
  if (visible.length <= longest) return visible;
  return `${[...visible.slice(0, longest + 1)].slice(0, longest - 1).join("")}…`;
}

/** A text in which half a surrogate pair, which no file or address can hold, is a replacement character. */
export function wellFormed(text) {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
}

/** A button whose name is read out where `label` is given and its face is only an icon. */
export function button(face, onclick, attributes = {}) {
  const { label, ...others } = attributes;
  return el("button", { type: "button", onclick, "aria-label": label, title: label, ...others }, face);
}

const ICONS = {
  undo: "M9 7 4 12l5 5M4 12h10a6 6 0 0 1 0 12",
  redo: "M15 7l5 5-5 5M20 12H10a6 6 0 0 0 0 12",
  save: "M12 4v11M7 11l5 5 5-5M5 20h14",
  theme: "M12 3a9 9 0 1 0 9 9 7 7 0 0 1-9-9z",
  help: "M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 18v.5",
  filter: "M4 6h16M7 12h10M10 18h4",
  close: "M6 6l12 12M18 6 6 18",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  fit: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 21 21",
  pin: "M9 3h6l-1 6 4 4H6l4-4zM12 13v8",
  hide: "M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6zM4 4l16 16",
  focus: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v4M12 18v4M2 12h4M18 12h4",
  path: "M5 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM19 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM7 17h4c6 0 0-10 6-10",
  expand: "M12 3v6M12 15v6M3 12h6M15 12h6",
  collapse: "M4 4l6 6M20 4l-6 6M4 20l6-6M20 20l-6-6",
  map: "M9 4 3 6v14l6-2 6 2 6-2V4l-6 2zM9 4v14M15 6v14",
  link: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
};

/** A line icon by name, hidden from screen readers: the button around it has the words. */
export function icon(name) {
  return svg("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" }, svg("path", { d: ICONS[name] }));
}
