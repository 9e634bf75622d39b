// Reads a JSON array of LogQL expressions on standard input, and writes what Grafana's own grammar
// finds in each: [{errors: [text after which it is wrong], labels: [names]}]. Needs NODE_PATH.
'use strict';

const fs = require('node:fs');
const { parser } = require('@grafana/lezer-logql');

function examine(expression) {
  const errors = [];
  const labels = new Set();
  parser.parse(expression).iterate({
    enter(node) {
      if (node.type.isError) {
        errors.push(expression.slice(0, node.from));
      }
      if (node.name === 'Identifier') {
        labels.add(expression.slice(node.from, node.to));
      }
    },
  });
  return { errors, labels: [...labels] };
}

console.log(JSON.stringify(JSON.parse(fs.readFileSync(0)).map(examine)));
