// What the peers in JavaScript have in common, as following.py for those in Python; Node, Deno and Bun
// all run it. An adapter has `send`, `close` and `abort`, `stall` if its library can stop reading, and
// calls `heard` and `over` of what `follow` gives back.
'use strict';

const readline = require('node:readline');

function tell(facts) {
  console.log(JSON.stringify(facts));
}

function planIn(path) {
  return JSON.parse(Buffer.from(path.split('/').pop(), 'hex').toString());
}

// Begins to follow the plan once `opened` is called.
function follow(plan) {
  let heard = 0;
  let awaited = 0;
  let wake = () => {};

  async function run(ws) {
    for (const step of plan.peer) {
      const [[name, argument]] = Object.entries(step);
      switch (name) {
        case 'send':
          ws.send(argument);
          break;
        case 'queue':
          for (let i = 0; i < argument; i += 1) {
            ws.send('x'.repeat(1024));
          }
          break;
        case 'await':
          awaited += argument;
          while (heard < awaited) {
            await new Promise((resolve) => {
              wake = resolve;
            });
          }
          break;
        case 'close':
          if (argument[0] === null) {
            ws.close();
          } else {
            ws.close(...argument);
          }
          break;
        case 'abort':
        case 'stall':
          ws[name]();
          break;
        default:
          throw new Error(`no step is called ${name}`);
      }
    }
  }

  return {
    opened: (ws) => run(ws).catch((error) => console.error(error)),
    heard: () => {
      heard += 1;
      wake();
    },
    over: (code, reason, wasClean = null) => tell({ id: plan.id, code, reason, wasClean }),
  };
}

// A socket with the browsers' interface; `more` is what it has beyond it.
function followStandard(ws, plan, more = () => ({})) {
  const following = follow(plan);
  ws.addEventListener('message', following.heard);
  // The close event follows.
  ws.addEventListener('error', () => {});
  ws.addEventListener('close', (it) => following.over(it.code, it.reason, it.wasClean));
  const open = () =>
    following.opened({
      send: (text) => ws.send(text),
      close: (...argument) => ws.close(...argument),
      ...more(),
    });
  if (ws.readyState === 1) {
    open();
  } else {
    ws.addEventListener('open', open);
  }
}

// Tells the port, and has every URL on standard input opened.
function run(converse, port = null) {
  tell({ port });
  const orders = readline.createInterface({ input: process.stdin });
  orders.on('line', (url) => converse(url, planIn(url)));
  orders.on('close', () => process.exit());
}

module.exports = { follow, followStandard, planIn, run };
