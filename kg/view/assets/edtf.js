// Times as the graph writes them: EDTF days, months, years and intervals, as numbers of months.

/** [first, last) in months since year 0 of an EDTF time, or null where it is none: 2021-01/2021-06 is six months. */
export function months(time) {
  if (!time) return null;
  const [left, right = left] = time.split("/");
  const from = point(left);
  const to = point(right);
  if (!from && !to) return null;
  const first = (from ?? to)[0];
  return [first, Math.max(first + 0.05, (to ?? from)[1])];
}

function point(text) {
  const match = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(text.trim());
  if (!match) return null;
  const year = Number(match[1]) * 12;
  if (!match[2]) return [year, year + 12];
  const month = Number(match[2]);
  // 21 to 24 are the seasons, 33 to 36 the quarters
  if (month >= 33 && month <= 36) return [year + (month - 33) * 3, year + (month - 32) * 3];
  if (month >= 21 && month <= 24) return [year + (month - 21) * 3 + 2, year + (month - 21) * 3 + 5];
  if (month < 1 || month > 12) return [year, year + 12];
  if (!match[3]) return [year + month - 1, year + month];
  const day = year + month - 1 + (Number(match[3]) - 1) / 31;
  return [day, day + 1 / 31];
}
