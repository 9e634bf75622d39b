// The console's events: what a page gets that cannot keep up.

const assert = require("node:assert/strict");
const http = require("node:http");

const { closeFrame, connection } = require("./harness/raw_client.js");
const { choose, live, openPage } = require("./harness/page.js");
const { waitFor } = require("./harness/server.js");

const FLOOD = 8_000;
// More than a page shows, and fewer.
const OPEN = 70;
const STAYING = 3;
const AT_ONCE = 50;
const REASON = "x".repeat(123);
const MOST_MEMORY = 32 * 2 ** 20;

module.exports = async ({ check, browser, startServer }) => {
  const server = await startServer();

  await check("feed: a page that does not read costs no memory, and is told of many closes at once", async () => {
    await flood(server, 500);
    const before = server.memory();
    const stalled = await stalledReader(server);
    await flood(server, FLOOD);
    const grown = server.memory() - before;
    console.log(`        ${FLOOD} closes: memory grew by ${(grown / 2 ** 20).toFixed(1)} MiB`);
    assert.ok(grown < MOST_MEMORY, `memory grew by ${grown} bytes`);

    const events = stalled.resume();
    const closed = (await server.metrics()).total("websocket_closes_total");
    // Or it was dropped, if that took long.
    const isDropped = () => events().at(-1)?.event === "dropped";
    await waitFor(`${closed} closes in the events`, () => closesToldBy(events()) === closed || isDropped());
    assert.ok(events().length < FLOOD / 10, "what happens meanwhile is told as one");
    stalled.end();
  });

  await check("feed: many open connections are counted, and few of them listed", async () => {
    const page = await openPage(browser, server.http);
    await live(page);
    const path = `/${"p".repeat(200)}`;
    const sockets = [];
    const ended = Array.from({ length: OPEN }, () =>
      connection(server.ws, path, (it) => sockets.push(it)),
    );
    const open = (count) =>
      page.waitForFunction(
        (it) => document.querySelector('[data-figure="open"]').textContent === it,
        `${count}`,
      );
    await open(OPEN);
    const listed = await page.locator("#open li").count();
    assert.equal(await page.innerText("#open-more"), `and ${OPEN - listed} more`);
    assert.equal((await page.locator("#open .path").first().innerText()).length, 100);
    // The oldest stay.
    for (const socket of sockets.splice(STAYING)) socket.destroy();
    await open(STAYING);
    assert.equal(await page.locator("#open li").count(), STAYING);
    assert.equal(await page.innerText("#open-more"), "");
    for (const socket of sockets) socket.destroy();
    await Promise.all(ended);
    await open(0);
    assert.equal(await page.innerText("#open-more"), "None.");
    await page.context().close();
  });

  await check("feed: a page that is open during a flood ends with the right figures", async () => {
    const page = await openPage(browser, server.http);
    await live(page);
    await choose(page, "range", 60);
    await flood(server, 2_000);
    const closed = (await server.metrics()).total("websocket_closes_total");
    await page.waitForFunction(
      (count) => document.querySelector('[data-figure="closed"]').textContent === count,
      String(closed),
    );
    assert.equal(await page.locator("#endings > li").count(), 50);
    assert.deepEqual(page.trouble, []);
    await page.context().close();
  });
};

async function flood(server, closes) {
  let left = closes;
  const one = async () => {
    while (left-- > 0) {
      await connection(server.ws, "/flood", (socket) => socket.write(closeFrame(4000, REASON)));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

/** Asks for the events, and reads none of them before `resume`. */
function stalledReader(server) {
  return new Promise((resolve, reject) => {
    const request = http.get(`${server.http}/events`, (response) => {
      response.pause();
      const resume = () => {
        let text = "";
        response
          .setEncoding("utf8")
          .on("data", (more) => (text += more))
          .resume();
        return () => parse(text);
      };
      resolve({ resume, end: () => request.destroy() });
    });
    request.on("error", reject);
  });
}

/** The closes of all spans, as they were told last. */
function closesToldBy(events) {
  const spans = events.flatMap(({ data }) => data.spans ?? []);
  const latest = new Map(spans.map(({ start, counts }) => [start, counts]));
  return [...latest.values()].flat().reduce((sum, [, count]) => sum + count, 0);
}

/** All events that have come in whole. */
function parse(text) {
  const blocks = text
    .split("\n\n")
    .slice(0, -1)
    .filter((block) => block.startsWith("event: "));
  return blocks.map((block) => {
    const [event, data] = block.split("\n");
    const text = data.slice("data: ".length);
    return { event: event.slice("event: ".length), data: text.startsWith("{") ? JSON.parse(text) : {} };
  });
}
