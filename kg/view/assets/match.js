// Finds entities by any name, alias or pinyin, best first.

/** Prepares the names of all entities for `find`. */
export function makeIndex(store) {
  return store.entities.map((entity) => ({
    i: entity.i,
    weight: Math.log2(2 + entity.degree + entity.observations.length),
    names: [
      [entity.name, entity.pinyin, ""],
      ...entity.aliases.map((alias) => [alias.name, alias.pinyin, alias.name]),
    ].map(([name, pinyin, alias]) => {
      const syllables = pinyin
        .split(" ")
        .map((one) => one.replace(/[^\p{L}\p{N}]/gu, ""))
        .filter(Boolean);
      return {
        plain: fold(name),
        full: syllables.join(""),
        initials: syllables.map((one) => one[0] ?? "").join(""),
        syllables,
        alias,
      };
    }),
  }));
}

/** Letters as one case and width, without spaces or apostrophes. */
export function fold(text) {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s'’·]/g, "");
}

/** Up to `most` hits for what was typed: { entity, alias } where an alias was what fitted. */
export function find(index, typed, most = 12) {
  const words = fold(typed);
  if (!words) return [];
  const latin = /^[a-zü0-9]+$/.test(words);
  const hits = [];
  for (const row of index) {
    let best = 0;
    let alias = "";
    for (const name of row.names) {
      const score = fit(name, words, latin) - (name.alias ? 3 : 0);
      if (score > best) [best, alias] = [score, name.alias];
    }
    if (best > 0) hits.push({ entity: row.i, alias, score: best + Math.min(8, row.weight) });
  }
  hits.sort((a, b) => b.score - a.score || a.entity - b.entity);
  return hits.slice(0, most);
}

function fit(name, words, latin) {
  if (name.plain === words) return 100;
  if (name.plain.startsWith(words)) return 85 - Math.min(10, (name.plain.length - words.length) / 3);
  if (name.plain.includes(words)) return 65;
  if (!latin) return 0;
  if (name.full === words || name.initials === words) return 60;
  if (name.full.startsWith(words)) return 52;
  if (name.initials.startsWith(words)) return 46;
  if (words.length > 1 && name.initials.includes(words)) return 22;
  // a syllable further in, but only from its beginning: 'bei' finds 湖北, 'ei' finds nothing
  let at = 0;
  for (const syllable of name.syllables) {
    if (words.length > 1 && name.full.startsWith(words, at)) return 30;
    at += syllable.length;
  }
  return 0;
}
