// A WebSocket client on the library `ws`. What it takes and prints is told in client.py.
'use strict';

const { once } = require('node:events');
const readline = require('node:readline');
const WebSocket = require('ws');

function tell(facts) {
  console.log(JSON.stringify(facts));
}

function obey(ws, order) {
  if (order.send !== undefined) {
    ws.send(order.send);
  } else {
    const [code, reason] = order.close;
    if (code === null) {
      ws.close();
    } else {
      ws.close(code, reason);
    }
  }
}

async function main(url) {
  const ws = new WebSocket(url);
  let port;
  ws.on('upgrade', (response) => {
    port = response.socket.localPort;
  });
  await once(ws, 'open');

  for (const message of ['héllo', Buffer.from([0x00, 0xff])]) {
    ws.send(message);
    const [data, isBinary] = await once(ws, 'message');
    if (isBinary !== Buffer.isBuffer(message) || !data.equals(Buffer.from(message))) {
      throw new Error(`sent ${message}, got ${data}`);
    }
  }
  const closed = once(ws, 'close');
  tell({ port });

  const orders = readline.createInterface({ input: process.stdin });
  orders.once('line', (line) => obey(ws, JSON.parse(line)));
  const [code, reason] = await closed;
  tell({ code, reason: reason.toString() });
  orders.close();
  process.stdin.destroy();
}

main(process.argv[2]);
