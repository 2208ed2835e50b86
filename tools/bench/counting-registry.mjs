// A registry of npm on this machine that knows every package at one version. Prints its address,
// and writes down each question that it is asked: `node counting-registry.mjs FILE`.
import { appendFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

const [, , file] = process.argv;

const server = createServer(({ url }, response) => {
  appendFileSync(file, `${url}\n`);
  const name = decodeURIComponent(url.slice(1));
  const integrity = `sha512-${createHash('sha512').update(name).digest('base64')}`;
  const body = {
    'dist-tags': { latest: '1.0.0' },
    versions: { '1.0.0': { name, version: '1.0.0', dist: { integrity } } },
    time: { '1.0.0': '2026-01-01T00:00:00.000Z' },
  };
  response.writeHead(200, { 'content-type': 'application/json', etag: `"${name}"` });
  response.end(JSON.stringify(body));
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/`));
