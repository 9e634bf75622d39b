// What every button of the console has to show: what the browser saw, what the server recorded.

const HOSTILE = "<img src=x onerror=alert(1)> \\u{202e}gpj.exe\\u{200b} \\u{1b}[31mred";
const REASON_300 = "a reason of 300 bytes, which is more than the 123 …";
const GONE = "no event: what held the socket is gone";

/** An ending; `code` is the server's, and the browser's where `saw` tells no other. */
function ending(
  code,
  label,
  initiator,
  outcome,
  { sent = code, received = code, saw = {}, ...rest },
) {
  return {
    series: `${label} ${initiator} ${outcome}`,
    saw: typeof saw === "string" ? { nothing: saw } : { code, clean: "clean", ...saw },
    recorded: { code, initiator: `by ${initiator}`, outcome, sent, received, ...rest },
  };
}

/** The browser closes, the server answers with the same. */
function byBrowser(code, { label = code, thrown, reason } = {}) {
  return ending(code, label, "remote", "clean", { saw: { thrown, reason }, reason });
}

/** The server closes, the browser answers with the same. */
function byServer(code, { label = code, reason, violation, sawReason = reason } = {}) {
  return ending(code, label, "local", "clean", { saw: { reason: sawReason }, reason, violation });
}

/** The server ends TCP without waiting: it is a race whether Chromium calls that clean. */
function forgotten(code, outcome) {
  return ending(code, code, "local", outcome, { received: "none", saw: { clean: undefined } });
}

const vanished = () => ending(1001, 1001, "remote", "clean", { saw: GONE });

const repaired = () => byServer(1011, { violation: "violation: invalid_code (sent)" });

const quoted = (text, bytes) => `${text}${bytes ? ` ${bytes} bytes` : ""}`;

/** By `data-way` of the buttons. */
const ENDINGS = {
  "browser close()": byBrowser(1005),
  "browser 1000": byBrowser(1000),
  "browser 3000": byBrowser(3000),
  "browser 4001 + reason": byBrowser(4001, { label: "4xxx", reason: "moved to another device" }),
  "browser hostile reason": byBrowser(4002, { label: "4xxx", reason: HOSTILE }),
  "browser 1006": byBrowser(1000, { thrown: "close() threw InvalidAccessError" }),
  "browser 1001": byBrowser(1000, { thrown: "close() threw InvalidAccessError" }),
  "browser 124-byte reason": byBrowser(1000, { thrown: "close() threw SyntaxError" }),
  "browser frame removed": vanished(),
  "browser frame navigates": vanished(),
  "browser worker terminated": vanished(),
  "server 3000": byServer(3000, { reason: "log in first" }),
  "server 3999": byServer(3999, { label: "3xxx" }),
  "server 4000 + reason": byServer(4000, { label: "4xxx", reason: "kicked by an admin" }),
  "server 4999": byServer(4999, { label: "4xxx" }),
  "server hostile reason": byServer(4002, { label: "4xxx", reason: HOSTILE }),
  "server illegal 1005": byServer(1005, { violation: "violation: invalid_code (sent)" }),
  "server illegal 300-byte reason": byServer(4000, {
    label: "4xxx",
    violation: "violation: reason_too_long (sent)",
    reason: quoted(REASON_300, 300),
    sawReason: quoted(REASON_300, 123),
  }),
  "server /drop": forgotten(1001, "dropped"),
  "server /panic": forgotten(1011, "panicked"),
  "server 64 MiB + 1": ending(1009, 1009, "local", "too_big", { received: "none" }),
};
for (const code of [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014]) {
  ENDINGS[`server ${code}`] = byServer(code);
}
for (const code of [999, 1004, 1006, 1015, 2999, 5000]) {
  ENDINGS[`server illegal ${code}`] = repaired();
}

module.exports = { ENDINGS, HOSTILE, byBrowser, byServer };
