// Figures, open connections, and totals.

import { swatch } from "./chart.js";
import { t } from "./language.js";
import { codeLink, element, share, span, visible } from "./text.js";

/** The figures at the top; a figure is looked up by its `data-figure`. */
export function showFigures(root, live) {
  const closed = live.total();
  const clean = live.total(({ outcome }) => outcome === "clean");
  const silent = live.total(({ initiator }) => initiator === "none");
  const forgotten = live.total(({ outcome }) => ["dropped", "panicked"].includes(outcome));
  const figures = {
    open: live.openCount,
    opened: live.opened,
    closed,
    clean,
    silent,
    forgotten,
    "clean-share": share(clean, closed),
    "silent-share": share(silent, closed),
    "forgotten-share": share(forgotten, closed),
  };
  for (const [name, value] of Object.entries(figures)) {
    const place = root.querySelector(`[data-figure="${name}"]`);
    if (place.textContent !== String(value)) place.textContent = value;
  }
  root.querySelector(".forgotten").classList.toggle("alarming", forgotten > 0);
}

/** The newest of the open connections. */
export function showOpen(list, more, live) {
  const newest = [...live.open.values()].reverse().slice(0, 8);
  list.replaceChildren(
    ...newest.map(({ peer, path, at }) =>
      element(
        "li",
        {},
        element("span", { class: "path" }, visible(path ?? "")),
        element("span", { class: "peer" }, peer),
        element("span", { class: "age" }, span(Math.max(live.now() - at, 0) / 1000)),
      ),
    ),
  );
  const others = live.openCount - newest.length;
  more.textContent = others > 0 ? `${t("and")} ${others} ${t("more")}` : newest.length ? "" : t("None.");
}

/** Every series of `websocket_closes_total` that is not 0, the largest first. */
export function showTotals(body, live) {
  const kinds = [...live.kinds.values()].sort((a, b) => b.count - a.count);
  body.replaceChildren(
    ...kinds.map(({ label, name, initiator, outcome, count }) =>
      element(
        "tr",
        { "data-series": `${label} ${initiator} ${outcome}` },
        element("th", { scope: "row" }, /^\d+$/.test(label) ? codeLink(label) : label, " ", name),
        element("td", {}, initiator),
        element(
          "td",
          {},
          element("span", { class: "outcome" }, swatch("outcome", outcome), outcome),
        ),
        element("td", { class: "number" }, String(count)),
      ),
    ),
  );
}
