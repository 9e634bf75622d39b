// Many clients on the library `ws` in one process: crowd.js URL COUNT. Each sends a message and waits for it to
// come back; then it prints {"open": COUNT}. When all have ended: how many saw which code, {"1001": COUNT}.
'use strict';

const { once } = require('node:events');
const WebSocket = require('ws');

const AT_ONCE = 100;

async function open(url) {
  // Compressed, each would need memory of its own, here and at the server.
  const ws = new WebSocket(url, { perMessageDeflate: false });
  await once(ws, 'open');
  ws.send('here');
  await once(ws, 'message');
  return ws;
}

async function main(url, count) {
  const sockets = [];
  while (sockets.length < count) {
    const next = Math.min(AT_ONCE, count - sockets.length);
    sockets.push(...(await Promise.all(Array.from({ length: next }, () => open(url)))));
  }
  const seen = {};
  const ends = sockets.map(async (ws) => {
    ws.on('error', () => {});
    const [code] = await once(ws, 'close');
    seen[code] = (seen[code] ?? 0) + 1;
  });
  console.log(JSON.stringify({ open: sockets.length }));
  await Promise.all(ends);
  console.log(JSON.stringify(seen));
}

main(process.argv[2], Number(process.argv[3]));
