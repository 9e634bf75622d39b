// Puts a close into the clipboard, as JSON.

import { language } from "./language.js";
import { element } from "./text.js";

/** All that is known of an ending, by the words of the log, in the language of the page. */
export function jsonOf({ texts, ...ending }) {
  const time = new Date(ending.at).toISOString();
  return JSON.stringify({ time, ...ending, ...texts[language] }, null, 2);
}

/** Resolves with whether it worked. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // There is none over plain HTTP, but on this very machine.
    return copySelected(text);
  }
}

function copySelected(text) {
  const focused = document.activeElement;
  const area = element("textarea", { class: "unseen", readonly: "" });
  area.value = text;
  document.body.append(area);
  area.select();
  const worked = document.execCommand("copy");
  area.remove();
  focused?.focus();
  return worked;
}
