import type { EndpointFacts, HealthInput, NetworkProbe } from '../input.js';
import type { CheckFinding, HealthCheck } from '../types.js';

/** How long one address may take to answer, in ms. */
const deadlineMs = 3_000;

export const endpoints: HealthCheck = {
  id: 'endpoints',
  group: 'services',
  title: 'Endpoints',
  description:
    'The servers that are in use, such as Ollama, answer: warns of each that cannot be reached, does not know of one that is silent for 3 s. Asks only with --online.',
  isOnline: true,
  run: async ({ endpoints: all, network }: HealthInput) => {
    if (all.length === 0) return [{ status: 'skipped', message: 'No server is in use' }];
    return Promise.all(all.map((endpoint) => ask(endpoint, network as NetworkProbe)));
  },
};

async function ask(endpoint: EndpointFacts, network: NetworkProbe): Promise<CheckFinding> {
  const { id, name, url, shown, start } = endpoint;
  const about = { tool: id, evidence: shown };
  const signal = AbortSignal.timeout(deadlineMs);
  try {
    await network(url, signal);
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
