// Which of the latest endings are listed.

import { t } from "./language.js";
import { OUTCOMES } from "./paints.js";
import { setText } from "./rows.js";
import { element } from "./text.js";

// What a word is looked for in.
const SEARCHED = [
  "reason", "received_reason", "path", "url_path", "peer", "client_address", "user_agent", "endpoint", "subprotocol",
  "code", "name", "outcome", "initiator", "summary", "hint", "error_type", "violation",
];
/** Of the endpoint: there is none. No endpoint has an empty name. */
const NONE = " ";

/** Reads a form with `concern`, `outcome`, `code`, `endpoint` and `text`, and calls `changed` when it does. */
export class Filters {
  constructor(form, changed) {
    this.form = form;
    const { outcome } = form.elements;
    outcome.append(...Object.keys(OUTCOMES).map((it) => element("option", {}, it)));
    form.addEventListener("input", changed);
    form.addEventListener("submit", (event) => event.preventDefault());
    // The fields are empty only after this event.
    form.addEventListener("reset", () => setTimeout(changed));
  }

  get concern() {
    return this.form.elements.concern.value;
  }

  /** Lists this concern alone, or all if it was alone. */
  choose(concern) {
    this.form.elements.concern.value = this.concern === concern ? "" : concern;
  }

  /** How many fields are filled in. */
  get inUse() {
    return [...this.form.elements].filter(({ name, value }) => name && (value.trim() || value === NONE)).length;
  }

  /** Those of `endings` that match all fields. */
  apply(endings) {
    const { concern, outcome, code, endpoint, text } = Object.fromEntries(new FormData(this.form));
    const number = code.trim().toLowerCase();
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const codesOf = ({ code, code_label, sent_code, received_code }) =>
      [code, code_label, sent_code, received_code].map(String);
    const isAt = (ending) => (ending.endpoint ?? NONE) === endpoint;
    return endings.filter(
      (ending) =>
        (!concern || ending.concern === concern) &&
        (!outcome || ending.outcome === outcome) &&
        (!number || codesOf(ending).includes(number)) &&
        (!endpoint || isAt(ending)) &&
        words.every((word) => SEARCHED.some((field) => `${ending[field] ?? ""}`.toLowerCase().includes(word))),
    );
  }

  /** Offers the codes and endpoints that `endings` have. */
  offer(endings) {
    const codes = new Set(endings.flatMap(({ code, code_label }) => [code, code_label]).filter(Boolean).map(String));
    renew(document.getElementById("codes"), [...codes].sort(), (it) => element("option", { value: it }));

    const { endpoint: select } = this.form.elements;
    const names = new Set(endings.map(({ endpoint }) => endpoint ?? NONE));
    // What is chosen stays on offer.
    if (select.value) names.add(select.value);
    renew(select, ["", ...[...names].sort()], (it) =>
      element("option", { value: it }, it === "" ? t("any") : it === NONE ? t("no endpoint") : it),
    );
  }

  /** Says how many fields are in use, for who has folded them. */
  tell(summary) {
    setText(summary, this.inUse ? `${t("Filter")} (${this.inUse})` : t("Filter"));
  }
}

/** Leaves the options alone if they are the same: one may be about to choose. */
function renew(list, values, option) {
  const before = list.value;
  if ([...list.options].map(({ value }) => value).join("\n") === values.join("\n")) return;
  list.replaceChildren(...values.map(option));
  if (before) list.value = before;
}
