// What tests of any page ask of it.

const assert = require("node:assert/strict");
const fs = require("node:fs");

const AXE = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
// Too little text, or text in a picture: axe cannot tell its contrast, whatever it is.
const NOT_FOR_AXE = ["shortTextContent", "imgNode"];

/** Opens a page, and collects what goes wrong in it. */
async function openPage(browser, url, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.trouble = [];
  page.requested = new Set();
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) page.trouble.push(message.text());
  });
  page.on("pageerror", (error) => page.trouble.push(`uncaught: ${error.message}`));
  page.on("dialog", (dialog) => {
    page.trouble.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("request", (request) => page.requested.add(request.url()));
  await page.goto(url);
  return page;
}

/**
 * Asserts that axe finds nothing, and that nothing hangs out to the right. What `alike` selects, if given, is not
 * looked at: it is like what is.
 */
async function assertAccessible(page, alike) {
  await page.evaluate((selector) => {
    const unrolled = new CSSStyleSheet();
    unrolled.replaceSync("* { max-height: none !important } .scroll { height: auto !important }");
    document.adoptedStyleSheets = [unrolled];
    for (const details of document.querySelectorAll("details")) {
      details.open ||= !selector || !details.closest(selector);
    }
  }, alike);
  const { wide, wanted } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    wanted: document.documentElement.clientWidth,
  }));
  assert.equal(wide, wanted, "the width of the page");
  // Under the edge of what scrolls, or what stays in sight there, axe cannot tell the contrast.
  await page.evaluate(() => {
    const [unrolled] = document.adoptedStyleSheets;
    unrolled.insertRule(".scroll { overflow: visible !important }");
    unrolled.insertRule(".scroll thead th, .titles { position: static !important }");
  });
  await page.evaluate(AXE);
  const { violations, incomplete } = await page.evaluate(
    (selector) => axe.run(selector ? { exclude: [[selector]] } : document),
    alike,
  );
  const undecided = incomplete
    .filter(({ id }) => id === "color-contrast")
    .flatMap(({ nodes }) => nodes);
  const found = [
    ...violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`),
    ),
    ...undecided
      .filter(({ any }) => !NOT_FOR_AXE.includes(any[0].data.messageKey))
      .map((node) => `contrast unknown: ${node.target} ${node.any[0].data.messageKey}`),
  ];
  assert.deepEqual(found, []);
}

/** Waits until the console is told what happens. */
function live(page) {
  return page.waitForSelector("#connection.live");
}

/** Chooses among radio buttons, which are not to be seen themselves. */
function choose(page, name, value) {
  return page.click(`label:has([name="${name}"][value="${value}"])`);
}

module.exports = { assertAccessible, choose, live, openPage };
