// A client on the library `ws`, whose network may be cut. What it takes and prints is told in client.py;
// it knows the mode `idle` alone.
'use strict';

const { once } = require('node:events');
const WebSocket = require('ws');

async function main(url, mode, keepaliveMs, ownPingS) {
  const ws = new WebSocket(url);
  let port;
  ws.on('upgrade', (response) => {
    port = response.socket.localPort;
  });
  await once(ws, 'open');
  ws.send(`/keepalive ${keepaliveMs}`);
  await once(ws, 'message');
  const closed = once(ws, 'close');
  console.log(JSON.stringify({ ready: port }));

  // As the library's documentation shows it.
  let isAlive = true;
  ws.on('pong', () => {
    isAlive = true;
  });
  const pings = ownPingS && setInterval(() => {
    if (!isAlive) {
      ws.terminate();
    }
    isAlive = false;
    ws.ping();
  }, ownPingS * 1000);
  const [code] = await closed;
  clearInterval(pings);
  console.log(JSON.stringify({ ended: code }));
}

main(...process.argv.slice(2));
