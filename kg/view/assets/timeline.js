// The time tab: dated facts and figures in rows, along years; years in which nothing happens are folded.

import { el, replace, shown, svg } from "./dom.js";
import { months } from "./edtf.js";
import { valueWords } from "./observations.js";
import { colours } from "./theme.js";
import { count, label, statusLabel, t } from "./words.js";

const YEAR = 216; // pixels of a year in which something happens
const GAP = 22; // pixels of a run of empty years
const ROW = 24;
const MOST = 1500; // items that are drawn

/** Mounts the timeline in `host`; call the result after each change of state. */
export function makeTimeline(app, host) {
  const { store, state } = app;
  const pen = document.createElement("canvas").getContext("2d");
  let last = "";
  let from = null;
  let picture = null;
  app.timePicture = () => picture;

  return (now) => {
    if (now.tab !== "time") return;
    const view = app.view();
    const signature = [now.lanes, now.lang, now.sel, document.documentElement.dataset.theme, now.theme].join(" ");
    if (signature === last && view === from) return;
    const kept = host.querySelector(".time-scroll");
    const place = kept && view === from ? [kept.scrollLeft, kept.scrollTop] : null;
    [last, from] = [signature, view];
    const items = collect(view, now.lanes);
    const select = el(
      "select",
      { onchange: () => state.change({ lanes: select.value }) },
      [
        ["relation", "laneRelation"],
        ["class", "laneClass"],
        ["status", "laneStatus"],
      ].map(([value, words]) => el("option", { value, selected: value === now.lanes, text: t(words) })),
    );
    const head = el(
      "div",
      { class: "pane-head" },
      el("label", {}, `${t("lanes")} `, select),
      el("span", { class: "note", text: t("timeItems", { n: count(items.length) }) }),
      el("p", { class: "note", text: t("timeLead") }),
    );
    picture = items.length ? draw(items.slice(0, MOST), now) : null;
    const years =
      picture &&
      svg(
        "svg",
        { width: picture.getAttribute("width"), height: 23, class: "years", "aria-hidden": "true" },
        [...picture.querySelectorAll(".year")].map((year) => year.cloneNode(true)),
      );
    const scroller = el(
      "div",
      { class: "time-scroll", tabindex: "0", role: "region", "aria-label": t("time") },
      years,
      picture,
    );
    replace(host, head, picture ? scroller : el("p", { class: "empty", text: t("timeNone") }));
    // the names of the rows stay in sight while the years move
    scroller.addEventListener("scroll", () => {
      for (const name of picture?.querySelectorAll(".lane") ?? []) name.setAttribute("x", scroller.scrollLeft + 8);
    });
    if (place) scroller.scrollTo(...place);
    else scroller.scrollLeft = scroller.scrollWidth;
  };

  function collect(view, lanes) {
    const items = [];
    for (const number of view.facts) {
      const fact = store.facts[number];
      const span = months(fact.time);
      if (!span) continue;
      const relation = store.relations[fact.p];
      const subject = store.entities[fact.s];
      const text = `${shown(subject.name, 12)} ${label(relation)} ${shown(store.entities[fact.o].name, 14)}`;
      const lane = {
        relation: [relation.i, label(relation)],
        class: [subject.cls.i, label(subject.cls)],
        status: statusLane(fact.status),
      }[lanes];
      items.push({ span, text, lane, colour: subject.cls.colour, sel: `f:${app.factKey(fact)}`, time: fact.time });
    }
    for (const number of view.observations) {
      const seen = store.observations[number];
      const span = months(seen.time);
      if (!span) continue;
      const subject = store.entities[seen.about];
      const text = `${shown(subject.name, 12)} ${label(store.indicators[seen.indicator])} ${valueWords(store, seen)}`;
      const lane = {
        relation: [1000, t("observations")],
        class: [subject.cls.i, label(subject.cls)],
        status: statusLane(seen.status),
      }[lanes];
      items.push({ span, text, lane, colour: subject.cls.colour, sel: `e:${subject.key}`, time: seen.time });
    }
    return items.sort(
      (a, b) => a.lane[0] - b.lane[0] || a.span[0] - b.span[0] || b.span[1] - a.span[1] || (a.text < b.text ? -1 : 1),
    );
  }

  function statusLane(status) {
    const at = store.statuses.findIndex((row) => row.id === status);
    return [at < 0 ? 99 : at, statusLabel(store, status)];
  }

  function draw(items, now) {
    const palette = colours();
    const axis = makeAxis(items);
    pen.font = `12px ${palette.font}`;
    const lanes = new Map();
    for (const item of items) {
      if (!lanes.has(item.lane[0])) lanes.set(item.lane[0], { name: item.lane[1], rows: [], items: [] });
      const lane = lanes.get(item.lane[0]);
      item.x = axis.x(item.span[0]);
      item.width = Math.max(7, axis.x(item.span[1]) - item.x - 2);
      const text = pen.measureText(item.text).width + 12;
      item.inside = item.width > text / 2;
      item.reach = item.x + (item.inside ? Math.max(item.width, text) : item.width + text) + 6;
      item.row = lane.rows.findIndex((taken) => taken <= item.x);
      if (item.row < 0) item.row = lane.rows.push(0) - 1;
      lane.rows[item.row] = item.reach;
      lane.items.push(item);
    }
    const width = Math.max(axis.width + 160, ...items.map((item) => item.reach + 10));
    const ink = [];
    const back = [];
    let top = 30;
    for (const lane of lanes.values()) {
      const height = lane.rows.length * ROW + 26;
      back.push(svg("line", { x1: 0, x2: width, y1: top, y2: top, stroke: palette.edge, "stroke-opacity": 0.5 }));
      back.push(
        svg("text", {
          x: 8,
          y: top + 17,
          fill: palette.ink,
          "font-size": 13,
          "font-weight": 600,
          class: "lane",
          text: `${lane.name} ${lane.items.length}`,
        }),
      );
      for (const item of lane.items) ink.push(mark(item, top + 22 + item.row * ROW, palette, now));
      top += height;
    }
    for (const { x, words, folded } of axis.ticks) {
      back.push(
        svg("line", { x1: x, x2: x, y1: 22, y2: top, stroke: palette.edge, "stroke-opacity": folded ? 0.15 : 0.45 }),
      );
      back.push(svg("text", { x: x + 4, y: 16, fill: palette.faint, "font-size": 12, class: "year", text: words }));
    }
    return svg(
      "svg",
      {
        width,
        height: top + 10,
        viewBox: `0 0 ${width} ${top + 10}`,
        class: "timeline",
        "font-family": palette.font,
        role: "list",
        "aria-label": t("time"),
      },
      back,
      ink,
    );
  }

  function mark(item, y, palette, now) {
    const choose = () => state.change({ sel: item.sel });
    const lit = now.sel === item.sel;
    return svg(
      "g",
      {
        role: "listitem",
        tabindex: "0",
        class: "moment",
        "aria-label": `${item.time}: ${item.text}`,
        onclick: choose,
        onkeydown: (event) => event.key === "Enter" && choose(),
      },
      svg("title", { text: `${item.time} · ${item.text}` }),
      svg("rect", {
        x: item.x,
        y,
        width: item.width,
        height: 18,
        rx: 4,
        fill: item.colour,
        "fill-opacity": lit ? 0.55 : 0.2,
        stroke: lit ? palette.ink : item.colour,
        "stroke-width": lit ? 2 : 1,
      }),
      svg("text", {
        x: item.inside ? item.x + 6 : item.x + item.width + 5,
        y: y + 13.5,
        fill: palette.ink,
        "font-size": 12,
        text: item.text,
      }),
    );
  }
}

/** Places of times along the picture: eventful years are wide, runs of empty ones a narrow fold. */
function makeAxis(items) {
  const eventful = new Set();
  for (const { span } of items) {
    const [first, last] = [Math.floor(span[0] / 12), Math.ceil(span[1] / 12) - 1];
    // a plan of decades opens at its ends only
    for (let year = first; year <= last; year += 1)
      if (last - first < 4 || year === first || year === last) eventful.add(year);
  }
  const years = [...eventful].sort((a, b) => a - b);
  const starts = new Map();
  const ticks = [];
  let x = 8;
  years.forEach((year, n) => {
    if (n && year !== years[n - 1] + 1) {
      ticks.push({ x, words: "⋯", folded: true });
      x += GAP;
    }
    starts.set(year, x);
    ticks.push({ x, words: String(year), folded: false });
    x += YEAR;
  });
  ticks.push({ x, words: "", folded: true });
  const width = x;
  return {
    width,
    ticks,
    x(month) {
      const year = Math.floor(month / 12);
      if (starts.has(year)) return starts.get(year) + ((month - year * 12) / 12) * YEAR;
      // the end of December is the beginning of a year that may be folded away
      const before = years.filter((one) => one < year).pop();
      return before === undefined ? 8 : starts.get(before) + YEAR + (month > (before + 1) * 12 ? GAP / 2 : 0);
    },
  };
}
