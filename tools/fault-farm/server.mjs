import { createServer } from 'node:http';

/**
 * A server of this machine. Below `/safe` it is an Ollama that answers; below `/fault` it does what
 * `behave` says at the moment. It keeps a list of the requests that asked for an answer.
 */
export async function startServer() {
  const calls = [];
  let behave = () => undefined;
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const [, who] = request.url.split('/');
      if (request.method === 'POST') calls.push({ tool: who, at: Date.now() });
      if (who === 'safe') return answerAsOllama(request, response);
      behave(response, request);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    calls,
    behave: (next) => (behave = next),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** In one piece, or as a stream of one piece, as it is asked for. */
function answerAsOllama(request, response) {
  response.writeHead(200, { 'content-type': 'application/json' });
  if (request.url.endsWith('/api/tags')) return response.end('{"models":[{"name":"tiny"}]}');
  const message = { role: 'assistant', content: 'from the safe tool' };
  response.end(`${JSON.stringify({ model: 'tiny', message, done: true })}\n`);
}

/** What a server that speaks as OpenAI does answers when nothing is wrong. */
export function answerAsOpenai(response) {
  response.writeHead(200, { 'content-type': 'application/json' });
  const message = { role: 'assistant', content: 'from the fault' };
  response.end(JSON.stringify({ choices: [{ message, finish_reason: 'stop' }] }));
}
