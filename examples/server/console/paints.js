// A paint is a colour and a pattern, so that nobody has to tell colours apart.

import { svgElement } from "./text.js";

/** The most urgent first, and so at the bottom of the chart, where it is compared best. */
const CONCERNS = {
  fault: "5-solid",
  rejection: "1-slash",
  peer: "3-solid",
  lost: "6-dots",
  routine: "7-solid",
};
export const OUTCOMES = {
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
const STACKS = { concern: CONCERNS, outcome: OUTCOMES, label: CODES, initiator: INITIATORS, endpoint: {} };
// For the names that people gave, in whatever order they come.
const OTHERS = ["0-solid", "1-solid", "2-solid", "3-solid", "4-slash", "6-solid", "1-dots", "7-slash"];

/** A value's place in its stack; those without one come last. */
export function rank(stack, value) {
  const place = Object.keys(STACKS[stack]).indexOf(value);
  return place < 0 ? Infinity : place;
}

export function fill(stack, value) {
  return `url(#paint-${STACKS[stack][value] ?? OTHERS[hash(value) % OTHERS.length]})`;
}

export function swatch(stack, value) {
  const size = { width: 12, height: 12 };
  return svgElement(
    "svg",
    { class: "swatch", "aria-hidden": "true", ...size },
    svgElement("rect", { ...size, rx: 2, fill: fill(stack, value) }),
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

function hash(text) {
  return [...String(text)].reduce((sum, char) => (sum * 31 + char.codePointAt(0)) % 9973, 7);
}
