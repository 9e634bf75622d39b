// The console: every button pressed, and both views of every ending compared.

const assert = require("node:assert/strict");

const { ENDINGS, HOSTILE, byBrowser, byServer } = require("./harness/endings.js");
const { assertAccessible, choose, live, openPage } = require("./harness/page.js");
const { waitFor } = require("./harness/server.js");

const LONGEST_MS = 40_000;

module.exports = async ({ check, browser, http, server, startServer }) => {
  const page = await openPage(browser, http);
  await live(page);
  // Longer than the tests take, so that nothing drops out.
  await choose(page, "range", 60);

  await check("console: in German for who prefers it", async () => {
    const german = await openPage(browser, http, { locale: "de" });
    await live(german);
    assert.equal(await german.getAttribute("html", "lang"), "de");
    assert.match(await german.innerText("#ways legend"), /Dieser Browser schließt/i);
    await assertAccessible(german);
    await german.context().close();
  });

  await check("console: there is a button for every ending, and no other", async () => {
    const ways = await page
      .locator("#ways button")
      .evaluateAll((all) => all.map((it) => it.dataset.way));
    assert.deepEqual(ways.sort(), Object.keys(ENDINGS).sort());
  });

  for (const [way, expected] of Object.entries(ENDINGS)) {
    await check(`console: ${way}`, async () => {
      await press(page, server, `#ways [data-way="${way}"]`, expected);
    });
  }

  await check("console: any code, closed by the browser", async () => {
    await page.fill("#own [name=code]", "3210");
    // Braille's blank is not to be seen, and is no space for Unicode.
    await page.fill("#own [name=reason]", "Grüße, 漢\u2800字");
    const expected = byBrowser(3210, { label: "3xxx", reason: "Grüße, 漢\\u{2800}字" });
    await press(page, server, '#own [value="browser"]', expected);
  });

  await check("console: any code, closed by the server", async () => {
    await page.fill("#own [name=code]", "4567");
    await page.fill("#own [name=reason]", "two words");
    const expected = byServer(4567, { label: "4xxx", reason: "two words" });
    await press(page, server, '#own [value="server"]', expected);
  });

  await check("console: a connection that is left open is listed until it is let go", async () => {
    await page.click("#hold");
    await page.waitForSelector('#open li:has-text("/try/")');
    assert.equal(await figure(page, "open"), "1");
    await page.click("#release");
    await page.waitForFunction(
      () => document.querySelector('[data-figure="open"]').textContent === "0",
    );
    assert.match(await page.locator("#endings li").first().innerText(), /1000\s+Normal Closure/);
  });

  await check("console: every way once", async () => {
    const before = await page.locator("#results > li").count();
    await page.click("#all");
    await page.waitForFunction(
      (count) => document.querySelectorAll("#results > li").length === count,
      before + Object.keys(ENDINGS).length,
      { timeout: 3 * LONGEST_MS },
    );
    const ways = await page
      .locator("#results > li")
      .evaluateAll((all) => all.map((it) => it.dataset.way));
    const latest = ways.slice(0, Object.keys(ENDINGS).length);
    assert.deepEqual(latest.sort(), Object.keys(ENDINGS).sort());
  });

  await check("console: totals and figures are those of /metrics", async () => {
    await assertCountersAgree(page, server);
  });

  await check("console: the chart holds as many closes as were counted", async () => {
    const closed = (await server.metrics()).total("websocket_closes_total");
    for (const stack of ["concern", "outcome", "label", "endpoint", "initiator"]) {
      await choose(page, "stack", stack);
      const counts = await page.locator("#legend b").allInnerTexts();
      const sum = counts.reduce((total, count) => total + Number(count), 0);
      assert.equal(sum, closed, `stacked by ${stack}`);
      assert.ok((await page.locator("#plot rect:not(.reach)").count()) >= counts.length);
    }
  });

  await check("console: a hostile reason is text", async () => {
    const shown = page.locator("#endings .foreign", { hasText: "onerror" }).first();
    assert.equal(await shown.innerText(), HOSTILE);
    assert.equal(await page.locator("img").count(), 0);
    const text = await page.evaluate(() => document.body.textContent);
    assert.doesNotMatch(text, /[\u202E\u200B\u001B]/);
  });

  await check("console: an ending opens to what to do, from the keyboard", async () => {
    await page.locator("#endings summary").first().focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector("#endings details[open] .facts");
    assert.match(await page.locator("#endings .facts").first().innerText(), /How to fix it\n\S/);
  });

  await check("console: the titles of a list do not hide what has the focus", async () => {
    const [focused, titles] = await page.evaluate(() => {
      const list = document.getElementById("endings").closest(".scroll");
      document.activeElement.blur();
      // So little that the browser calls it visible.
      list.scrollTop = 15;
      const first = list.querySelector("summary");
      first.focus();
      return [first, list.querySelector(".titles")].map((it) => it.getBoundingClientRect());
    });
    assert.ok(focused.top >= titles.bottom, `${focused.top} is above ${titles.bottom}`);
  });

  await check("console: paused, it changes no more; afterwards it has missed nothing", async () => {
    await page.click("#pause");
    const before = await figure(page, "closed");
    await page.locator('#ways [data-way="browser 1000"]').focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(
      () => document.querySelector("#results > li").dataset.way === "browser 1000",
    );
    assert.equal(await figure(page, "closed"), before);
    await page.click("#pause");
    await assertCountersAgree(page, server);
  });

  await check("console: nothing is loaded from elsewhere, and nothing goes wrong", async () => {
    const elsewhere = [...page.requested].filter(
      (url) => !/^(data|blob):/.test(url) && new URL(url).origin !== http,
    );
    assert.deepEqual(
      elsewhere.filter((url) => url !== "about:blank"),
      [],
    );
    assert.deepEqual(page.trouble, []);
  });
  await page.context().close();

  for (const colorScheme of ["light", "dark"]) {
    for (const width of [360, 768, 1280]) {
      await check(`console: accessible, ${colorScheme}, ${width} px wide`, async () => {
        const options = { colorScheme, viewport: { width, height: 900 } };
        const other = await openPage(browser, http, options);
        await live(other);
        await other.click('[data-way="server illegal 300-byte reason"]');
        await other.waitForSelector("#results > li");
        await other.waitForSelector("#totals tr");
        await assertAccessible(other);
        await other.context().close();
      });
    }
  }

  await check("console: without JavaScript it says what it is", async () => {
    const plain = await openPage(browser, http, { javaScriptEnabled: false });
    assert.match(
      await plain.innerText("main"),
      /needs JavaScript[^]*echoes WebSocket messages at ws:/,
    );
    assert.equal(await plain.isVisible("#live"), false);
    for (const link of ["/codes", "/metrics"]) {
      assert.ok(await plain.locator(`a[href="${link}"]`).first().isVisible(), link);
    }
    await plain.context().close();
  });

  await check("console: shows the drain of a server, and that it is gone", async () => {
    const own = await startServer();
    const last = await openPage(browser, own.http);
    await live(last);
    await last.click("#hold");
    await last.waitForSelector("#open li");
    own.terminate();
    await last.waitForSelector('#endings li:has-text("server shutting down")');
    await last.waitForFunction(
      () => document.getElementById("connection").textContent === "no connection",
    );
    await last.click('[data-way="browser 1000"]');
    await last.waitForSelector('#lab-status:has-text("did not open")');
    await last.context().close();
  });
};

/** Presses a button, and compares what it shows, and what is counted, with what is expected. */
async function press(page, server, button, expected) {
  const before = await server.metrics();
  const count = await page.locator("#results > li").count();
  await page.click(button);
  await page.waitForFunction(
    (shown) => document.querySelectorAll("#results > li").length > shown,
    count,
    { timeout: LONGEST_MS },
  );
  const [saw, recorded] = await page
    .locator("#results > li")
    .first()
    .locator(".view")
    .evaluateAll((views) =>
      views.map((view) =>
        Object.fromEntries(
          [...view.querySelectorAll("[data-fact]")].map((it) => [it.dataset.fact, it.textContent]),
        ),
      ),
    );
  if (!saw.nothing) {
    assert.match(saw.ms, /^\d.* m?s$/);
    delete saw.ms;
    assert.match(saw.clean, /^(not )?clean$/);
    if (expected.saw.clean === undefined) delete saw.clean;
  }
  assert.ok(recorded.name, "the server's view names the code");
  delete recorded.name;
  const { sent, received } = expected.recorded;
  const ours = { ...expected.recorded, sent: `sent ${sent}`, received: `received ${received}` };
  assert.deepEqual(saw, texts(expected.saw), "the browser's view");
  assert.deepEqual(recorded, texts(ours), "the server's view");
  assert.deepEqual(
    (await server.metrics()).closesSince(before),
    [[expected.series, 1]],
    "what was counted",
  );
}

/** As they are on the page: text, and nothing where there is nothing. */
function texts(facts) {
  const present = Object.entries(facts).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present.map(([name, value]) => [name, String(value)]));
}

function figure(page, name) {
  return page.innerText(`[data-figure="${name}"]`);
}

async function assertCountersAgree(page, server) {
  const metrics = await server.metrics();
  const closed = metrics.total("websocket_closes_total");
  await waitFor(
    `${closed} closes on the page`,
    async () => (await figure(page, "closed")) === `${closed}`,
  );
  const opened = metrics.total("websocket_connections_opened_total");
  assert.equal(await figure(page, "opened"), `${opened}`);
  assert.equal(await figure(page, "open"), `${opened - closed}`);
  const rows = await page
    .locator("#totals tr")
    .evaluateAll((all) =>
      all.map((row) => [row.dataset.series, Number(row.lastChild.textContent)]),
    );
  assert.deepEqual(new Map(rows), metrics.closes());
}
