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

/** The input of a machine on which everything is well: one tool, installed once. */
export function healthInput(changes: Partial<HealthInput> = {}): HealthInput {
  return {
    host: hostWith(['/usr/bin']),
    config: {},
    configSources: [],
    tools: [presence('claude', { name: 'Claude Code', version: '2.1.0' })],
    configuredTools: [],
    vault,
    keys: () => 'present',
    defaultKeys: [],
    ...changes,
  };
}

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
