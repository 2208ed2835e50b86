import { isPlainObject } from '@aim/core';
import { quoted } from '../command-text.js';
import type { EndpointFacts, HealthInput, NetworkProbe } from '../input.js';
import type { CheckFinding, HealthCheck } from '../types.js';

/** How long one server may take to answer, in ms. */
const deadlineMs = 3_000;

export const localModels: HealthCheck = {
  id: 'local_models',
  group: 'services',
  title: 'Local models',
  description:
    'The models that the configuration names for Ollama are there: warns of each that the server does not have. Asks only with --online.',
  isOnline: true,
  run: async ({ endpoints, network, host }: HealthInput) => {
    const servers = endpoints.filter(({ models }) => models !== undefined && models.length > 0);
    if (servers.length === 0) {
      return [{ status: 'skipped', message: 'The configuration names no local model' }];
    }
    const findings = await Promise.all(
      servers.map(async (server) => {
        const there = await namesOf(server, network as NetworkProbe);
        return judge(server, there, host.platform);
      }),
    );
    return findings.flat();
  },
};

/** What the server has; undefined where it does not tell. */
async function namesOf(
  { url }: EndpointFacts,
  network: NetworkProbe,
): Promise<unknown[] | undefined> {
  try {
    const signal = AbortSignal.timeout(deadlineMs);
    const { body } = await network(new URL('api/tags', url).href, signal, { readsBody: true });
    const document: unknown = JSON.parse(body ?? '');
    const models = isPlainObject(document) ? document['models'] : undefined;
    if (!Array.isArray(models)) return undefined;
    return models.flatMap((model: unknown) =>
      isPlainObject(model) ? [model['name'], model['model']] : [],
    );
  } catch {
    return undefined;
  }
}

function judge(
  { id, name, shown, models = [] }: EndpointFacts,
  there: readonly unknown[] | undefined,
  platform: NodeJS.Platform,
): CheckFinding[] {
  const about = { tool: id, evidence: shown };
  if (there === undefined) {
    return [{ status: 'unknown', message: `${name} does not tell which models it has`, ...about }];
  }
  const missing = models.filter((model) => !there.includes(withTag(model)));
  if (missing.length === 0) {
    return [{ status: 'ok', message: `${name} has ${models.join(', ')}`, ...about }];
  }
  return missing.map((model) => ({
    status: 'warn',
    message: `${name} does not have the model ${model}`,
    ...about,
    fix: `ollama pull ${quoted(model, platform)}`,
  }));
}

/** Ollama takes a name without a tag for the latest. */
function withTag(model: string): string {
  return model.includes(':') ? model : `${model}:latest`;
}
