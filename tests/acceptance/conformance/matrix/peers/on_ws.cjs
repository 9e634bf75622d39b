// Node's `ws` as a peer, client and server.
'use strict';

const WebSocket = require('ws');
const { followStandard, planIn, run } = require('./following.cjs');

const OPTIONS = { perMessageDeflate: false, closeTimeout: 2000 };

function follow(ws, plan) {
  followStandard(ws, plan, () => ({ abort: () => ws.terminate(), stall: () => ws.pause() }));
}

const server = new WebSocket.Server({ host: '127.0.0.1', port: 0, ...OPTIONS });
server.on('connection', (ws, request) => follow(ws, planIn(request.url)));
server.on('listening', () => {
  run((url, plan) => follow(new WebSocket(url, OPTIONS), plan), server.address().port);
});
