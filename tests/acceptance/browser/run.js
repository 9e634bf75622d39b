// Tests the example server's pages in Chromium, and those that `site` writes.
//
//     run.js SERVER_EXECUTABLE SITE_EXECUTABLE SCRATCH_FOLDER [--screenshot FILE]
//
// Every other script in this folder exports a function that gets
//
// - `check(name, test)`: runs a test and prints what became of it
// - `browser`: Playwright's
// - `http`, `ws`: the addresses of a server that all share; `server`: its process
// - `startServer(...options)`: a server of one's own
// - `writeSite(...options)`: has the site written into a folder of one's own, and returns that
//
// With `--screenshot` there are no tests, but a picture of the console with real traffic.
//
// `playwright-core` and `axe-core` have to be found through NODE_PATH, Chromium on the PATH or through
// CHROMIUM.

const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const { chromium } = require("playwright-core");

const { ENDPOINTS } = require("./harness/incident.js");
const { takeScreenshot } = require("./harness/screenshot.js");
const { Server } = require("./harness/server.js");

const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

async function main(executable, siteExecutable, scratch, option, picture) {
  const servers = [];
  const startServer = async (...options) => {
    const folder = fs.mkdtempSync(path.join(scratch, "server-"));
    const server = await Server.start(executable, folder, ...options);
    servers.push(server);
    return server;
  };
  const writeSite = (...options) => {
    const folder = fs.mkdtempSync(path.join(scratch, "site-"));
    execFileSync(siteExecutable, [folder, ...options]);
    return folder;
  };
  // With a fresh profile, which Playwright removes afterwards.
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    headless: true,
    args: QUIET,
  });
  try {
    if (option === "--screenshot") {
      const { http, ws } = await startServer(...ENDPOINTS);
      await takeScreenshot({ browser, http, ws }, picture);
      return 0;
    }
    const server = await startServer();
    const { http, ws } = server;
    return await test({ browser, http, ws, server, startServer, writeSite });
  } finally {
    await browser.close();
    for (const server of servers) server.kill();
  }
}

async function test(given) {
  let [passed, failed] = [0, 0];
  const check = async (name, run) => {
    try {
      await run();
      passed += 1;
      console.log(`ok      ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED  ${name}\n${error.stack}`);
    }
  };
  const self = path.basename(__filename);
  const suites = fs.readdirSync(__dirname).filter((it) => it.endsWith(".js") && it !== self);
  for (const suite of suites.sort()) {
    await require(path.join(__dirname, suite))({ ...given, check });
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed ? 1 : 0;
}

main(...process.argv.slice(2)).then(
  (status) => (process.exitCode = status),
  (error) => {
    console.error(error);
    process.exitCode = 1;
  },
);
