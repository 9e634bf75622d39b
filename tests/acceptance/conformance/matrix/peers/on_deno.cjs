// Deno as a peer, client and server.
'use strict';

const { followStandard, planIn, run } = require('./following.cjs');

const server = Deno.serve({ hostname: '127.0.0.1', port: 0, onListen: () => {} }, (request) => {
  const { socket, response } = Deno.upgradeWebSocket(request, { idleTimeout: 0 });
  followStandard(socket, planIn(request.url));
  return response;
});
run((url, plan) => followStandard(new WebSocket(url), plan), server.addr.port);
