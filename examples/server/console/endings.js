// The latest endings, newest first; each opens to everything that its report tells.

import { swatch } from "./chart.js";
import { language, t } from "./language.js";
import { clock, codeLink, element, endingLink, quotation, span, visible } from "./text.js";

const WHOSE = {
  ours: "ours",
  peer: "the peer's",
  network: "the network's",
  nobody: "nobody's",
};

/** Brings the list up to date; an entry that is there already stays, and stays open. */
export function showEndings(list, endings) {
  const known = new Map([...list.children].map((item) => [Number(item.dataset.id), item]));
  const wanted = endings.map((ending) => known.get(ending.id) ?? entry(ending));
  const gone = new Set(known.values()).difference(new Set(wanted));
  for (const item of gone) item.remove();
  wanted.forEach((item, place) => {
    if (list.children[place] !== item) list.insertBefore(item, list.children[place] ?? null);
  });
}

function entry(ending) {
  const { code, name, outcome, initiator, reason, hint, duration_s } = ending;
  const { meaning } = ending.texts[language];
  const summary = element(
    "summary",
    {},
    element("span", { class: "time" }, clock(ending.at)),
    element("span", { class: "code" }, code === undefined ? t("none") : String(code)),
    element("span", { class: "name" }, name ?? t("Not a legal code")),
    element("span", { class: "outcome" }, swatch("outcome", outcome), outcome),
    element("span", { class: "initiator" }, initiator),
    element("span", { class: "duration" }, span(duration_s)),
    reason && element("span", { class: "reason" }, quotation(reason)),
    element("span", { class: "meaning" }, meaning),
    hint && element("span", { class: "hint", lang: "en" }, visible(hint)),
  );
  const details = element("details", {}, summary);
  // Most are never opened.
  details.addEventListener("toggle", () => details.append(facts(ending)), { once: true });
  return element("li", { "data-id": ending.id, "data-path": ending.path }, details);
}

function facts(ending) {
  const seconds = (value) => value !== undefined && span(value);
  const { when, fix, retry } = ending.texts[language];
  const rows = [
    ["When you see it", when],
    ["How to fix it", fix],
    ["Connect again", retry],
    ["Ending", endingLink(ending.outcome)],
    [
      "Catalog",
      ending.code !== undefined && element("span", {}, codeLink(ending.code), ` ${ending.name}`),
    ],
    ["Counted as", ending.code_label],
    ["Whose it is", t(WHOSE[ending.blame])],
    [
      "Close frames",
      `${t("received")} ${ending.received_code ?? "–"}, ${t("sent")} ${ending.sent_code ?? "–"}`,
    ],
    ["Peer's reason", ending.received_reason && quotation(ending.received_reason)],
    ["Reason's length", ending.reason && `${ending.reason_length} ${t("bytes")}`],
    [
      "Violation",
      ending.violation &&
        element("span", {}, endingLink(ending.violation), ` (${ending.violation_direction})`),
    ],
    ["Error", ending.error_type && endingLink(ending.error_type)],
    ["Silent for", seconds(ending.idle_s)],
    ["Close handshake", seconds(ending.handshake_duration_s)],
    ["Witness", ending.source],
    ["Peer", `${ending.peer} ${visible(ending.path ?? "")}`],
  ];
  const shown = rows.filter(([, value]) => value);
  return element(
    "dl",
    { class: "facts" },
    ...shown.flatMap(([term, value]) => [element("dt", {}, t(term)), element("dd", {}, value)]),
  );
}
