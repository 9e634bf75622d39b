// Buttons that end connections, and what both sides made of it.

import { SECTIONS } from "./ways.js";
import { t } from "./language.js";
import { codeLink, element, shortQuotation, span } from "./text.js";

const PATIENCE_S = 30;
const LISTED_RESULTS = 100;

/** Opens sockets to `server`, ends them, and compares what `live` tells of them. */
export class Lab {
  held = [];

  constructor(live, server, results, status) {
    Object.assign(this, { live, server, results, status });
  }

  /** Ends one connection, and adds what became of it to the list. */
  async run(way) {
    const url = this.freshUrl();
    const recorded = this.endingAt(url.pathname);
    const saw = await (way.vanish ? vanish(url, way.vanish) : end(url, way));
    this.show(way, saw, await recorded);
  }

  async runAll() {
    for (const { ways } of SECTIONS) {
      for (const way of ways) await this.run(way);
    }
  }

  /** Opens a connection that stays. */
  async hold() {
    this.held.push(await opened(new WebSocket(this.freshUrl())));
  }

  release() {
    for (const socket of this.held.splice(0)) socket.close(1000, "let go");
  }

  /** A path that no other connection has, so that its ending can be found. */
  freshUrl() {
    const [number] = crypto.getRandomValues(new BigUint64Array(1));
    return new URL(`/try/${number.toString(36)}`, this.server);
  }

  endingAt(path) {
    return new Promise((resolve) => {
      const finish = (ending) => {
        clearTimeout(timer);
        this.live.removeEventListener("ending", look);
        resolve(ending);
      };
      const look = ({ detail }) => detail.path === path && finish(detail);
      const timer = setTimeout(finish, PATIENCE_S * 1000);
      this.live.addEventListener("ending", look);
    });
  }

  show(way, saw, ending) {
    const verdict = compare(saw, ending);
    this.results.prepend(
      element(
        "li",
        { "data-way": way.name },
        element(
          "div",
          { class: "what" },
          element("strong", {}, way.name),
          element("span", { class: `verdict ${verdict.kind}` }, verdict.text),
          way.note && element("span", { class: "note" }, way.note),
        ),
        element("div", { class: "view" }, element("h4", {}, t("Browser saw")), ...browserView(saw)),
        element(
          "div",
          { class: "view" },
          element("h4", {}, t("Server recorded")),
          ...serverView(ending),
        ),
      ),
    );
    while (this.results.children.length > LISTED_RESULTS) this.results.lastChild.remove();
    this.status.textContent = `${way.name}: ${verdict.text}`;
  }
}

/** Ends a connection of this page's, and resolves with what the page sees. */
async function end(url, { close, send }) {
  const socket = await opened(new WebSocket(url));
  const began = performance.now();
  const over = closed(socket, began);
  let thrown;
  if (send) {
    socket.send(send);
  } else {
    try {
      socket.close(...close);
    } catch (error) {
      thrown = error.name;
      socket.close(1000);
    }
  }
  return { ...(await over), thrown };
}

/** Has another page or a worker open a connection, and does away with it. */
async function vanish(url, how) {
  const nothing = { nothing: t("no event: what held the socket is gone") };
  if (how === "worker") {
    const text = `socket = new WebSocket(${JSON.stringify(url)}); socket.onopen = () => postMessage(0);`;
    const worker = new Worker(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
    await new Promise((resolve, reject) => {
      worker.onmessage = resolve;
      worker.onerror = () => reject(new Error("the worker could not start"));
    });
    worker.terminate();
    return nothing;
  }
  const frame = element("iframe", { hidden: "", title: "holds a socket", src: "about:blank" });
  document.body.append(frame);
  await opened(new frame.contentWindow.WebSocket(url));
  if (how === "frame") frame.remove();
  else {
    frame.addEventListener("load", () => frame.remove());
    frame.src = "about:blank?gone";
  }
  return nothing;
}

function opened(socket) {
  return new Promise((resolve, reject) => {
    socket.onopen = () => resolve(socket);
    socket.onclose = () => reject(new Error("the connection did not open"));
  });
}

function closed(socket, began) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ nothing: t("no close event") }), PATIENCE_S * 1000);
    socket.onclose = ({ code, reason, wasClean }) => {
      clearTimeout(timer);
      resolve({ code, reason, wasClean, ms: performance.now() - began });
    };
  });
}

function compare(saw, ending) {
  if (!ending) return { kind: "differs", text: t("no report came") };
  if (saw.nothing) return { kind: "alone", text: `${t("the server alone knows")}: ${ending.code}` };
  if (saw.code === ending.code) return { kind: "same", text: `${t("both say")} ${saw.code}` };
  return { kind: "differs", text: `${t("browser")} ${saw.code}, ${t("server")} ${ending.code ?? t("no code")}` };
}

function browserView(saw) {
  if (saw.nothing) return [fact("nothing", saw.nothing)];
  return [
    saw.thrown && fact("thrown", `${t("close() threw")} ${saw.thrown}`),
    fact("code", codeLink(saw.code)),
    saw.reason && fact("reason", shortQuotation(saw.reason)),
    fact("clean", saw.wasClean ? t("clean") : t("not clean")),
    fact("ms", span(saw.ms / 1000)),
  ];
}

function serverView(ending) {
  if (!ending) return [fact("nothing", `${t("no report within")} ${PATIENCE_S} s`)];
  const { code, name, initiator, outcome, reason, violation, violation_direction, sent_code, received_code } = ending;
  return [
    fact("code", codeLink(code)),
    fact("name", name),
    reason && fact("reason", shortQuotation(reason)),
    fact("initiator", `${t("by")} ${initiator}`),
    fact("outcome", outcome),
    fact("sent", `${t("sent")} ${sent_code ?? t("none")}`),
    fact("received", `${t("received")} ${received_code ?? t("none")}`),
    violation && fact("violation", `${t("violation")}: ${violation} (${violation_direction})`),
  ];
}

function fact(name, value) {
  return element("span", { "data-fact": name }, value);
}
