// Light and dark: the canvas takes its colours from the same CSS variables as the page.

const media = matchMedia("(prefers-color-scheme: dark)");

/** Sets the theme of the state ("auto", "light" or "dark") and tells `listener` whenever colours change. */
export function makeTheme(app, listener) {
  function apply() {
    const wanted = app.state.now.theme;
    const dark = wanted === "dark" || (wanted !== "light" && media.matches);
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    listener();
  }
  media.addEventListener("change", apply);
  app.state.listen((now, before) => now.theme !== before.theme && apply());
  apply();
}

/** The colours of the canvas at this moment. */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(name).trim();
  return {
    ground: of("--ground"),
    ink: of("--ink"),
    faint: of("--faint"),
    edge: of("--edge"),
    accent: of("--accent"),
    halo: of("--ground"),
    font: of("--font"),
  };
}

/** The other theme than the one that shows. */
export function otherTheme() {
  return document.documentElement.dataset.theme === "dark" ? "light" : "dark";
}
