import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  runCaptured,
  type AimConfig,
  type Catalogue,
  type CatalogueTool,
  type Headless,
  type Host,
} from '@aim/core';
import type { RoutePlan, ToolOnMachine } from '../../src/plan/route-plan.js';
import { planRoute } from '../../src/plan/plan-route.js';
import { buildRegistry, type Registry } from '../../src/tools/build-registry.js';
import { invokeRoute } from '../../src/invoke/dispatch.js';
import type { InvokePorts, InvokeRequest } from '../../src/invoke/request.js';
import type { InvokeResult } from '../../src/invoke/result.js';

export function tempFolder(): string {
  return mkdtempSync(join(tmpdir(), 'aim-'));
}

/** A program of the test: a shell script unless its first line says otherwise. */
export function program(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  const first = text.startsWith('#!') ? '' : '#!/bin/sh\n';
  writeFileSync(path, `${first}${text}\n`, { mode: 0o755 });
  return path;
}

export const plainHeadless: Headless = {
  args: [],
  prompt: 'stdin',
  permission: { 'read-only': {}, 'workspace-write': { args: ['--write'] } },
  output: { format: 'json', text: 'result', error: 'is_error' },
};

export function catalogueTool(id: string, part: Partial<CatalogueTool> = {}): CatalogueTool {
  return {
    id,
    name: id,
    kind: 'coding-agent',
    binaries: [id],
    capabilities: ['chat'],
    headless: plainHeadless,
    keys: [],
    ...part,
  };
}

export function registryOf(tools: readonly CatalogueTool[], config: AimConfig = {}): Registry {
  const catalogue: Catalogue = { tools, providers: [] };
  return buildRegistry(catalogue, config);
}

export function testHost(folder: string, env: Host['env'] = {}): Host {
  return {
    platform: process.platform,
    env: { PATH: process.env['PATH'], ...env },
    cwd: folder,
    home: folder,
    tmp: folder,
    uid: process.geteuid?.(),
    now: () => new Date(),
  };
}

/** The rest of a plan that a test writes by hand. */
export const plainPlan: Omit<RoutePlan, 'capability' | 'chosen' | 'chain'> = {
  candidates: [],
  strategy: { name: 'ordered', seed: 1, note: null },
  failureDomains: [],
  warnings: [],
};

/** What a test's invocation stands on; `programs` are the installed tools by id. */
export interface Bench {
  folder: string;
  registry: Registry;
  programs: Readonly<Record<string, string>>;
  env?: Host['env'];
  secrets?: Readonly<Record<string, string>>;
  ports?: Partial<InvokePorts>;
}

export function presenceOf(programs: Readonly<Record<string, string>>) {
  const entries = Object.entries(programs).map(([id, path]): [string, ToolOnMachine] => [
    id,
    { installed: true, path, version: '1.0.0' },
  ]);
  return new Map(entries);
}

/** Plans and runs a job as a use case does: chat with a prompt, read-only, ten seconds. */
export function invoke(bench: Bench, part: Partial<InvokeRequest> = {}): Promise<InvokeResult> {
  const { folder, registry, secrets = {} } = bench;
  const presence = presenceOf(bench.programs);
  const capability = part.capability ?? 'chat';
  const permission = part.permission ?? 'read-only';
  const ports: InvokePorts = {
    host: testHost(folder, bench.env),
    registry,
    presence,
    run: runCaptured,
    fetch: globalThis.fetch,
    environmentFor: () =>
      Promise.resolve({
        env: { PATH: process.env['PATH'] ?? '', HOME: folder, ...secrets },
        values: Object.values(secrets),
        withheld: [],
      }),
    ...bench.ports,
  };
  const request: InvokeRequest = {
    capability,
    payload: { prompt: 'say hello' },
    plan: planRoute(registry, capability, { presence, permission }),
    permission,
    deadlineMs: 10_000,
    cwd: folder,
    ...part,
  };
  return invokeRoute(request, ports);
}
