import { expand, resolveCommand, type Host } from '@aim/core';
import { hash } from 'node:crypto';
import * as fs from 'node:fs';
import { httpProtocols } from '../invoke/adapters/protocols/protocols.js';
import { scriptFile } from '../invoke/adapters/script-file.js';
import type { ToolOnMachine } from '../plan/route-plan.js';
import type { Tool } from '../tools/tool.js';
import { accountOf, type AccountFacts } from './account.js';
import type { Blame } from './effects.js';
import type { DomainName, FailureDomain } from './record.js';

/** A failure domain of a tool: two tools with the same key fail together. */
export interface ToolDomain extends DomainName {
  key: string;
  /** What it is now; null where that cannot be known. */
  proof: () => string | null;
}

export interface DomainFacts extends AccountFacts {
  presence: ReadonlyMap<string, ToolOnMachine>;
  /** The model that was asked for. */
  model?: string;
}

/** Everything that can fail by itself when this tool gets a job, the tool first. */
export function domainsOf(tool: Tool, facts: DomainFacts): ToolDomain[] {
  const domains = [
    domain('tool', tool.id, { label: tool.id, proof: () => programProof(tool, facts) }),
  ];
  const account = accountOf(tool, facts);
  if (account !== undefined) domains.push(domain('account', account.id, account));
  const origin = originOf(tool, facts.host);
  if (origin !== undefined) {
    domains.push(domain('endpoint', origin, { label: origin, proof: () => null }));
  }
  if (facts.model !== undefined) {
    const whose = account?.id ?? origin ?? tool.id;
    const label = facts.model;
    domains.push(domain('model', `${whose}/${label}`, { label, proof: () => null }));
  }
  return domains;
}

/** The domain that a class of failure belongs to, or the nearest that the tool has. */
export function blamed(domains: readonly ToolDomain[], on: Blame['on']): ToolDomain {
  const found = fallbacks[on].map((each) => domains.find(({ domain: name }) => name === each));
  return found.find((each) => each !== undefined) as ToolDomain;
}

const fallbacks: Record<FailureDomain, readonly FailureDomain[]> = {
  tool: ['tool'],
  account: ['account', 'endpoint', 'tool'],
  endpoint: ['endpoint', 'tool'],
  model: ['model', 'account', 'endpoint', 'tool'],
};

function domain(
  name: FailureDomain,
  id: string,
  { label, proof }: Pick<ToolDomain, 'label' | 'proof'>,
): ToolDomain {
  return { domain: name, key: `${name}:${id}`, label, proof };
}

function originOf({ adapter }: Tool, host: Host): string | undefined {
  if (adapter.kind !== 'http') return undefined;
  const { endpoint } = adapter;
  const expanded = expand(endpoint.url, host);
  if ('missing' in expanded) return undefined;
  const { base } = httpProtocols[endpoint.protocol ?? 'ollama'];
  return base({ ...endpoint, url: expanded.text }, host.env)?.origin;
}

/** The program as it lies there, and where others would be looked for. */
function programProof(tool: Tool, { presence, host }: DomainFacts): string {
  const there = presence.get(tool.id);
  const isScript = tool.adapter.kind === 'script';
  const file = isScript ? scriptFile(tool, host) : there?.path;
  const stat = file ? fs.statSync(file, { throwIfNoEntry: false }) : undefined;
  const shell = file?.toLowerCase().endsWith('.ps1') === true ? resolveCommand('pwsh', host) : null;
  const seen = [
    file ?? '',
    stat?.mtimeMs ?? '',
    there?.version ?? '',
    shell?.kind === 'found' ? shell.path : '',
    host.env['PATH'] ?? '',
  ].join('|');
  return hash('sha256', seen).slice(0, 16);
}
