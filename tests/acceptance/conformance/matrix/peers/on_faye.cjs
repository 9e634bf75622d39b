// faye-websocket as a peer, client and server.
'use strict';

const http = require('node:http');
const WebSocket = require('faye-websocket');
const { followStandard, planIn, run } = require('./following.cjs');

function follow(ws, plan) {
  followStandard(ws, plan, () => ({
    // Its only way, and no public one.
    abort: () => ws._stream.destroy(),
    stall: () => ws.pause(),
  }));
}

const server = http.createServer();
server.on('upgrade', (request, socket, head) => {
  follow(new WebSocket(request, socket, head), planIn(request.url));
});
server.listen(0, '127.0.0.1', () => {
  run((url, plan) => follow(new WebSocket.Client(url), plan), server.address().port);
});
