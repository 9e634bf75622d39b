// Puts the page together.

import { buildLab } from "./buttons.js";
import { pressCard, showCards, showFigures } from "./cards.js";
import { chartTable, drawChart, legendOf, stacked } from "./chart.js";
import { nameOf } from "./concerns.js";
import { showEndings } from "./endings.js";
import { Filters } from "./filters.js";
import { t } from "./language.js";
import { Live } from "./live.js";
import { showOpen } from "./open.js";
import { paints, swatch } from "./paints.js";
import { setText } from "./rows.js";
import { element, timeOf } from "./text.js";
import { showTotals } from "./totals.js";
import { windowOf } from "./window.js";

const SHORTEST_FRAME_MS = 200;
const OLDEST_FRAME_MS = 1000;
/** However much there is to show, the browser is left alone for so many times as long as that took. */
const REST = 4;
const LISTED_ENDINGS = 50;

const at = (id) => document.getElementById(id);
const title = document.title;
const live = new Live();
const filters = new Filters(at("filters"), () => show());
/** What is shown while it stands still. */
let frozen;
let lastFrame = 0;
let cost = 0;
let due = true;
let pointedAt;

function show() {
  const began = performance.now();
  lastFrame = began;
  due = false;
  // After the browser has laid it out and painted it.
  setTimeout(() => (cost = performance.now() - began));
  setText(at("connection"), live.connected ? (frozen ? t("paused") : t("live")) : t("no connection"));
  at("connection").className = live.connected && !frozen ? "live" : "";
  const view = frozen ?? live;
  const seen = windowOf(view, Number(chosen("range")));
  showFigures(at("figures"), view, seen);
  const faults = showCards(at("cards"), seen);
  document.title = faults ? `(${faults}) ${title}` : title;
  showChart(seen);
  showLatest(view);
  showOpen(at("open"), at("open-more"), view);
  showTotals(at("totals"), seen);
}

function chosen(name) {
  return document.querySelector(`input[name="${name}"]:checked`).value;
}

function showLatest({ endings }) {
  filters.offer(endings);
  filters.tell(at("filters-title"));
  pressCard(at("cards"), filters.concern);
  const matching = filters.apply(endings);
  const listed = matching.slice(0, LISTED_ENDINGS);
  showEndings(at("endings"), listed, (text) => (at("copied").textContent = text));
  at("endings-none").hidden = endings.length > 0;
  at("endings-no-match").hidden = endings.length === 0 || matching.length > 0;
  const all = filters.inUse ? `${t("of")} ${matching.length} ${t("that match, of")} ` : `${t("of")} `;
  setText(at("matches"), `${listed.length} ${all}${endings.length} ${t("kept")}`);
}

function showChart({ bars: plain }) {
  const stack = chosen("stack");
  const bars = stacked(plain, stack);
  const legend = legendOf(bars, stack);
  const total = legend.reduce((sum, [, count]) => sum + count, 0);
  drawChart(at("plot"), bars, stack, (bar) => {
    pointedAt = bar;
    showReadout(total, stack);
  });
  showReadout(total, stack);
  // Where there is little room, the cards serve as the legend of their own stack.
  at("legend").dataset.stack = stack;
  at("legend").replaceChildren(
    ...legend.map(([value, count]) =>
      element(
        "li",
        {},
        swatch(stack, value),
        element("span", {}, nameOf(stack, value)),
        element("b", {}, String(count)),
      ),
    ),
  );
  const parts = legend.map(([value, count]) => `${count} ${nameOf(stack, value)}`).join(", ");
  at("plot").setAttribute("aria-label", `${t("Closes over time, stacked")}: ${parts || t("none")}`);
  if (at("chart-table").parentElement.closest("details").open) {
    at("chart-table").replaceChildren(...chartTable(bars, legend, stack));
  }
}

function showReadout(total, stack) {
  if (!pointedAt) {
    const inWindow = total ? `${total} ${t("in this window")}` : t("Nothing ended in this window");
    setText(at("readout"), inWindow);
    return;
  }
  const { from, width, sums } = pointedAt;
  const parts = [...sums].map(([value, count]) => `${count} ${nameOf(stack, value)}`).join(", ");
  setText(at("readout"), `${timeOf(from * 1000)}, ${width} s: ${parts || t("none")}`);
}

function frame(now) {
  const age = now - lastFrame;
  const least = Math.max(due ? SHORTEST_FRAME_MS : OLDEST_FRAME_MS, REST * cost);
  if (age >= least) show();
  requestAnimationFrame(frame);
}

/** Says why nothing comes in, and since when. */
function tellLost(why) {
  const words = {
    full: t("the server shows this page to no more readers at once; it is tried again"),
    dropped: t("the server dropped this page, which read too slowly; it connects again"),
    gone: t("the connection to the server is gone; it is tried again"),
  };
  at("notice").textContent = `${timeOf(Date.now())}: ${words[why]}`;
  at("notice").dataset.why = why;
  at("notice").hidden = false;
  due = true;
}

/** Who comes back to the page later sees that it was away for a time. */
function tellConnected() {
  if (at("notice").dataset.why === "full") at("notice").hidden = true;
  else {
    const again = t("connected again; the counts have what was missed");
    at("notice").textContent += ` – ${timeOf(Date.now())}: ${again}`;
  }
  delete at("notice").dataset.why;
}

document.body.append(paints());
for (const card of at("cards").querySelectorAll("[data-concern]")) {
  card.querySelector(".title").prepend(swatch("concern", card.dataset.concern));
}
buildLab(live);
at("live").hidden = false;
// On a phone they are in the way of what they filter.
if (matchMedia("(max-width: 600px)").matches) at("filters-fold").open = false;
at("pause").addEventListener("click", () => {
  frozen = frozen ? undefined : live.frozen();
  at("pause").setAttribute("aria-pressed", String(frozen !== undefined));
  show();
});
at("cards").addEventListener("click", ({ target }) => {
  const card = target.closest("[data-concern]");
  if (!card) return;
  filters.choose(card.dataset.concern);
  show();
});
for (const choice of document.querySelectorAll('input[type="radio"]')) {
  choice.addEventListener("change", show);
}
live.addEventListener("change", () => {
  if ("why" in at("notice").dataset) tellConnected();
  due = true;
});
live.addEventListener("lost", ({ detail }) => tellLost(detail));
live.follow("/events");
requestAnimationFrame(frame);
