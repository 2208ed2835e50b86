import { createServer } from 'node:http';

/**
 * A server of this machine that does what `behave` says at the moment, and keeps a list of the
 * requests that asked for an answer.
 */
export async function startServer(behave) {
  const calls = [];
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      if (request.method === 'POST') calls.push(Date.now());
      behave(response, request);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    calls,
    behave: (next) => (behave = next),
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** An Ollama that answers, in one piece or as a stream of one piece, as it is asked. */
export function answerAsOllama(response) {
  response.writeHead(200, { 'content-type': 'application/json' });
  const message = { role: 'assistant', content: 'from the safe tool' };
  response.end(`${JSON.stringify({ model: 'tiny', message, done: true })}\n`);
}

/** What a server that speaks as OpenAI does answers when nothing is wrong. */
export function answerAsOpenai(response) {
  response.writeHead(200, { 'content-type': 'application/json' });
  const message = { role: 'assistant', content: 'from the fault' };
  response.end(JSON.stringify({ choices: [{ message, finish_reason: 'stop' }] }));
}
