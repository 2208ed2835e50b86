import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AimConfig, AimPaths, CatalogueTool, Host } from '@aim/core';
import { openBreakers, type Breakers } from '../../src/breaker/breakers.js';
import { invokeJob } from '../../src/invoke-job.js';
import type { InvokeSources, Job } from '../../src/invoke/invoke-on.js';
import type { InvokeResult } from '../../src/invoke/result.js';
import { planWithBreakers } from '../../src/plan/plan-with-breakers.js';
import type { RoutePlan } from '../../src/plan/route-plan.js';
import {
  catalogueTool,
  plainHeadless,
  presenceOf,
  program,
  registryOf,
  tempFolder,
  testHost,
} from './machine.js';

/** Tools that are shell scripts or servers, and breakers that outlast each job. */
export interface Outage {
  folder: string;
  paths: Pick<AimPaths, 'state'>;
  /** What the clock of the machine is ahead, in ms. */
  ahead: (ms: number) => void;
  invoke: (job?: Partial<Job>) => Promise<InvokeResult>;
  plan: () => Promise<RoutePlan>;
  breakers: () => Promise<Breakers>;
  /** How often each program was started. */
  starts: () => Record<string, number>;
}

export type Part = string | { script: string; tool?: Partial<CatalogueTool> } | { url: string };

const takesModel = { ...plainHeadless, modelArgs: ['--model', '{model}'] };

export function outage(
  parts: Record<string, Part>,
  { env = {}, config = {} }: { env?: Host['env']; config?: AimConfig } = {},
): Outage {
  const folder = tempFolder();
  const programs: Record<string, string> = {};
  const tools = Object.entries(parts).map(([id, part]) => {
    if (typeof part === 'object' && 'url' in part) {
      return catalogueTool(id, { endpoint: { url: part.url, protocol: 'ollama' } });
    }
    const { script, tool } = typeof part === 'string' ? { script: part, tool: {} } : part;
    programs[id] = program(folder, id, `echo ${id} >> started\n${script}`);
    return catalogueTool(id, { headless: takesModel, ...tool });
  });
  const registry = registryOf(tools, config);
  const paths = { state: join(folder, 'state') };
  let aheadMs = 0;
  const sources = {
    host: { ...testHost(folder, env), now: () => new Date(Date.now() + aheadMs) },
    paths,
    catalogue: { tools, providers: [] },
    registry,
    presence: presenceOf(programs),
    secrets: { listSecrets: () => Promise.resolve([]), readSecrets: () => Promise.resolve([]) },
  } as unknown as InvokeSources;
  const breakers = () => openBreakers(sources);
  return {
    folder,
    paths,
    breakers,
    ahead: (ms) => (aheadMs += ms),
    invoke: (job) =>
      invokeJob(sources, {
        capability: 'chat',
        payload: { prompt: 'x' },
        deadlineMs: 60_000,
        ...job,
      }),
    plan: async () => {
      const { find } = await breakers();
      return planWithBreakers(registry, 'chat', {
        ...sources,
        permission: 'read-only',
        breakers: find,
      });
    },
    starts: () => {
      const file = join(folder, 'started');
      const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
      const counts: Record<string, number> = {};
      for (const id of lines) counts[id] = (counts[id] ?? 0) + 1;
      return counts;
    },
  };
}
