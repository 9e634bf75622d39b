// The cards at the top, the most urgent first: how much of each concern the window has seen, and what it was.

import { setText } from "./rows.js";
import { share } from "./text.js";
import { countsOf, sumsBy, total } from "./window.js";

const NAMED = 3;

/** The figures, looked up by their `data-figure`. */
export function showFigures(root, view, seen) {
  const figures = { open: view.openCount, opened: seen.opened, closed: total(countsOf(seen)) };
  for (const [name, value] of Object.entries(figures)) {
    setText(root.querySelector(`[data-figure="${name}"]`), value);
  }
}

/** Brings the cards up to date, and returns how many faults there were. */
export function showCards(root, seen) {
  const counts = countsOf(seen);
  const closed = total(counts);
  const sums = sumsBy(counts, ({ concern }) => concern);
  for (const card of root.querySelectorAll("[data-concern]")) {
    const { concern } = card.dataset;
    const count = sums.get(concern) ?? 0;
    card.classList.toggle("some", count > 0);
    setText(card.querySelector(".count"), count);
    setText(card.querySelector(".share"), share(count, closed));
    // What they may be, until there are some.
    const what = card.querySelector(".what");
    what.dataset.may ??= what.textContent;
    setText(what, count ? commonest(counts, concern) : what.dataset.may);
  }
  return sums.get("fault") ?? 0;
}

/** Marks the card that the list is filtered by. */
export function pressCard(root, concern) {
  for (const card of root.querySelectorAll("[data-concern]")) {
    card.setAttribute("aria-pressed", String(card.dataset.concern === concern));
  }
}

/** The commonest of a concern, with their counts: by code where the outcome says nothing. */
function commonest(counts, concern) {
  const own = counts.filter(([kind]) => kind.concern === concern);
  const word = ({ outcome, label }) => (["clean", "not_awaited"].includes(outcome) ? label : outcome);
  const sums = [...sumsBy(own, word)].sort(([, a], [, b]) => b - a);
  const named = sums.slice(0, NAMED).map(([it, count]) => `${it} ${count}`);
  return named.join(" · ") + (sums.length > NAMED ? " …" : "");
}
