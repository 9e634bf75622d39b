// The newest of the open connections.

import { t } from "./language.js";
import { keepRows, setText } from "./rows.js";
import { element, span, visible } from "./text.js";

export function showOpen(list, more, view) {
  const age = ({ at }) => span(Math.max(view.now() - at, 0) / 1000);
  keepRows(list, view.open, {
    key: ({ id }) => id,
    make: ({ peer, path }) =>
      element(
        "li",
        {},
        element("span", { class: "path" }, visible(path ?? "")),
        element("span", { class: "peer" }, peer),
        element("span", { class: "age" }),
      ),
    renew: (row, connection) => setText(row.querySelector(".age"), age(connection)),
  });
  const others = view.openCount - view.open.length;
  const rest = others > 0 ? `${t("and")} ${others} ${t("more")}` : view.open.length ? "" : t("None.");
  setText(more, rest);
}
