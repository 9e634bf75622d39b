// The pages that `site` writes, from `file://`.

const assert = require("node:assert/strict");
const path = require("node:path");
const { pathToFileURL } = require("node:url");

const { assertAccessible, openPage } = require("./harness/page.js");

const PLACES = [
  "index.html",
  "en/index.html",
  "de/codes.html",
  "en/codes/1006.html",
  "de/codes/1010.html",
  "en/codes/403.html",
  "de/codes/4101.html",
  "en/endings.html",
  "de/endings/dropped.html",
  "de/alerts/WebSocketRejections.html",
  "en/compare.html",
  "de/compare/1000/1010.html",
  "en/services/pusher.html",
  "de/services/pusher/4003.html",
];
const LOOKS = [
  { colorScheme: "light", viewport: { width: 375, height: 812 } },
  { colorScheme: "dark", viewport: { width: 1280, height: 900 } },
];

module.exports = async ({ check, browser, writeSite }) => {
  const catalog = path.join(__dirname, "../../../examples/catalog.toml");
  const top = pathToFileURL(writeSite("--catalog", catalog) + path.sep).href;

  for (const [index, place] of PLACES.entries()) {
    const look = LOOKS[index % LOOKS.length];
    const { colorScheme, viewport } = look;
    await check(`site: ${place}, ${colorScheme}, ${viewport.width} px`, async () => {
      const page = await openPage(browser, top + place, look);
      assert.deepEqual(page.trouble, []);
      const styles = top + "style.css";
      const requested = [...page.requested].filter((it) => !it.startsWith("data:"));
      assert.deepEqual(requested.sort(), [top + place, styles].sort());
      assert.equal(
        await page.getAttribute("html", "lang"),
        place.startsWith("de/") ? "de" : "en",
      );
      assert.equal(await page.locator("form, script").count(), 0);
      await assertAccessible(page);
      await page.context().close();
    });
  }

  await check("site: from the index to a comparison, by the browser's own search and links", async () => {
    const page = await openPage(browser, `${top}index.html`);
    const follow = async (link, place) => {
      await page.click(link);
      await page.waitForURL(top + place);
    };
    await follow(".languages a[lang=de]", "de/index.html");
    assert.ok(await page.evaluate(() => window.find("Mandatory Extension")));
    await follow("main a[href='codes/1010.html']", "de/codes/1010.html");
    await follow("main a[href$='compare/1000/1010.html']", "de/compare/1000/1010.html");
    await follow(".languages a[lang=en]", "en/compare/1000/1010.html");
    assert.match(await page.innerText("h1"), /^1000 Normal Closure.*1010 Mandatory Extension/);
    assert.deepEqual(page.trouble, []);
    await page.context().close();
  });
};
