import type { AimContext } from './context.js';

/** What has names that a person types. */
export type NameKind = 'secrets' | 'tools' | 'capabilities' | 'checks';

export interface KnownName {
  word: string;
  /** What it is, in a few words; may be empty. */
  summary: string;
}

/** The names of one kind: from the index and the registry. Opens no store and starts no process. */
export async function listNames(context: AimContext, kind: NameKind): Promise<KnownName[]> {
  switch (kind) {
    case 'secrets': {
      const secrets = await (await context.secrets()).listSecrets();
      return secrets.map(({ name, description }) => ({ word: name, summary: description ?? '' }));
    }
    case 'tools':
      return [...(await context.registry()).tools.values()].map(({ id, name }) => ({
        word: id,
        summary: name,
      }));
    case 'capabilities':
      return [...(await context.registry()).capabilities.keys()].map((id) => ({
        word: id,
        summary: '',
      }));
    case 'checks': {
      const { listHealthChecks } = await import('./health.js');
      const checks = await listHealthChecks(context);
      return checks.map(({ id, title }) => ({ word: id, summary: title }));
    }
  }
}
