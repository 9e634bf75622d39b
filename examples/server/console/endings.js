// The latest endings, newest first; each opens to everything that its report tells.

import { nameOf } from "./concerns.js";
import { copy, jsonOf } from "./copy.js";
import { language, t } from "./language.js";
import { swatch } from "./paints.js";
import { keepRows } from "./rows.js";
import { clock, codeLink, element, endingLink, quotation, span, timeOf, visible } from "./text.js";

const WHOSE = {
  ours: t("ours"),
  peer: t("the peer's"),
  network: t("the network's"),
  nobody: t("nobody's"),
};

/** Brings the list up to date; an entry that is there already stays, and stays open. `say` tells what was copied. */
export function showEndings(list, endings, say) {
  keepRows(list, endings, { key: ({ id }) => id, make: (ending) => entry(ending, say) });
}

function entry(ending, say) {
  const { code, name, outcome, initiator, reason, hint, duration_s, concern } = ending;
  const { meaning } = ending.texts[language];
  const summary = element(
    "summary",
    {},
    element("span", { class: "time" }, clock(ending.at)),
    element("span", { class: "code" }, code === undefined ? t("none") : String(code)),
    element("span", { class: "name" }, name ?? t("Not a legal code")),
    element("span", { class: "concern" }, swatch("concern", concern), nameOf("concern", concern)),
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
  const attributes = { "data-id": ending.id, "data-path": ending.path, "data-concern": concern };
  return element("li", attributes, details, copier(ending, say));
}

function copier(ending, say) {
  const which = `${timeOf(ending.at)}, ${ending.code ?? t("no code")} ${ending.outcome}`;
  const label = `${t("Copy JSON")}: ${which}`;
  const button = element("button", { type: "button", class: "copy", "aria-label": label }, t("Copy JSON"));
  button.addEventListener("click", async () => {
    const worked = await copy(jsonOf(ending));
    say(`${worked ? t("Copied as JSON") : t("This browser does not let a page copy")}: ${which}`);
  });
  return button;
}

function facts(ending) {
  const seconds = (value) => value !== undefined && span(value);
  const { when, fix, retry } = ending.texts[language];
  const rows = [
    [t("When you see it"), when],
    [t("How to fix it"), fix],
    [t("Connect again"), retry],
    [t("Ending"), endingLink(ending.outcome)],
    [t("Severity"), nameOf("concern", ending.concern)],
    [
      t("Catalog"),
      ending.code !== undefined && element("span", {}, codeLink(ending.code), ` ${ending.name}`),
    ],
    [t("Counted as"), ending.code_label],
    [t("Whose it is"), WHOSE[ending.blame]],
    [
      t("Close frames"),
      `${t("received")} ${ending.received_code ?? "–"}, ${t("sent")} ${ending.sent_code ?? "–"}`,
    ],
    [t("Peer's reason"), ending.received_reason && quotation(ending.received_reason)],
    [t("Reason's length"), ending.reason && `${ending.reason_length} ${t("bytes")}`],
    [
      t("Violation"),
      ending.violation &&
        element("span", {}, endingLink(ending.violation), ` (${ending.violation_direction})`),
    ],
    [t("Error"), ending.error_type && endingLink(ending.error_type)],
    [t("Silent for"), seconds(ending.idle_s)],
    [t("Close handshake"), seconds(ending.handshake_duration_s)],
    [t("Witness"), ending.source],
    [t("Endpoint"), ending.endpoint],
    [t("Peer"), `${ending.peer} ${visible(ending.path ?? "")}`],
  ];
  const shown = rows.filter(([, value]) => value);
  return element(
    "dl",
    { class: "facts" },
    ...shown.flatMap(([term, value]) => [element("dt", {}, term), element("dd", {}, value)]),
  );
}
