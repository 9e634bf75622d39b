// Puts the page together.

import { barsOf, chartTable, drawChart, legendOf, paints, swatch } from "./chart.js";
import { showEndings } from "./endings.js";
import { Lab } from "./lab.js";
import { t } from "./language.js";
import { Live } from "./live.js";
import { showFigures, showOpen, showTotals } from "./panels.js";
import { element } from "./text.js";
import { SECTIONS } from "./ways.js";

const SHORTEST_FRAME_MS = 200;
const OLDEST_FRAME_MS = 1000;

const at = (id) => document.getElementById(id);
const live = new Live();
// A sidecar's page has no buttons: the server behind it takes no orders.
const lab = at("ways") && new Lab(live, server(), at("results"), at("lab-status"));
let paused = false;
let lastFrame = 0;
let due = true;
let pointedAt;

/** Where the sockets go: to this page's host, if the server listens on every address. */
function server() {
  const url = new URL(document.body.dataset.ws);
  if (["0.0.0.0", "[::]"].includes(url.hostname)) url.hostname = location.hostname;
  return url;
}

function show() {
  at("connection").textContent = live.connected ? (paused ? t("paused") : t("live")) : t("no connection");
  at("connection").className = live.connected && !paused ? "live" : "";
  if (paused) return;
  showFigures(at("figures"), live);
  showOpen(at("open"), at("open-more"), live);
  showTotals(at("totals"), live);
  showEndings(at("endings"), live.endings);
  at("endings-none").hidden = live.endings.length > 0;
  showChart();
}

function chosen(name) {
  return document.querySelector(`input[name="${name}"]:checked`).value;
}

function showChart() {
  const stack = chosen("stack");
  const bars = barsOf(live, stack, Number(chosen("range")));
  const legend = legendOf(bars, stack);
  const total = legend.reduce((sum, [, count]) => sum + count, 0);
  drawChart(at("plot"), bars, stack, (bar) => {
    pointedAt = bar;
    showReadout(total);
  });
  showReadout(total);
  at("legend").replaceChildren(
    ...legend.map(([value, count]) =>
      element(
        "li",
        {},
        swatch(stack, value),
        element("span", {}, value),
        element("b", {}, String(count)),
      ),
    ),
  );
  const parts = legend.map(([value, count]) => `${count} ${value}`).join(", ");
  at("plot").setAttribute("aria-label", `${t("Closes over time, stacked")}: ${parts || t("none")}`);
  if (at("chart-table").parentElement.closest("details").open) {
    at("chart-table").replaceChildren(...chartTable(bars, legend));
  }
}

function showReadout(total) {
  if (!pointedAt) {
    at("readout").textContent = total
      ? `${total} ${t("in this window")}`
      : t("Nothing ended in this window");
    return;
  }
  const { from, width, counts } = pointedAt;
  const time = new Date(from * 1000).toLocaleTimeString("en-GB");
  const parts = [...counts].map(([value, count]) => `${count} ${value}`).join(", ");
  at("readout").textContent = `${time}, ${width} s: ${parts || t("none")}`;
}

function frame(now) {
  const age = now - lastFrame;
  if ((due && age >= SHORTEST_FRAME_MS) || age >= OLDEST_FRAME_MS) {
    lastFrame = now;
    due = false;
    show();
  }
  requestAnimationFrame(frame);
}

function buildButtons() {
  const sections = SECTIONS.map(({ title, ways }) =>
    element("fieldset", {}, element("legend", {}, t(title)), ...ways.map(button)),
  );
  at("ways").append(...sections);
  at("all").addEventListener("click", () => busy(at("all"), () => lab.runAll()));
  at("hold").addEventListener("click", () => busy(at("hold"), () => lab.hold()));
  at("release").addEventListener("click", () => lab.release());
  at("own").addEventListener("submit", (event) => {
    event.preventDefault();
    busy(event.submitter, () => fromForm(event.submitter.value));
  });
}

function button(way) {
  const button = element("button", { type: "button", "data-way": way.name }, way.label);
  button.addEventListener("click", () => busy(button, () => lab.run(way)));
  return button;
}

async function busy(button, work) {
  // Not `disabled`, which would lose the focus.
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  try {
    await work();
  } catch (error) {
    at("lab-status").textContent = error.message;
  } finally {
    button.removeAttribute("aria-busy");
  }
}

function fromForm(side) {
  const form = at("own");
  const code = form.elements.code.value;
  const reason = form.elements.reason.value;
  const act =
    side === "browser" ? { close: [Number(code), reason] } : { send: `/close ${code} ${reason}` };
  return lab.run({ name: `${side} ${code}`, ...act });
}

document.body.append(paints());
if (lab) buildButtons();
at("live").hidden = false;
at("pause").addEventListener("click", () => {
  paused = !paused;
  at("pause").setAttribute("aria-pressed", String(paused));
  show();
});
for (const choice of document.querySelectorAll('input[type="radio"]')) {
  choice.addEventListener("change", show);
}
live.addEventListener("change", () => (due = true));
live.follow("/events");
requestAnimationFrame(frame);
