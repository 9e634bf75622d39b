// The closes of the window by code, initiator and outcome, as `websocket_closes_total` has them. A label that stands
// for many codes, such as `4xxx`, unfolds into these.

import { t } from "./language.js";
import { swatch } from "./paints.js";
import { keepRows, setText } from "./rows.js";
import { codeLink, element } from "./text.js";
import { countsOf, sumsBy } from "./window.js";

const unfolded = new Set();
let again = () => {};

/** Shows every series that is not 0, the largest first. */
export function showTotals(body, seen) {
  again = () => showTotals(body, seen);
  const counts = countsOf(seen);
  const kinds = new Map(counts.map(([kind]) => [seriesOf(kind), kind]));
  const sums = [...sumsBy(counts, seriesOf)].sort(([, a], [, b]) => b - a);
  const rows = sums.flatMap(([series, count]) => {
    const kind = kinds.get(series);
    const codes = unfolded.has(series) ? codesOf(counts, series) : [];
    return [{ series, kind, count }, ...codes.map((it) => ({ series, kind, ...it }))];
  });
  keepRows(body, rows, {
    key: ({ series, code }) => (code === undefined ? series : `${series} ${code}`),
    make: (row) => (row.code === undefined ? seriesRow(row) : codeRow(row)),
    renew: (row, { count }) => setText(row.lastChild, count),
  });
}

function seriesOf({ label, initiator, outcome }) {
  return `${label} ${initiator} ${outcome}`;
}

/** The codes of a series, the commonest first; `null` for those that were too many to be told apart. */
function codesOf(counts, series) {
  const own = counts.filter(([kind]) => seriesOf(kind) === series);
  const sums = [...sumsBy(own, ({ code }) => code)].sort(([, a], [, b]) => b - a);
  return sums.map(([code, count]) => ({ code, count }));
}

function seriesRow({ series, kind: { label, name, initiator, outcome }, count }) {
  const isOne = /^\d+$/.test(label);
  return element(
    "tr",
    { "data-series": series },
    element("th", { scope: "row" }, isOne ? codeLink(label) : unfolder(label, series), " ", name),
    element("td", {}, initiator),
    element("td", {}, element("span", { class: "outcome" }, swatch("outcome", outcome), outcome)),
    element("td", { class: "number" }, String(count)),
  );
}

function unfolder(label, series) {
  const button = element("button", { type: "button", class: "unfold" }, label);
  const show = () => button.setAttribute("aria-expanded", String(unfolded.has(series)));
  button.addEventListener("click", () => {
    if (!unfolded.delete(series)) unfolded.add(series);
    show();
    again();
  });
  show();
  return button;
}

function codeRow({ code, count }) {
  return element(
    "tr",
    { class: "unfolded", "data-code": code ?? "" },
    element("th", { scope: "row", colspan: 3 }, code === null ? t("others, or none") : codeLink(code)),
    element("td", { class: "number" }, String(count)),
  );
}
