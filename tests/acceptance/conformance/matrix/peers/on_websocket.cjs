// npm's `websocket` as a peer, client and server.
'use strict';

const http = require('node:http');
const WebSocket = require('websocket');
const { follow, planIn, run } = require('./following.cjs');

function attend(connection, plan) {
  const following = follow(plan);
  connection.on('message', following.heard);
  // The close event follows.
  connection.on('error', () => {});
  connection.on('close', (code, reason) => following.over(code, reason));
  following.opened({
    send: (text) => connection.sendUTF(text),
    close: (code, reason) => connection.close(code, reason),
    abort: () => connection.socket.destroy(),
    stall: () => connection.pause(),
  });
}

function converse(url, plan) {
  const client = new WebSocket.client();
  client.on('connect', (connection) => attend(connection, plan));
  client.connect(url);
}

const listening = http.createServer();
const server = new WebSocket.server({ httpServer: listening, keepalive: false });
server.on('request', (request) => {
  attend(request.accept(null, request.origin), planIn(request.resource));
});
listening.listen(0, '127.0.0.1', () => run(converse, listening.address().port));
