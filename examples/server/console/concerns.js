// What the concerns are called, on cards, in the chart and in the list.

import { t } from "./language.js";

/** The most urgent first. */
const NAMES = {
  fault: t("Server faults"),
  rejection: t("Rejections"),
  peer: t("Peer faults"),
  lost: t("Lost peers"),
  routine: t("Routine"),
};

/** What a value of a stack is called; all but the concerns are words of the report, which are the same everywhere. */
export function nameOf(stack, value) {
  return stack === "concern" ? (NAMES[value] ?? value) : value;
}
