// A page in Chromium as a client: chromium.js WS_URL. What it takes and prints is told in ../../e2e/client.py;
// besides, {"navigate": true} has its tab go to another page, of which nothing is seen. The page itself comes
// over the same address.
'use strict';

const readline = require('node:readline');
const { chromium } = require('playwright-core');

function tell(facts) {
  console.log(JSON.stringify(facts));
}

async function main(url) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage();
    const answer = await page.goto(url.replace(/^ws:/, 'http:'));
    if (answer.status() !== 200) throw new Error(`the page came with ${answer.status()}`);
    await page.evaluate(opens, url);
    tell({ port: null });
    const lines = readline.createInterface({ input: process.stdin });
    const order = await new Promise((resolve) => lines.once('line', (line) => resolve(JSON.parse(line))));
    lines.close();
    process.stdin.destroy();
    if (order.navigate) {
      await page.goto('about:blank');
      tell({ code: null, reason: null });
    } else {
      tell(await page.evaluate(obeys, order));
    }
  } finally {
    await browser.close();
  }
}

/** In the page: a socket whose text and binary come back. */
async function opens(url) {
  const next = (name) => new Promise((resolve) => ws.addEventListener(name, resolve, { once: true }));
  const ws = new WebSocket(url);
  ws.binaryType = 'arraybuffer';
  await next('open');
  ws.send('héllo');
  const text = (await next('message')).data;
  ws.send(new Uint8Array([0, 255]));
  const bytes = new Uint8Array((await next('message')).data).join();
  if (text !== 'héllo' || bytes !== '0,255') throw new Error(`got ${text} and ${bytes}`);
  window.socket = ws;
}

/** In the page: what its socket's end looks like. */
async function obeys({ close, send }) {
  const closed = new Promise((resolve) => (socket.onclose = resolve));
  if (send !== undefined) socket.send(send);
  else if (close[0] === null) socket.close();
  else socket.close(...close);
  const { code, reason } = await closed;
  return { code, reason };
}

main(process.argv[2]);
