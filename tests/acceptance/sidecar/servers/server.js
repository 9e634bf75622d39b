// An echo server on the library `ws`, with permessage-deflate, and plain HTTP beside it: a page for a
// browser, and `POST` comes back. What it takes and prints is told in server.py.
'use strict';

const http = require('node:http');
const { WebSocketServer } = require('ws');

const PAGE = '<!doctype html><title>a page</title><p>It opens a socket.';

function tell(facts) {
  console.log(JSON.stringify(facts));
}

const server = http.createServer((request, response) => {
  if (request.method === 'POST') {
    const pieces = [];
    request.on('data', (piece) => pieces.push(piece));
    // Without a length, so in chunks.
    request.on('end', () => {
      for (const piece of pieces) response.write(piece);
      response.end();
    });
    return;
  }
  response.setHeader('Content-Type', 'text/html');
  response.setHeader('X-Asked-For', request.url);
  response.end(PAGE);
});

// Else only what has a kilobyte would be compressed.
const sockets = new WebSocketServer({ server, perMessageDeflate: { threshold: 0 } });
sockets.on('connection', (ws) => {
  ws.on('message', (data, isBinary) => {
    const text = isBinary ? '' : data.toString();
    if (text === '/forget') {
      ws._socket.destroy();
    } else if (text.startsWith('/close ')) {
      const [, code, reason] = text.match(/^\/close (\d+) ?(.*)$/);
      ws.close(Number(code), reason);
    } else {
      ws.send(data, { binary: isBinary });
    }
  });
  ws.on('error', () => {});
  ws.on('close', (code, reason) => tell({ code, reason: reason.toString() }));
});
server.listen({ host: '127.0.0.1', port: 0, backlog: 5000 }, () => tell({ port: server.address().port }));
