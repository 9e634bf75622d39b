// Node's `ws` as a peer, server and client at once. What it takes and prints is told in peer.py.
'use strict';

const readline = require('node:readline');
const WebSocket = require('ws');

const OPTIONS = { perMessageDeflate: false, maxPayload: 2 ** 20, closeTimeout: 2000 };

function tell(facts) {
  console.log(JSON.stringify(facts));
}

function planIn(path) {
  return JSON.parse(Buffer.from(path.split('/').pop(), 'hex'));
}

async function follow(ws, plan) {
  let heard = 0;
  let awaited = 0;
  let wake = () => {};
  ws.on('message', () => {
    heard += 1;
    wake();
  });
  // The faults are the plan's; the close event follows.
  ws.on('error', () => {});
  ws.addEventListener('close', ({ code, reason, wasClean }) => {
    tell({ id: plan.id, code, reason, wasClean });
  });
  if (ws.readyState !== WebSocket.OPEN) {
    await new Promise((resolve) => ws.once('open', resolve));
  }

  const steps = {
    send: (text) => ws.send(text),
    queue: (count) => {
      for (let i = 0; i < count; i += 1) {
        ws.send(Buffer.alloc(1024));
      }
    },
    ping: () => ws.ping(),
    fragment: (text) => ws.send(text, { fin: false }),
    await: async (count) => {
      awaited += count;
      while (heard < awaited) {
        await new Promise((resolve) => {
          wake = resolve;
        });
      }
    },
    close: ([code, reason]) => (code === null ? ws.close() : ws.close(code, reason)),
    raw: (hex) => ws._socket.write(Buffer.from(hex, 'hex')),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    stall: () => ws.pause(),
    resume: () => ws.resume(),
    terminate: () => ws.terminate(),
    reset: () => ws._socket.resetAndDestroy(),
    kill: () => process.kill(process.pid, 'SIGKILL'),
  };
  for (const step of plan.peer) {
    const [[name, argument]] = Object.entries(step);
    await steps[name](argument);
  }
}

const server = new WebSocket.Server({ host: '127.0.0.1', port: 0, ...OPTIONS });
server.on('connection', (ws, request) => follow(ws, planIn(request.url)));
server.on('listening', () => tell({ port: server.address().port }));
const orders = readline.createInterface({ input: process.stdin });
orders.on('line', (url) => follow(new WebSocket(url, OPTIONS), planIn(url)));
orders.on('close', () => process.exit());
