import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TestRegistry {
  url: string;
  /** `METHOD PATH` of each request, with `if-none-match` where there was one. */
  asked: string[];
  close: () => Promise<void>;
}

/** A registry on this machine that knows these packages and their `latest`, and gives ETags. */
export async function startRegistry(
  packages: Record<string, string>,
  answer?: (request: IncomingMessage, response: ServerResponse) => boolean,
): Promise<TestRegistry> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    const etag = request.headers['if-none-match'];
    asked.push(`${request.method} ${request.url}${etag === undefined ? '' : ` ${etag}`}`);
    if (answer?.(request, response) === true) return;
    const latest = packages[decodeURIComponent(request.url?.slice(1) ?? '')];
    if (latest === undefined) return void response.writeHead(404).end('{"error":"not_found"}');
    const own = `"${latest}"`;
    if (etag === own) return void response.writeHead(304).end();
    response.writeHead(200, { etag: own, 'content-type': request.headers.accept ?? '' });
    response.end(JSON.stringify({ 'dist-tags': { latest, next: '99.0.0' }, versions: {} }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
