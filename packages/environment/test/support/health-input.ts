import { aimPaths } from '@aim/core';
import type { HealthInput, ToolPresence, VaultFacts } from '../../src/index.js';
import { hostWith } from './host.js';

export const vault: VaultFacts = {
  choice: 'auto',
  backend: 'keychain',
  protection: null,
  secretCount: 2,
  note: null,
  keychain: { state: 'ready', detail: null },
};

/** What differs on a machine. */
export type HealthChanges = Partial<Omit<HealthInput, 'vault'>> & { vault?: VaultFacts };

/** The input of a machine on which everything is well: one tool, installed once. */
export function healthInput({ vault: facts = vault, ...changes }: HealthChanges = {}): HealthInput {
  const host = changes.host ?? hostWith(['/usr/bin']);
  return {
    host,
    arch: 'x64',
    libc: 'glibc',
    paths: aimPaths(host),
    config: {},
    configSources: [],
    configReferences: () => Promise.resolve([]),
    tools: [presence('claude', { name: 'Claude Code', version: '2.1.0' })],
    configuredTools: [],
    vault: () => Promise.resolve(facts),
    wanted: () => nothingWanted,
    locks: () => Promise.resolve(noLocks),
    latest: () => null,
    keys: () => 'present',
    overridden: () => [],
    defaultKeys: [],
    endpoints: [],
    freeBytes: () => Promise.resolve(10 * 1024 ** 3),
    network: null,
    auditFile: () => Promise.resolve('/tmp/aim-audit.jsonl'),
    ...changes,
  };
}

const noLocks = {
  files: [],
  tools: [],
  policy: { cooldownMs: 24 * 3_600_000, signatures: 'check' as const },
};

/** No wish of the configuration, and no package that is known. */
export const nothingWanted = { version: null, configured: [], known: [], needsGit: false };

export function presence(id: string, changes: Partial<ToolPresence> = {}): ToolPresence {
  const path = `/usr/bin/${id}`;
  const evidence = `/usr/lib/node_modules/${id}/package.json`;
  const copy = { version: '1.0.0', channel: 'npm' as const, package: id, evidence };
  return {
    id,
    name: id,
    installed: true,
    path,
    ...copy,
    copies: [{ path, realPath: path, ...copy, onPath: true }],
    problems: [],
    ...changes,
  };
}

export function absent(id: string): ToolPresence {
  return {
    id,
    name: id,
    installed: false,
    path: null,
    version: null,
    channel: null,
    package: null,
    evidence: null,
    copies: [],
    problems: [],
  };
}
