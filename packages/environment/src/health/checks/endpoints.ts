import type { EndpointFacts, HealthInput, NetworkProbe } from '../input.js';
import type { CheckFinding, HealthCheck } from '../types.js';

/** How long one address may take to answer, in ms. */
const deadlineMs = 3_000;

export const endpoints: HealthCheck = {
  id: 'endpoints',
  group: 'services',
  title: 'Endpoints',
  description:
    'The servers that are in use, such as Ollama, and the providers that there is a key for answer: warns of each that cannot be reached, does not know of one that is silent for 3 s. Sends no key. Asks only with --online.',
  isOnline: true,
  run: async ({ endpoints: all, network }: HealthInput) => {
    if (all.length === 0)
      return [{ status: 'skipped', message: 'No server is in use, and no provider' }];
    return Promise.all(all.map((endpoint) => ask(endpoint, network as NetworkProbe)));
  },
};

async function ask(endpoint: EndpointFacts, network: NetworkProbe): Promise<CheckFinding> {
  const { id, name, url, shown, start, isProvider } = endpoint;
  const about = { ...(isProvider !== true && { tool: id }), evidence: shown };
  const signal = AbortSignal.timeout(deadlineMs);
  try {
    await network(url, signal, { method: 'HEAD' });
    return { status: 'ok', message: `${name} answers`, ...about };
  } catch (error) {
    if (signal.aborted) {
      return {
        status: 'unknown',
        message: `${name} had no answer within ${deadlineMs} ms`,
        ...about,
      };
    }
    const message = `${name} cannot be reached${reasonOf(error)}`;
    return { status: 'warn', message, ...about, ...(start !== undefined && { fix: start }) };
  }
}

// Only a code: the text of an error may hold the whole address, and with it a password.
function reasonOf(error: unknown): string {
  const code = (error as { cause?: { code?: unknown } }).cause?.code;
  return typeof code === 'string' ? ` (${code})` : '';
}
