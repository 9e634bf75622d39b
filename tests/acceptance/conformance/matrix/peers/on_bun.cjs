// Bun as a peer, client and server.
'use strict';

const { follow, followStandard, planIn, run } = require('./following.cjs');

const server = Bun.serve({
  hostname: '127.0.0.1',
  port: 0,
  fetch: (request, server) => {
    server.upgrade(request, { data: follow(planIn(request.url)) });
  },
  websocket: {
    idleTimeout: 0,
    sendPings: false,
    open: (ws) => {
      ws.data.opened({
        send: (text) => ws.send(text),
        close: (...argument) => ws.close(...argument),
        abort: () => ws.terminate(),
      });
    },
    message: (ws) => ws.data.heard(),
    close: (ws, code, reason) => ws.data.over(code, reason),
  },
});

function converse(url, plan) {
  const ws = new WebSocket(url);
  followStandard(ws, plan, () => ({ abort: () => ws.terminate() }));
}

run(converse, server.port);
