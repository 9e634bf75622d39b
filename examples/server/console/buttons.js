// The buttons that end connections.

import { Lab } from "./lab.js";
import { t } from "./language.js";
import { element } from "./text.js";
import { SECTIONS } from "./ways.js";

const at = (id) => document.getElementById(id);

/** Builds the buttons. A sidecar's page has none: the server behind it takes no orders. */
export function buildLab(live) {
  if (!at("ways")) return;
  const lab = new Lab(live, server(), at("results"), at("lab-status"));
  const sections = SECTIONS.map(({ title, ways }) =>
    element("fieldset", {}, element("legend", {}, t(title)), ...ways.map((way) => button(lab, way))),
  );
  at("ways").append(...sections);
  at("all").addEventListener("click", () => busy(at("all"), () => lab.runAll()));
  at("hold").addEventListener("click", () => busy(at("hold"), () => lab.hold()));
  at("release").addEventListener("click", () => lab.release());
  at("own").addEventListener("submit", (event) => {
    event.preventDefault();
    busy(event.submitter, () => fromForm(lab, event.submitter.value));
  });
}

function button(lab, way) {
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

function fromForm(lab, side) {
  const form = at("own");
  const code = form.elements.code.value;
  const reason = form.elements.reason.value;
  const act =
    side === "browser" ? { close: [Number(code), reason] } : { send: `/close ${code} ${reason}` };
  return lab.run({ name: `${side} ${code}`, ...act });
}

/** Where the sockets go: to this page's host, if the server listens on every address. */
function server() {
  const url = new URL(document.body.dataset.ws);
  if (["0.0.0.0", "[::]"].includes(url.hostname)) url.hostname = location.hostname;
  return url;
}
