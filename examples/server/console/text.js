// Turns data into elements. Whatever a client wrote becomes a text node, never markup.

import { language, t } from "./language.js";

const SVG = "http://www.w3.org/2000/svg";

export function element(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

export function svgElement(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) node.setAttribute(name, value);
  }
  // A string among them becomes a text node.
  node.append(...children.filter(Boolean));
  return node;
}

// Control characters, line separators, whatever reorders or hides its neighbours.
const HOSTILE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Shows what could fool a reader as `\u{…}`. */
export function visible(text) {
  return text.replace(HOSTILE, (char) => `\\u{${char.codePointAt(0).toString(16)}}`);
}

/** A text of a client's, in quotes and apart from what is around it. */
export function quotation(text) {
  return element("q", { class: "foreign", dir: "ltr" }, visible(text));
}

/** The same, with its length in place of what does not fit a line or two. */
export function shortQuotation(text) {
  const bytes = new TextEncoder().encode(text).length;
  const fits = text.length <= 60;
  return element(
    "span",
    {},
    quotation(fits ? text : `${text.slice(0, 50)}…`),
    fits ? "" : ` ${bytes} ${t("bytes")}`,
  );
}

/** The time of day, to the second, with the date and UTC at hand. */
export function clock(ms) {
  const date = new Date(ms);
  return element("time", { datetime: date.toISOString(), title: date.toISOString() }, timeOf(ms));
}

export function timeOf(ms) {
  return new Date(ms).toLocaleTimeString("en-GB");
}

/** A time span in seconds, as short as it can be read. */
export function span(seconds) {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  return hours ? `${hours} h ${minutes} min` : `${minutes} min ${whole % 60} s`;
}

export function share(part, whole) {
  return whole ? `${((100 * part) / whole).toFixed(part === whole ? 0 : 1)} %` : "–";
}

/** A close code as a link to its page of the catalog. */
export function codeLink(code) {
  if (code === null || code === undefined) return element("span", { class: "code" }, t("none"));
  return element("a", { class: "code", href: `/codes/${Number(code)}?lang=${language}` }, String(code));
}

/** A word for an ending as a link to its page. */
export function endingLink(word) {
  return element("a", { href: `/endings/${encodeURIComponent(word)}?lang=${language}` }, word);
}
