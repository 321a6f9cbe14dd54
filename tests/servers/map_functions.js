// Runs the map function of the first line of the standard input on each document of the next one,
// and writes what each of them emits, as JSON.
'use strict';

const [source, documents] = require('fs').readFileSync(0, 'utf8').split('\n').map(JSON.parse);
let emitted = [];
global.emit = (key, value) => { emitted.push([key, value]); };
const map = (0, eval)(`(${source})`);
process.stdout.write(JSON.stringify(documents.map((each) => {
  emitted = [];
  map(each);
  return emitted;
})));
