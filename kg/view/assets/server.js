// Under `kg serve`, what a page that holds a part of the graph lacks is asked of the server; from the disk no one is asked.

import { merge } from "./merge.js";
import { shown } from "./dom.js";
import { count, t } from "./words.js";

/**
 * What can be asked of the server, or null where there is none or the page holds all. `grown()` is called after each
 * part that has come in.
 */
export function makeServer(app, grown) {
  const { store } = app;
  const served = document.querySelector('meta[name="kg-served"]') && /^https?:$/.test(location.protocol);
  if (!served || store.meta.total.entities <= store.entities.length) return null;
  const asked = new Map(); // key → steps around it that are here or on their way
  let turn = Promise.resolve();

  async function get(path, values) {
    const reply = await fetch(`${path}?${new URLSearchParams(values)}`, { headers: { Accept: "application/json" } });
    if (!reply.ok && reply.status !== 404) throw new Error(String(reply.status));
    return reply.ok ? reply.json() : null;
  }

  async function load(key, depth) {
    if ((asked.get(key) ?? 0) >= depth) return;
    const before = asked.get(key) ?? 0;
    asked.set(key, depth);
    try {
      const raw = await get("neighbourhood", { id: key, depth });
      if (!raw) return;
      const root = store.entities[merge(store, raw)];
      grown();
      if (raw.left) app.say(t("leftOut", { name: shown(root.name, 24), n: count(raw.left) }));
    } catch {
      asked.set(key, before);
      app.say(t("serverFailed"));
    }
  }

  return {
    /** Brings the neighbourhood of `key` into the page; one request after the other. */
    load(key, depth = 1) {
      turn = turn.then(() => load(key, depth));
      return turn;
    },
    /** Brings in what the state speaks of: focus, expanded entities, ends of a path, and what it names elsewhere. */
    need(now) {
      if (now.focus) this.load(now.focus, now.depth);
      for (const key of [...now.open, now.pathFrom, now.pathTo]) if (key) this.load(key);
      const named = /^[efl]:/.test(now.sel) ? now.sel.slice(2).split("~") : [];
      if (now.sel.startsWith("f:")) named.splice(1, 1); // the relation
      turn = turn.then(async () => {
        for (const key of [...named, ...Object.keys(now.pin)]) if (key && !store.byKey.has(key)) await load(key, 1);
      });
    },
    /** Entities by name that are not in the page: [{ key, name, also, classes }]; none where the server fails. */
    async search(words) {
      const found = await get("search", { q: words, limit: 12 }).catch(() => null);
      return (found?.hits ?? []).filter((hit) => !store.byKey.has(hit.key));
    },
  };
}
