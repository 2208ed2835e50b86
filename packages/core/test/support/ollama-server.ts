import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TestServer {
  url: string;
  /** Method and path of each request, and the body of those that have one. */
  requests: { line: string; body: unknown }[];
  close: () => Promise<void>;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on loopback that records what it is asked. */
export async function startServer(handle: Handler): Promise<TestServer> {
  const requests: TestServer['requests'] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const body: unknown = text === '' ? undefined : JSON.parse(text);
      requests.push({ line: `${request.method} ${request.url}`, body });
      handle(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, close };
}

/** An Ollama with one model that greets. */
export function startOllama(): Promise<TestServer> {
  return startServer((request, response) => {
    if (request.url === '/api/tags') return json(response, 200, { models: [{ name: 'tiny:1b' }] });
    if (request.url !== '/api/chat') return json(response, 404, { error: 'not found' });
    json(response, 200, {
      model: 'tiny:1b',
      message: { role: 'assistant', content: 'hello from ollama' },
      done: true,
      prompt_eval_count: 7,
      eval_count: 3,
    });
  });
}

export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
