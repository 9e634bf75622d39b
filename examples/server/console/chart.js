// Stacked bars over time, drawn as SVG.

import { t } from "./language.js";
import { element, svgElement } from "./text.js";

const BARS = 60;
const HEIGHT = 208;
const MARGIN = { top: 10, right: 4, bottom: 20, left: 40 };

// A paint is a colour and a pattern, so that nobody has to tell colours apart.
const OUTCOMES = {
  clean: "0-solid",
  not_awaited: "0-slash",
  unanswered: "6-solid",
  abandoned: "6-dots",
  timeout: "6-slash",
  ping_timeout: "4-solid",
  stalled: "4-slash",
  eof: "1-solid",
  reset: "1-slash",
  unreachable: "1-dots",
  io_error: "2-solid",
  protocol_error: "3-solid",
  invalid_payload: "3-slash",
  too_big: "3-dots",
  dropped: "5-solid",
  panicked: "5-slash",
};
const INITIATORS = { local: "5-solid", remote: "0-solid", none: "1-slash" };
const CODES = {
  1000: "0-solid",
  1001: "4-solid",
  1005: "0-slash",
  1006: "1-solid",
  1002: "3-solid",
  1003: "3-slash",
  1007: "3-dots",
  1008: "6-solid",
  1009: "6-slash",
  1010: "6-dots",
  1011: "5-solid",
  1014: "5-slash",
  1012: "2-solid",
  1013: "2-slash",
  3000: "4-slash",
  3003: "4-dots",
  3008: "0-dots",
  "3xxx": "2-dots",
  "4xxx": "7-solid",
  other: "5-dots",
};
export const STACKS = { outcome: OUTCOMES, label: CODES, initiator: INITIATORS };
const UNKNOWN = "7-slash";

export function swatch(stack, value) {
  const size = { width: 12, height: 12 };
  const fill = `url(#paint-${STACKS[stack][value] ?? UNKNOWN})`;
  return svgElement(
    "svg",
    { class: "swatch", "aria-hidden": "true", ...size },
    svgElement("rect", { ...size, rx: 2, fill }),
  );
}

/** The paints, to be put into the document once. */
export function paints() {
  const marks = {
    solid: [],
    slash: [svgElement("path", { d: "M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2", class: "hatch" })],
    dots: [svgElement("circle", { cx: 3, cy: 3, r: 1.4, class: "dot" })],
  };
  const patterns = Object.entries(marks).flatMap(([pattern, shapes]) =>
    [0, 1, 2, 3, 4, 5, 6, 7].map((colour) =>
      svgElement(
        "pattern",
        { id: `paint-${colour}-${pattern}`, width: 6, height: 6, patternUnits: "userSpaceOnUse" },
        svgElement("rect", { width: 6, height: 6, class: `colour-${colour}` }),
        ...shapes.map((shape) => shape.cloneNode(true)),
      ),
    ),
  );
  return svgElement("svg", { class: "paints", "aria-hidden": "true" }, ...patterns);
}

/** Sums the seconds into bars, oldest first: `{ from, width, total, counts by value }`. */
export function barsOf(live, stack, width) {
  const last = Math.floor(live.now() / 1000 / width) * width;
  const bars = Array.from({ length: BARS }, (_, place) => ({
    from: last - (BARS - 1 - place) * width,
    width,
    total: 0,
    counts: new Map(),
  }));
  for (const [second, kinds] of live.seconds) {
    const bar = bars[BARS - 1 - Math.floor((last + width - 1 - second) / width)];
    if (!bar) continue;
    for (const [key, count] of kinds) {
      const value = live.kinds.get(key)[stack];
      bar.counts.set(value, (bar.counts.get(value) ?? 0) + count);
      bar.total += count;
    }
  }
  return bars;
}

/** The values that occur, in the order in which they are stacked, each with its sum. */
export function legendOf(bars, stack) {
  const sums = new Map();
  for (const { counts } of bars) {
    for (const [value, count] of counts) sums.set(value, (sums.get(value) ?? 0) + count);
  }
  const order = Object.keys(STACKS[stack]);
  const rank = (value) => (order.includes(value) ? order.indexOf(value) : order.length);
  return [...sums].sort(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b));
}

/** Draws the bars into `plot`, and calls `point` with the bar that the pointer is at, or nothing. */
export function drawChart(plot, bars, stack, point) {
  const width = Math.max(plot.clientWidth, 240);
  const inner = {
    width: width - MARGIN.left - MARGIN.right,
    height: HEIGHT - MARGIN.top - MARGIN.bottom,
  };
  const [step, top] = scale(Math.max(...bars.map((bar) => bar.total)));
  const y = (count) => MARGIN.top + inner.height * (1 - count / top);
  const pitch = inner.width / BARS;
  const svg = svgElement("svg", { width, height: HEIGHT, "aria-hidden": "true" });

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
    svg.append(svgElement("text", { x, y: HEIGHT - 4, "text-anchor": end }, agoText(ago)));
  }

  const order = legendOf(bars, stack).map(([value]) => value);
  bars.forEach((bar, place) => {
    const x = MARGIN.left + place * pitch;
    let below = 0;
    const column = svgElement("g", { class: "column" });
    for (const value of order.filter((value) => bar.counts.has(value))) {
      const next = below + bar.counts.get(value);
      column.append(
        svgElement("rect", {
          x: x + pitch * 0.1,
          width: pitch * 0.8,
          y: y(next),
          // A gap tells the pieces apart where their colours might not.
          height: Math.max(y(below) - y(next) - 1, 1),
          fill: `url(#paint-${STACKS[stack][value] ?? UNKNOWN})`,
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
export function chartTable(bars, legend) {
  const head = element(
    "tr",
    {},
    ...[t("From"), t("All"), ...legend.map(([value]) => value)].map((title) =>
      element("th", { scope: "col" }, title),
    ),
  );
  const rows = bars
    .filter((bar) => bar.total)
    .reverse()
    .map((bar) => {
      const time = new Date(bar.from * 1000).toLocaleTimeString("en-GB");
      const counts = [bar.total, ...legend.map(([value]) => bar.counts.get(value) ?? 0)];
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
