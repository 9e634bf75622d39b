// A picture of the console, with real traffic: five minutes of clients that come and go, and an
// incident among them.

const { execFileSync } = require("node:child_process");

const { closeFrame, connection, frame, textFrame } = require("./raw_client.js");

const TRAFFIC_MS = 275_000;
/** From then on, the database is gone. */
const OUTAGE_MS = 225_000;
const PICTURE = { width: 1280, height: 1180 };

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
/** And how in an outage, beside that. */
const OUTAGE = [
  [6, ordered("/close 1011 database gone", closeFrame(1011))],
  [2, send(textFrame("/drop"))],
  [1, ordered("/close 1008 no subscription", closeFrame(1008))],
];

async function takeScreenshot({ browser, http, ws }, picture) {
  const context = await browser.newContext({ viewport: PICTURE, colorScheme: "light" });
  const page = await context.newPage();
  await page.goto(http);
  await page.waitForSelector("#connection.live");
  for (const path of ["/chat/lobby", "/endpoint/quotes", "/chat/support"]) connection(ws, path, () => {});
  await traffic(ws, Date.now());
  await page.screenshot({ path: picture });
  await context.close();
  // A quarter of the size, and nobody sees it.
  execFileSync("pngquant", ["--force", "--output", picture, "256", picture]);
}

/** Connections in waves, until the time is over. */
async function traffic(ws, began) {
  for (let age = 0; age < TRAFFIC_MS; age = Date.now() - began) {
    const wave = 1.3 + Math.sin(age / 20_000);
    const burst = Math.round(Math.random() * 4 * wave);
    const customs = age > OUTAGE_MS && Math.random() < 0.6 ? OUTAGE : CUSTOMS;
    for (let i = 0; i < burst; i += 1) {
      const path = Math.random() < 0.5 ? "/endpoint/chat" : "/endpoint/quotes";
      const act = drawn(customs);
      connection(ws, path, (socket) => setTimeout(act, 3000 * Math.random(), socket));
    }
    await new Promise((next) => setTimeout(next, 250));
  }
}

function drawn(customs) {
  const all = customs.reduce((sum, [weight]) => sum + weight, 0);
  let left = Math.random() * all;
  return customs.find(([weight]) => (left -= weight) < 0)[1];
}

module.exports = { takeScreenshot };
