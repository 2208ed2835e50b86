import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a server heard. */
export interface Heard {
  method: string;
  /** Path and query. */
  url: string;
  headers: IncomingHttpHeaders;
}

/** `hang` never answers, `drop` ends the connection. */
export type Reply =
  { status: number; body?: unknown; headers?: Record<string, string> } | 'hang' | 'drop';

export interface LoopbackServer {
  /** Such as `http://127.0.0.1:40123`. */
  origin: string;
  heard: Heard[];
  close: () => Promise<void>;
}

/** A server of this machine that answers as it is told. */
export async function loopbackServer(answer: (request: Heard) => Reply): Promise<LoopbackServer> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    heard.push({ method, url, headers });
    const reply = answer({ method, url, headers });
    if (reply === 'hang') return;
    if (reply === 'drop') return void request.socket.destroy();
    const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? {});
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, heard, close: () => closed(server) };
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
