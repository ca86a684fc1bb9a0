/* The page to write queries on: YASGUI bound to this server, its completion fed with the graph's own terms and names. */
"use strict";

(() => {
  const START = `PREFIX kg: <https://w3id.org/regional-kg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?place ?partner WHERE {
  ?a kg:cooperatesWith ?b .
  ?a skos:prefLabel ?place .
  ?b skos:prefLabel ?partner .
} LIMIT 100
`;
  const json = async (path) => {
    const response = await fetch(path, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error((await response.text()).trim());
    return response.json();
  };
  const told = document.getElementById("told");
  const tell = (words, wrong = false) => {
    told.textContent = words;
    told.classList.toggle("wrong", wrong);
  };

  let vocabulary = { prefixes: {}, classes: [], properties: [] };

  /** The token at the cursor as the graph's terms are written: `kg:buil`, `建设` or the end of an IRI. */
  const wanted = (token) => token.string.replace(/^[<"']|[>"']$/g, "").toLowerCase();

  const matching = (terms, token) => {
    const typed = wanted(token);
    const rank = ([name, iri, label]) => {
      if (name.toLowerCase().startsWith(typed) || iri.toLowerCase().startsWith(typed)) return 0;
      if (label && label.startsWith(typed)) return 1;
      return name.toLowerCase().includes(typed) || (label && label.includes(typed)) ? 2 : -1;
    };
    return terms.map((term) => [rank(term), term]).filter(([order]) => order >= 0)
      .sort(([a], [b]) => a - b).map(([, [name]]) => name).slice(0, 60);
  };

  /** Beside a term its Chinese label. */
  const labelled = (terms) => (_yasqe, hints) => {
    const labels = new Map(terms().map(([name, , label]) => [name, label]));
    for (const hint of hints) {
      const label = labels.get(hint.text);
      if (label) hint.displayText = `${hint.text}　${label}`;
    }
    return hints;
  };

  const isVariable = (token) => token.string[0] === "?" || token.string[0] === "$";

  const afterType = (yasqe) => {
    const token = yasqe.getCompleteToken();
    if (isVariable(token)) return false;
    const cursor = yasqe.getDoc().getCursor();
    const before = yasqe.getPreviousNonWsToken(cursor.line, token);
    return before.string === "a" || ["a", "rdf:type"].includes(before.state.lastProperty);
  };

  const atPredicate = (yasqe) => {
    const token = yasqe.getCompleteToken();
    if (isVariable(token) || token.string.startsWith("ent:")) return false;
    return Boolean(token.string.trim()) && (token.state.possibleCurrent || []).includes("a") && !afterType(yasqe);
  };

  const names = new Map();
  const completers = [
    {
      name: "kg-classes", bulk: false, autoShow: true, isValidCompletionPosition: afterType,
      get: (_yasqe, token) => matching(vocabulary.classes, token),
      postprocessHints: labelled(() => vocabulary.classes),
    },
    {
      name: "kg-properties", bulk: false, autoShow: true, isValidCompletionPosition: atPredicate,
      get: (_yasqe, token) => matching(vocabulary.properties, token),
      postprocessHints: labelled(() => vocabulary.properties),
    },
    {
      name: "kg-entities", bulk: false, autoShow: false,
      isValidCompletionPosition: (yasqe) => yasqe.getCompleteToken().string.startsWith("ent:"),
      get: async (_yasqe, token) => {
        const found = await json(`/search?limit=30&q=${encodeURIComponent(token.string.slice(4))}`);
        const base = vocabulary.prefixes.ent;
        return found.hits.map((hit) => {
          const short = `ent:${hit.iri.slice(base.length)}`;
          names.set(short, hit.also ? `${hit.name}（${hit.also}）` : hit.name);
          return short;
        });
      },
      postprocessHints: (_yasqe, hints) => {
        for (const hint of hints) hint.displayText = `${hint.text}　${names.get(hint.text) || ""}`;
        return hints;
      },
    },
  ];

  const start = () => {
    for (const completer of completers) Yasgui.Yasqe.registerAutocompleter(completer, false);
    const yasgui = new Yasgui(document.getElementById("editor"), {
      requestConfig: { endpoint: `${location.origin}/sparql`, method: "POST" },
      copyEndpointOnNewTab: false,
      endpointCatalogueOptions: { getData: () => [] },
      persistenceId: "kg",
      populateFromUrl: false,
      yasqe: {
        value: START,
        prefixCcApi: null,
        createShareableLink: (yasqe) => `${location.origin}/query#query=${encodeURIComponent(yasqe.getValue())}`,
        consumeShareLink: null,
        collapsePrefixesOnLoad: false,
        autocompleters: ["variables", ...completers.map((completer) => completer.name)],
      },
      yasr: { prefixes: () => vocabulary.prefixes, persistenceId: null },
    });
    window.yasgui = yasgui;
    return yasgui;
  };

  const open = (yasgui, text, run) => {
    const tab = yasgui.getTab() || yasgui.addTab(true);
    const yasqe = tab.getYasqe();
    yasqe.setValue(text);
    yasqe.focus();
    if (run) yasqe.query().catch(() => undefined); // YASR shows what went wrong
  };

  /** The menu: choosing a query shows its parameters; the button puts it into the editor and runs it. */
  const menu = (yasgui, queries) => {
    const choice = document.getElementById("saved");
    const fields = document.getElementById("parameters");
    const run = document.getElementById("run");
    for (const query of queries) choice.add(new Option(`${query.title}（${query.name}）`, query.name));
    const chosen = () => queries.find((query) => query.name === choice.value);
    const show = async () => {
      const query = chosen();
      fields.replaceChildren();
      run.disabled = !query;
      tell(query ? query.description : "");
      for (const parameter of query ? query.parameters : []) {
        const label = document.createElement("label");
        const input = document.createElement("input");
        input.name = parameter.name;
        input.placeholder = parameter.default || parameter.description;
        input.title = parameter.description;
        label.append(parameter.name, input);
        fields.append(label);
      }
    };
    const load = async () => {
      const values = new URLSearchParams([...new FormData(document.getElementById("menu"))]
        .filter(([name, value]) => name !== "saved" && value));
      const response = await fetch(`/saved/${chosen().name}?${values}`);
      const text = await response.text();
      if (response.ok) open(yasgui, text, true);
      tell(response.ok ? chosen().description : text.trim(), !response.ok);
    };
    choice.addEventListener("change", show);
    document.getElementById("menu").addEventListener("submit", (event) => {
      event.preventDefault();
      if (chosen()) load().catch((error) => tell(String(error), true));
    });
    const asked = new URLSearchParams(location.search).get("saved");
    if (asked) {
      choice.value = asked;
      show().then(() => chosen() && load());
    }
  };

  /** Links of results that are things of this graph lead to their pages here, not to the world. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest(".yasr a[href]");
    if (link && link.getAttribute("href").startsWith("https://w3id.org/regional-kg/")) {
      event.preventDefault();
      location.assign(`/resource?iri=${encodeURIComponent(link.getAttribute("href"))}`);
    }
  });

  (async () => {
    vocabulary = await json("/terms");
    const yasgui = start();
    const shared = new URLSearchParams(location.hash.slice(1)).get("query");
    if (shared) open(yasgui, shared, false);
    menu(yasgui, await json("/saved"));
    document.body.dataset.ready = "yes";
  })().catch((error) => tell(String(error), true));
})();
