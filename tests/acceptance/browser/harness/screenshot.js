// A picture of the console, with real traffic: a minute of clients that come and go.

const { execFileSync } = require("node:child_process");

const { closeFrame, connection, frame, textFrame } = require("./raw_client.js");

const TRAFFIC_MS = 53_000;
// Just over the idle time-out of a common proxy, so that there is a hint to be seen.
const CUT_AFTER_MS = 60_200;
const PICTURE = { width: 1280, height: 1480 };
const PRESSED = [
  "browser 4001 + reason",
  "browser 1006",
  "server /panic",
  "server illegal 1006",
  "browser hostile reason",
  "server illegal 300-byte reason",
];

const send =
  (...bytes) =>
  (socket) =>
    socket.write(Buffer.concat(bytes.map((it) => Buffer.from(it))));
const ordered = (text, answer) => (socket) => {
  socket.write(textFrame(text));
  socket.once("data", () => socket.write(answer));
};

/** How clients end their connections, and how often. */
const CUSTOMS = [
  [40, send(closeFrame(1001))],
  [25, send(closeFrame(1000, "done"))],
  [10, send(closeFrame(4001, "signed out"))],
  [10, (socket) => socket.end()],
  [4, (socket) => socket.resetAndDestroy()],
  [4, ordered("/close 1012 deploying", closeFrame(1012))],
  [2, ordered("/close 1011 database gone", closeFrame(1011))],
  [2, send([0x81, 1, 65])],
  [1, send(frame(1, [0xff]))],
  [1, send(closeFrame(1006))],
  [1, send(textFrame("/drop"))],
];

async function takeScreenshot({ browser, http, ws }, picture) {
  const context = await browser.newContext({ viewport: PICTURE, colorScheme: "light" });
  const page = await context.newPage();
  await page.goto(http);
  await page.waitForSelector("#connection.live");
  await page.click("label:has([name=range][value='1'])");
  connection(ws, "/feed/quotes", (socket) => setTimeout(() => socket.destroy(), CUT_AFTER_MS));
  for (const path of ["/chat/lobby", "/feed/quotes", "/chat/support"])
    connection(ws, path, () => {});
  await traffic(ws, Date.now() + TRAFFIC_MS);
  for (const [place, way] of PRESSED.entries()) {
    await page.click(`[data-way="${way}"]`);
    await page.waitForFunction(
      (shown) => document.querySelectorAll("#results > li").length > shown,
      place,
    );
  }
  await page.waitForSelector("#endings .hint");
  await page.screenshot({ path: picture });
  await context.close();
  // A quarter of the size, and nobody sees it.
  execFileSync("pngquant", ["--force", "--output", picture, "256", picture]);
}

/** Connections in waves, until the time is over. */
async function traffic(ws, until) {
  while (Date.now() < until) {
    const wave = 1.3 + Math.sin(Date.now() / 7000);
    const burst = Math.round(Math.random() * 5 * wave);
    for (let i = 0; i < burst; i += 1) {
      const path = Math.random() < 0.5 ? "/chat/lobby" : "/feed/quotes";
      connection(ws, path, (socket) => setTimeout(custom(), 3000 * Math.random(), socket));
    }
    await new Promise((next) => setTimeout(next, 250));
  }
}

function custom() {
  const all = CUSTOMS.reduce((sum, [weight]) => sum + weight, 0);
  let drawn = Math.random() * all;
  return CUSTOMS.find(([weight]) => (drawn -= weight) < 0)[1];
}

module.exports = { takeScreenshot };
