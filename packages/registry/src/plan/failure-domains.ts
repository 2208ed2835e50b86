import type { Provider } from '@aim/core';
import { shownAddress } from '../tools/endpoint-address.js';
import type { Tool } from '../tools/tool.js';

/** What fails together, and the tools of a chain that depend on it. */
export interface ChainDomain {
  /** Such as `account anthropic`, or `account anthropic or openai` for a tool that has both. */
  domain: string;
  tools: string[];
}

/** The failure domains of a chain, in its order. Pure. */
export function chainDomains(
  tools: readonly Tool[],
  accounts: (tool: Tool) => readonly string[] = declaredAccounts,
): ChainDomain[] {
  const domains = new Map<string, string[]>();
  for (const tool of tools) {
    const domain = domainOf(tool, accounts(tool));
    domains.set(domain, [...(domains.get(domain) ?? []), tool.id]);
  }
  return [...domains].map(([domain, ids]) => ({ domain, tools: ids }));
}

/** What to say of a chain whose tools would all fail together; undefined when they would not. */
export function sharedDomainWarning(domains: readonly ChainDomain[]): string | undefined {
  const [only, another] = domains;
  if (only === undefined || another !== undefined || only.tools.length < 2) return undefined;
  const tools = only.tools.join(', ');
  return `The ${only.tools.length} tools of this chain (${tools}) have one failure domain, ${only.domain}: when it fails, all fail`;
}

function domainOf(tool: Tool, accounts: readonly string[]): string {
  if (tool.adapter.kind === 'http') return `endpoint ${shownAddress(tool.adapter.endpoint.url)}`;
  return accounts.length === 0 ? `program ${tool.id}` : `account ${accounts.join(' or ')}`;
}

function declaredAccounts({ account }: Tool): readonly string[] {
  return account === undefined ? [] : [account];
}

export interface AccountFacts {
  providers: readonly Provider[];
  /** True for a variable that would be filled. */
  isPresent: (key: Tool['keys'][number]) => boolean;
  isLoggedIn: boolean;
}

/**
 * The accounts that a tool can work with now: the one that its manifest names, the subscription
 * that it is signed in to, or those of its keys that are there. Where none is there, that of its
 * keys when they are all of one provider.
 */
export function accountsOf(tool: Tool, facts: AccountFacts): string[] {
  if (tool.account !== undefined) return [tool.account];
  if (facts.isLoggedIn) return [`${tool.id} login`];
  const providerOf = ({ env }: Tool['keys'][number]) =>
    facts.providers.find(({ keys }) => keys.includes(env))?.id ?? env;
  const present = [...new Set(tool.keys.filter(facts.isPresent).map(providerOf))];
  if (present.length > 0) return present;
  const declared = [...new Set(tool.keys.map(providerOf))];
  return declared.length === 1 ? declared : [];
}
