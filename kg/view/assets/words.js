// The interface's words in both languages, and how numbers, times and amounts are said in them.

import { ENGLISH } from "./words_en.js";
import { CHINESE } from "./words_zh.js";

const NUMBERS = Object.fromEntries(
  ["zh", "en"].map((lang) => [
    lang,
    new Intl.NumberFormat(lang === "zh" ? "zh-CN" : "en-GB", { maximumFractionDigits: 2 }),
  ]),
);
let language = "zh";

export function setLanguage(lang) {
  language = lang === "en" ? "en" : "zh";
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
}

/** The words for `key`, with `{name}` filled in from `values`. */
export function t(key, values = {}) {
  const text = (language === "zh" ? CHINESE : ENGLISH)[key];
  if (text === undefined) throw new Error(`no words for ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** The label of a term of the ontology in the current language. */
export function label(term) {
  return (language === "zh" ? term.zh : term.en) || term.id;
}

/** A relation's name as read from its subject, or from its object where `back` is true. */
export function relationLabel(relation, back = false) {
  if (!back || relation.symmetric) return label(relation);
  return relation.back?.[language] || t("incoming", { relation: label(relation) });
}

export function statusLabel(store, status) {
  const term = store.statuses.find((row) => row.id === status);
  return term ? label(term) : t("statusNone");
}

/** A number with its thousands set apart. */
export function count(number) {
  return NUMBERS[language].format(number);
}

/** An amount in its unit, in the words of the language: 22 0000 0000 CNY is 22亿元 or 2.2 bn CNY. */
export function amount(value, unit) {
  const size = Math.abs(value);
  if (unit.id === "percent") return `${count(value)}%`;
  if (unit.id === "m2" && size >= 1e6) return `${count(value / 1e6)} km²`;
  if (unit.id === "m" && size >= 1000) return `${count(value / 1000)} km`;
  if (unit.id === "W" && size >= 1e6) return `${count(value / 1e6)} MW`;
  if (unit.id === "Wh" && size >= 1e6) return `${count(value / 1e6)} MWh`;
  if (unit.id === "s") return duration(value);
  const symbol = { CNY: language === "zh" ? "元" : "CNY", person: language === "zh" ? "人" : "people", one: "" }[
    unit.id
  ];
  const short = symbol ?? (unit.symbol || label(unit));
  if (language === "zh") {
    if (size >= 1e8) return `${count(value / 1e8)}亿${short}`;
    if (size >= 1e4) return `${count(value / 1e4)}万${short}`;
    return `${count(value)}${/^[A-Za-z]/.test(short) ? " " : ""}${short}`;
  }
  if (size >= 1e9) return `${count(value / 1e9)} bn ${short}`.trim();
  if (size >= 1e6) return `${count(value / 1e6)} m ${short}`.trim();
  return `${count(value)} ${short}`.trim();
}

const PERIODS = [
  [31536000, "年", "years"],
  [86400, "天", "days"],
  [3600, "小时", "hours"],
  [60, "分钟", "minutes"],
  [1, "秒", "seconds"],
];

function duration(seconds) {
  const [length, chinese, english] = PERIODS.find(([period]) => Math.abs(seconds) >= period) ?? PERIODS[4];
  return language === "zh" ? `${count(seconds / length)}${chinese}` : `${count(seconds / length)} ${english}`;
}

/** A confidence between 0 and 1 as a percentage. */
export function percent(share) {
  return `${Math.round(share * 100)}%`;
}
