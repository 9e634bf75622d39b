// undici as a peer, a client only: the `WebSocket` of Node itself.
'use strict';

const { WebSocket } = require('undici');
const { followStandard, run } = require('./following.cjs');

run((url, plan) => followStandard(new WebSocket(url), plan));
