// Every way to end a connection that a page can cause, by either side.
//
// One of `close` (arguments of WebSocket.close), `send` (a text for the server), `vanish`.

const CUT = "a reason of 300 bytes, which is more than the 123 that fit a close frame; ".padEnd(
  300,
  "0123456789",
);
const HOSTILE = "<img src=x onerror=alert(1)> \u202Egpj.exe\u200B \u001B[31mred";

const server = (text, label, note) => ({ send: `/close ${text}`, label, note });

/** Sections of buttons; a way's name is that of its section's `side` and its label. */
export const SECTIONS = [
  {
    title: "This browser closes",
    side: "browser",
    ways: [
      { close: [], label: "close()", note: "An empty close frame, which both sides call 1005." },
      { close: [1000], label: "1000" },
      { close: [3000], label: "3000" },
      { close: [4001, "moved to another device"], label: "4001 + reason" },
      {
        close: [4002, HOSTILE],
        label: "hostile reason",
        note: "Markup, a text that runs backwards, an invisible character, a terminal's escape: shown, never obeyed.",
      },
      {
        close: [1006],
        label: "1006",
        note: "The browser allows 1000 and 3000-4999 alone. The socket stays open, and is closed with 1000 afterwards.",
      },
      {
        close: [1001],
        label: "1001",
        note: "Legal on the wire, but not for a page to send. Closed with 1000 afterwards.",
      },
      {
        close: [4003, "x".repeat(124)],
        label: "124-byte reason",
        note: "The browser refuses it; 123 bytes fit. Closed with 1000 afterwards.",
      },
    ],
  },
  {
    title: "This browser vanishes",
    side: "browser",
    ways: [
      {
        vanish: "frame",
        label: "frame removed",
        note: "The page that held the socket is gone, and sees no event.",
      },
      {
        vanish: "navigation",
        label: "frame navigates",
        note: "What happens when somebody follows a link.",
      },
      {
        vanish: "worker",
        label: "worker terminated",
        note: "The worker that held the socket is gone, and sees no event.",
      },
    ],
  },
  {
    title: "The server closes: /close",
    side: "server",
    ways: [
      ...[1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014].map((code) =>
        server(`${code}`, `${code}`),
      ),
      server("3000 log in first", "3000"),
      server("3999", "3999"),
      server("4000 kicked by an admin", "4000 + reason"),
      server("4999", "4999"),
      server(`4002 ${HOSTILE}`, "hostile reason"),
    ],
  },
  {
    title: "The server tries what is illegal: /close",
    side: "server illegal",
    ways: [
      ...[999, 1004, 1006, 1015, 2999, 5000].map((code) =>
        server(
          `${code}`,
          `${code}`,
          "May not travel: the policy sends 1011 instead, and counts a violation.",
        ),
      ),
      server(
        "1005",
        "1005",
        "May not travel: the policy sends the empty frame that it stands for.",
      ),
      server(`4000 ${CUT}`, "300-byte reason", "Cut at 123 bytes; the report keeps all of it."),
    ],
  },
  {
    title: "The server goes wrong",
    side: "server",
    ways: [
      {
        send: "/drop",
        label: "/drop",
        note: "The handler returns without a close; the monitor sends 1001 for it.",
      },
      { send: "/panic", label: "/panic", note: "The handler panics; the monitor sends 1011." },
      {
        send: "x".repeat(2 ** 26 + 1),
        label: "64 MiB + 1",
        note: "A text over tungstenite's limit; the monitor sends 1009.",
      },
    ],
  },
];

for (const { side, ways } of SECTIONS) {
  for (const way of ways) way.name = `${side} ${way.label}`;
}
