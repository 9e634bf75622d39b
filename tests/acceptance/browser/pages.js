// The catalog's pages: with and without scripts, in both languages, schemes and widths.

const assert = require("node:assert/strict");

const { assertAccessible, openPage } = require("./harness/page.js");

const PLACES = [
  "/codes",
  "/codes?q=proxy",
  "/codes?subprotocol=discord-gateway",
  "/codes/1006",
  "/codes/1010",
  "/codes/4099?subprotocol=tldraw-sync",
  "/codes/403",
  "/codes/4003",
  "/codes/4403?subprotocol=graphql-transport-ws",
  "/endings",
  "/endings/dropped",
  "/endings/unanswered?code=1001",
  "/alerts",
  "/alerts/WebSocketRejections",
  "/compare",
  "/compare/1000/1010",
  "/compare/1001/1012",
  "/compare/1005/1006",
  "/compare/4003/4003",
  "/compare/4000/4711?subprotocol=pusher",
];
const LANGUAGES = ["en", "de"];
// Every page is seen in both languages, schemes and widths, though not in each combination.
const LOOKS = [
  { locale: "en", colorScheme: "light", viewport: { width: 375, height: 812 } },
  { locale: "en", colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  { locale: "de", colorScheme: "dark", viewport: { width: 375, height: 812 } },
  { locale: "de", colorScheme: "light", viewport: { width: 1280, height: 900 } },
];

module.exports = async ({ check, browser, http }) => {
  for (const place of PLACES) {
    for (const look of LOOKS) {
      const { locale, colorScheme, viewport } = look;
      await check(`pages: ${place}, ${locale}, ${colorScheme}, ${viewport.width} px`, async () => {
        const page = await openPage(browser, http + place, look);
        await assertOrderly(page, http, locale);
        await page.context().close();
      });
    }
  }

  await check("pages: without a script, the form searches", async () => {
    const page = await openPage(browser, `${http}/codes`, { locale: "de", javaScriptEnabled: false });
    await page.fill("main [name=q]", "zertifikat");
    await page.click("main form.search button");
    assert.equal(new URL(page.url()).searchParams.get("q"), "zertifikat");
    assert.deepEqual(await listed(page), ["1015 TLS Handshake"]);
    await page.click("#found .rows a");
    assert.equal(await page.innerText("h1"), "1015 TLS Handshake");
    await page.fill("header [name=q]", "too big");
    await page.click("header form button");
    assert.equal((await listed(page))[0], "1009 Message Too Big");
    await page.context().close();
  });

  await check("pages: without a script, a subprotocol is chosen and handed on", async () => {
    const page = await openPage(browser, `${http}/codes?lang=de`, { javaScriptEnabled: false });
    await page.selectOption("main [name=subprotocol]", "pusher");
    await page.click("main form.search button");
    await page.click('#found .rows a:has-text("4001")');
    assert.equal(await page.innerText("h1"), "4001 Application Does Not Exist");
    assert.equal(await page.getAttribute("html", "lang"), "de");
    await page.click(".languages a:not([aria-current])");
    assert.equal(await page.innerText("h1"), "4001 Application Does Not Exist");
    assert.equal(await page.getAttribute("html", "lang"), "en");
    await page.context().close();
  });

  await check("pages: without a script, two codes are compared and swapped", async () => {
    const page = await openPage(browser, `${http}/compare`, { javaScriptEnabled: false });
    await page.fill("[name=a]", "1001");
    await page.fill("[name=b]", "1012");
    await page.click("form.compare button");
    assert.equal(new URL(page.url()).pathname, "/compare/1001/1012");
    assert.deepEqual(await page.locator("thead th[scope=col]").allInnerTexts(), ["1001", "1012"]);
    assert.ok((await page.locator("tbody th[scope=row]").count()) > 5);
    await page.click(".tools a");
    assert.deepEqual(await page.locator("thead th[scope=col]").allInnerTexts(), ["1012", "1001"]);
    await page.context().close();
  });

  await check("pages: with its script, the list follows what one types", async () => {
    const page = await openPage(browser, `${http}/codes`, { locale: "en" });
    await page.locator("main [name=q]").pressSequentially("too big");
    await page.waitForFunction(() => document.querySelector("#found .rows a")?.innerText.includes("1009"));
    assert.match(page.url(), /q=too\+big/);
    await page.fill("main [name=q]", "");
    await page.waitForSelector("#found details");
    assert.deepEqual(page.trouble, []);
    await page.context().close();
  });

  await check("pages: the keyboard reaches the content at once, and sees where it is", async () => {
    const page = await openPage(browser, `${http}/codes/1006`, { locale: "en" });
    await page.keyboard.press("Tab");
    const skip = page.locator(".skip");
    assert.ok((await skip.boundingBox()).x >= 0, "the skip link comes into view");
    assert.notEqual(await skip.evaluate((it) => getComputedStyle(it).outlineStyle), "none");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "content");
    await page.context().close();
  });

  await check("pages: what does not exist is an orderly page too", async () => {
    const context = await browser.newContext({ locale: "de" });
    const page = await context.newPage();
    const response = await page.goto(`${http}/codes/abc`);
    assert.equal(response.status(), 404);
    assert.equal(await page.getAttribute("html", "lang"), "de");
    await assertAccessible(page);
    await context.close();
  });
};

async function listed(page) {
  const links = await page.locator("#found .rows a").allInnerTexts();
  return links.map((it) => it.replace(/\s+/g, " "));
}

/** Asserts what holds for every page, whatever it is about. */
async function assertOrderly(page, http, locale) {
  assert.equal(await page.getAttribute("html", "lang"), locale);
  assert.match(await page.title(), / – closeframe$/);
  assert.equal(await page.locator("h1").count(), 1);
  const canonical = await page.getAttribute('link[rel="canonical"]', "href");
  assert.match(canonical, new RegExp(`[?&]lang=${locale}$`));
  const alternates = page.locator('link[rel="alternate"]');
  const languages = await alternates.evaluateAll((all) => all.map((it) => it.hreflang));
  assert.deepEqual(languages.sort(), [...LANGUAGES, "x-default"].sort());
  await assertAccessible(page);
  assert.deepEqual(page.trouble, []);
  const elsewhere = [...page.requested].filter((it) => !it.startsWith(http) && !it.startsWith("data:"));
  assert.deepEqual(elsewhere, []);
}
