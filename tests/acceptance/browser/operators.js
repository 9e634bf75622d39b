// The console as operators need it: an incident of thousands of closes, while the page is open.

const assert = require("node:assert/strict");

const { ENDPOINTS, concerns, incident } = require("./harness/incident.js");
const { assertAccessible, choose, live, openPage } = require("./harness/page.js");

const CLOSES = 5_000;
const PHONE = { width: 360, height: 740 };

module.exports = async ({ check, browser, startServer }) => {
  const server = await startServer(...ENDPOINTS);
  const page = await openPage(browser, server.http);
  await live(page);
  await choose(page, "range", 60);
  const rows = page.locator("#endings > li");
  const clear = () => page.click("#filters [type=reset]");

  await check("operators: a page stays usable while thousands close, and counts them all", async () => {
    const over = incident(server.ws, CLOSES);
    await page.waitForFunction(() => Number(document.querySelector('[data-figure="closed"]').textContent) > 500);
    await page.click('#cards [data-concern="fault"]');
    await page.waitForSelector('#endings > [data-concern="fault"]');
    assert.equal(await page.locator('#endings > :not([data-concern="fault"])').count(), 0);
    await page.click('#cards [data-concern="fault"]');
    await over;
    await settled(page, CLOSES);
    assert.ok((await rows.count()) <= 50);
    assert.deepEqual(page.trouble, []);
  });

  await check("operators: a card for each concern, the most urgent first", async () => {
    const cards = await page.locator("#cards [data-concern]").evaluateAll((all) =>
      all.map((it) => [it.dataset.concern, Number(it.querySelector(".count").textContent)]),
    );
    assert.deepEqual(cards.map(([concern]) => concern), ["fault", "rejection", "peer", "lost", "routine"]);
    assert.deepEqual(Object.fromEntries(cards), concerns(CLOSES));
    const colours = await page.locator("#cards [data-concern]").evaluateAll((all) =>
      all.map((it) => getComputedStyle(it).borderLeftColor),
    );
    assert.equal(new Set(colours).size, 5);
    assert.match(await page.innerText('#cards [data-concern="fault"] .what'), /^1011 650 · dropped 200$/);
    assert.match(await page.title(), /^\(850\) /);
  });

  await check("operators: the latest endings are under the chart, and the buttons after all else", async () => {
    const order = await page.locator("#live section, #live .columns").evaluateAll((all) =>
      all.map((it) => it.getAttribute("aria-labelledby")).filter(Boolean),
    );
    const expected = ["cards-title", "chart-title", "endings-title", "totals-title", "open-title", "lab-title"];
    assert.deepEqual(order, expected);
  });

  await check("operators: the endings are filtered by outcome, code, endpoint and text", async () => {
    const all = async (selector) => {
      await page.waitForFunction(() => document.getElementById("matches").textContent.includes("match"));
      assert.ok((await rows.count()) > 0, "some match");
      return new Set(await rows.locator(selector).allInnerTexts());
    };
    await page.selectOption("#filters [name=outcome]", "dropped");
    assert.deepEqual(await all(".outcome"), new Set(["dropped"]));
    await clear();
    await page.fill("#filters [name=code]", "1008");
    assert.deepEqual(await all(".code"), new Set(["1008"]));
    await page.fill("#filters [name=code]", "4xxx");
    assert.deepEqual(await all(".code"), new Set(["4001", "4100", "4901"]));
    await clear();
    await page.selectOption("#filters [name=endpoint]", "quotes");
    assert.deepEqual(await all(".code"), new Set(["1001", "1011"]));
    await page.fill("#filters [name=text]", "DATABASE gone");
    assert.deepEqual(await all(".reason"), new Set(["database gone"]));
    await page.fill("#filters [name=text]", "no such text");
    await page.waitForSelector("#endings-no-match");
    assert.equal(await rows.count(), 0);
    await clear();
    await page.waitForSelector("#endings-no-match", { state: "hidden" });
    assert.equal(await rows.count(), 50);
  });

  await check("operators: the filter is known from its heading, and from the card", async () => {
    await page.click('#cards [data-concern="lost"]');
    assert.equal(await page.innerText("#filters-title"), "Filter (1)");
    assert.equal(await page.getAttribute('#cards [data-concern="lost"]', "aria-pressed"), "true");
    assert.equal(await page.inputValue("#filters [name=concern]"), "lost");
    await clear();
    await page.waitForSelector('#cards [data-concern="lost"][aria-pressed="false"]');
  });

  await check("operators: what a peer wrote is text", async () => {
    await page.fill("#filters [name=code]", "4901");
    assert.equal(await rows.first().locator(".reason").innerText(), "<b>bold</b>");
    assert.equal(await page.locator("#endings b").count(), 0);
    await clear();
  });

  await check("operators: a close is copied as JSON, from the keyboard, with a word about it", async () => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.fill("#filters [name=code]", "1008");
    await rows.first().locator(".copy").focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector("#copied:has-text('Copied as JSON')");
    const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
    const { code, outcome, concern, reason, blame, initiator } = copied;
    assert.deepEqual(
      { code, outcome, concern, reason, blame, initiator },
      { code: 1008, outcome: "clean", concern: "rejection", reason: "no subscription", blame: "nobody", initiator: "local" },
    );
    for (const key of ["time", "peer", "path", "meaning", "fix", "summary"]) assert.ok(copied[key], key);
    await clear();
  });

  await check("operators: it is copied where there is no clipboard too, as over plain HTTP", async () => {
    const bare = await opened(browser, server, () => delete Navigator.prototype.clipboard);
    await bare.locator("#endings .copy").first().click();
    await bare.waitForSelector("#copied:has-text('Copied as JSON')");
    await bare.focus("#filters [name=text]");
    await bare.keyboard.press("Control+V");
    assert.match(await bare.inputValue("#filters [name=text]"), /^\{ *"time": "20/);
    await bare.context().close();
  });

  await check("operators: 4xxx unfolds into its codes, and keeps the focus", async () => {
    const button = page.locator('#totals [data-series="4xxx remote clean"] button');
    assert.equal(await button.getAttribute("aria-expanded"), "false");
    await button.focus();
    await page.keyboard.press("Enter");
    const codes = await page.locator("#totals .unfolded").evaluateAll((all) =>
      all.map((it) => [it.dataset.code, Number(it.lastChild.textContent)]),
    );
    assert.deepEqual(codes, [["4001", 300], ["4100", 200], ["4901", 100]]);
    // Some frames later.
    const frames = () => new Promise((next) => setTimeout(next, 2_500));
    await page.evaluate(frames);
    assert.equal(await button.getAttribute("aria-expanded"), "true");
    assert.ok(await button.evaluate((it) => it === document.activeElement));
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("#totals .unfolded").count(), 0);
  });

  await check("operators: all counts are those of the window", async () => {
    const later = await opened(browser, server, () => {
      const now = Date.now;
      window.ahead = 0;
      Date.now = () => now() + window.ahead * 60_000;
    });
    const ahead = (minutes) => later.evaluate((it) => (window.ahead = it), minutes);
    for (const [range, beyond] of [[15, 16], [60, 62]]) {
      await choose(later, "range", range);
      await ahead(0);
      await settled(later, CLOSES);
      assert.ok((await later.locator("#totals tr").count()) > 5);
      await ahead(beyond);
      await settled(later, 0);
      for (const count of await later.locator("#cards .count").allInnerTexts()) assert.equal(count, "0");
      assert.equal(await later.innerText('[data-figure="opened"]'), "0");
      assert.equal(await later.locator("#totals tr").count(), 0);
      assert.equal(await later.locator("#legend li").count(), 0);
      assert.match(await later.innerText("#readout"), /^Nothing ended/);
    }
    await later.context().close();
  });

  await check("operators: the first screen of a phone has the cards, the chart and the latest", async () => {
    for (const locale of ["en", "de"]) {
      const phone = await openPage(browser, server.http, { locale, viewport: PHONE });
      await live(phone);
      await choose(phone, "range", 60);
      await settled(phone, CLOSES);
      for (const selector of ["#cards li:last-child", "#plot svg", "#endings-title", "#endings > li:first-child .code"]) {
        const { x, y, width, height } = await phone.locator(selector).boundingBox();
        assert.ok(x >= 0 && x + width <= PHONE.width, `${locale}: ${selector} is within the width`);
        assert.ok(y + height <= PHONE.height, `${locale}: ${selector} ends at ${y + height}`);
      }
      await phone.context().close();
    }
  });

  for (const [place, width] of [360, 768, 1280].entries()) {
    for (const [scheme, colorScheme] of ["light", "dark"].entries()) {
      // Each width and each scheme in both languages, though not in each combination.
      const locale = ["en", "de"][(place + scheme) % 2];
      await check(`operators: accessible in an incident, ${colorScheme}, ${width} px, ${locale}`, async () => {
        const options = { locale, colorScheme, viewport: { width, height: 900 } };
        const other = await openPage(browser, server.http, options);
        await live(other);
        await choose(other, "range", 60);
        await settled(other, CLOSES);
        await other.locator("#totals .unfold").first().click();
        await other.click('#cards [data-concern="lost"]');
        await other.click('#cards [data-concern="lost"]');
        await assertAccessible(other, "#endings > li:nth-child(n + 9)");
        assert.deepEqual(other.trouble, []);
        await other.context().close();
      });
    }
  }
  await page.context().close();

  await check("operators: a page that was dropped says so, and when, and connects again", async () => {
    const dropped = 'event: dropped\ndata: read too slowly\n\n';
    const told = await answeredOnce(browser, server, { body: dropped, contentType: "text/event-stream" });
    const notice = /^\d\d:\d\d:\d\d: the server dropped this page.*– \d\d:\d\d:\d\d: connected again/;
    assert.match(await told.innerText("#notice"), notice);
    await told.context().close();
  });

  await check("operators: a page whose connection went says so, and when, and connects again", async () => {
    const told = await answeredOnce(browser, server, { body: "", contentType: "text/event-stream" });
    assert.match(await told.innerText("#notice"), /^\d\d:\d\d:\d\d: the connection to the server is gone.*connected again/);
    await told.context().close();
  });

  await check("operators: a page that finds no place says so, and tries again", async () => {
    const told = await answeredOnce(browser, server, { status: 503, body: "full" }, async (it) => {
      await it.waitForSelector("#notice:has-text('no more readers')");
    });
    assert.equal(await told.isVisible("#notice"), false);
    await told.context().close();
  });
};

/** A page in which `script` has run before all others. */
async function opened(browser, server, script) {
  const context = await browser.newContext();
  await context.addInitScript(script);
  const page = await context.newPage();
  await page.goto(server.http);
  await live(page);
  await page.waitForSelector("#endings > li");
  return page;
}

/** A page whose first request for the events is answered so; `meanwhile` is awaited before it connects. */
async function answeredOnce(browser, server, answer, meanwhile = async () => {}) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.route("**/events", (route) => route.fulfill(answer), { times: 1 });
  await page.goto(server.http);
  await meanwhile(page);
  await live(page);
  return page;
}

/** Waits until the page has counted so many closes. */
function settled(page, closes) {
  return page.waitForFunction(
    (count) => document.querySelector('[data-figure="closed"]').textContent === count,
    `${closes}`,
  );
}
