// PouchDB in memory behind CouchDB's HTTP interface, on 127.0.0.1 until the standard input ends.
// The first line of the standard input says how to listen; the line that this writes says where.
'use strict';

const http = require('http');
const os = require('os');
const readline = require('readline');

const PouchDB = require('pouchdb-core')
  .plugin(require('pouchdb-adapter-memory'))
  .plugin(require('pouchdb-mapreduce'))
  .plugin(require('pouchdb-replication'));

const NOT_A_MEMBER = { error: 'forbidden', reason: 'You are not allowed to access this db.' };

function newApp() {
  const app = require('express-pouchdb')({
    inMemoryConfig: true,
    logPath: os.devNull,
    overrideMode: { exclude: ['routes/fauxton'] },
  });
  app.setPouchDB(PouchDB.defaults({ adapter: 'memory' }));
  return app;
}

function answer(response, status, text) {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(text);
}

// A field inside of null is missing in CouchDB. Here it would be null as well.
require('pouchdb-selector-core').getFieldFromDoc = (doc, path) => path.reduce(
  (value, key) => (Object(value) === value ? value[key] : undefined), doc,
);

// The app does not ask who somebody is before it answers _find, and answers 401 where CouchDB
// answers 403.
async function refusal(request, inner) {
  const [, database] = /^\/([^/_?][^/?]*)/.exec(request.url) || [];
  if (!database) return null;
  const headers = request.headers.authorization
    ? { authorization: request.headers.authorization } : {};
  const asked = await fetch(`${inner}/${database}`, { headers });
  const text = await asked.text();
  if (asked.status === 401) {
    const known = headers.authorization && !text.includes('incorrect');
    return known ? [403, JSON.stringify(NOT_A_MEMBER)] : [401, text];
  }
  return null;
}

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return JSON.parse(Buffer.concat(parts));
}

// The app answers one query of a view at a time. CouchDB answers several of them at once.
async function answersTo(request, inner) {
  const [, view] = /^(\/[^?]*\/_view\/[^/?]+)\/queries$/.exec(request.url) || [];
  if (!view || request.method !== 'POST') return null;
  const headers = {
    authorization: request.headers.authorization, 'content-type': 'application/json',
  };
  const results = [];
  for (const query of (await bodyOf(request)).queries) {
    const body = JSON.stringify(query);
    const asked = await fetch(`${inner}${view}`, { method: 'POST', headers, body });
    const text = await asked.text();
    if (!asked.ok) return [asked.status, text];
    results.push(JSON.parse(text));
  }
  return [200, JSON.stringify({ results })];
}

function listen({ port }) {
  const app = newApp();
  const inner = http.createServer(app).listen(0, '127.0.0.1', () => {
    const address = `http://127.0.0.1:${inner.address().port}`;
    const front = (request, response) => {
      const settled = async () => await refusal(request, address)
        || await answersTo(request, address);
      settled().then(
        (ready) => (ready ? answer(response, ...ready) : app(request, response)),
        (error) => answer(response, 500, JSON.stringify({ error: String(error) })),
      );
    };
    const server = http.createServer(front);
    server.listen(port, '127.0.0.1', () => {
      process.stdout.write(`${JSON.stringify({ port: server.address().port })}\n`);
    });
  });
}

const input = readline.createInterface({ input: process.stdin });
input.once('line', (line) => listen(JSON.parse(line)));
input.once('close', () => process.exit(0));
