// Stacked bars over time, drawn as SVG.

import { nameOf } from "./concerns.js";
import { t } from "./language.js";
import { fill, rank } from "./paints.js";
import { element, svgElement, timeOf } from "./text.js";
import { BARS, sumsBy, total } from "./window.js";

const MARGIN = { top: 10, right: 4, bottom: 20, left: 40 };

/** The bars of a window, with their `sums` by value and their `total`. */
export function stacked(bars, stack) {
  const by = (kind) => kind[stack] ?? t("no endpoint");
  return bars.map((bar) => ({ ...bar, sums: sumsBy(bar.counts, by), total: total(bar.counts) }));
}

/** The values that occur, in the order in which they are stacked, each with its sum. */
export function legendOf(bars, stack) {
  const sums = new Map();
  for (const bar of bars) {
    for (const [value, count] of bar.sums) sums.set(value, (sums.get(value) ?? 0) + count);
  }
  const byRank = ([a], [b]) => rank(stack, a) - rank(stack, b) || 0;
  return [...sums].sort((a, b) => byRank(a, b) || String(a[0]).localeCompare(b[0]));
}

/** Draws the bars into `plot`, and calls `point` with the bar that the pointer is at, or nothing. */
export function drawChart(plot, bars, stack, point) {
  const width = Math.max(plot.clientWidth, 240);
  const height = plot.clientHeight;
  const inner = {
    width: width - MARGIN.left - MARGIN.right,
    height: height - MARGIN.top - MARGIN.bottom,
  };
  const [step, top] = scale(Math.max(...bars.map((bar) => bar.total)));
  const y = (count) => MARGIN.top + inner.height * (1 - count / top);
  const pitch = inner.width / BARS;
  const svg = svgElement("svg", { width, height, "aria-hidden": "true" });

  for (let count = 0; count <= top; count += step) {
    const line = { x1: MARGIN.left, x2: width - MARGIN.right, y1: y(count), y2: y(count) };
    svg.append(
      svgElement("line", { class: count ? "grid" : "axis", ...line }),
      svgElement("text", { x: MARGIN.left - 8, y: y(count) + 4, class: "count" }, String(count)),
    );
  }
  const marks = width < 500 ? 24 : 12;
  for (let place = BARS; place >= 0; place -= marks) {
    const x = MARGIN.left + place * pitch;
    const ago = (BARS - place) * bars[0].width;
    const end = place === BARS ? "end" : place === 0 ? "start" : "middle";
    svg.append(svgElement("text", { x, y: height - 4, "text-anchor": end }, agoText(ago)));
  }

  const order = legendOf(bars, stack).map(([value]) => value);
  bars.forEach((bar, place) => {
    const x = MARGIN.left + place * pitch;
    let below = 0;
    const column = svgElement("g", { class: "column" });
    for (const value of order.filter((value) => bar.sums.has(value))) {
      const next = below + bar.sums.get(value);
      column.append(
        svgElement("rect", {
          x: x + pitch * 0.1,
          width: pitch * 0.8,
          y: y(next),
          // A gap tells the pieces apart where their colours might not.
          height: Math.max(y(below) - y(next) - 1, 1.5),
          fill: fill(stack, value),
        }),
      );
      below = next;
    }
    const area = { x, y: MARGIN.top, width: pitch, height: inner.height };
    const reach = svgElement("rect", { class: "reach", ...area });
    reach.addEventListener("pointerenter", () => point(bar));
    column.append(reach);
    svg.append(column);
  });
  svg.addEventListener("pointerleave", () => point(undefined));
  plot.replaceChildren(svg);
}

/** The same as a table, for whoever does not look at pictures. */
export function chartTable(bars, legend, stack) {
  const head = element(
    "tr",
    {},
    ...[t("From"), t("All"), ...legend.map(([value]) => nameOf(stack, value))].map((title) =>
      element("th", { scope: "col" }, title),
    ),
  );
  const rows = bars
    .filter((bar) => bar.total)
    .reverse()
    .map((bar) => {
      const time = timeOf(bar.from * 1000);
      const counts = [bar.total, ...legend.map(([value]) => bar.sums.get(value) ?? 0)];
      const cells = counts.map((count) => element("td", {}, String(count)));
      return element("tr", {}, element("th", { scope: "row" }, time), ...cells);
    });
  return [element("thead", {}, head), element("tbody", {}, ...rows)];
}

/** Steps of 1, 2 or 5 times a power of ten, at most five of them. */
function scale(highest) {
  for (let power = 1; ; power *= 10) {
    for (const step of [power, 2 * power, 5 * power]) {
      if (step * 5 >= highest) return [step, step * Math.max(Math.ceil(highest / step), 2)];
    }
  }
}

function agoText(seconds) {
  if (seconds === 0) return t("now");
  return seconds % 60 ? `${seconds} ${t("s ago")}` : `${seconds / 60} ${t("min ago")}`;
}
