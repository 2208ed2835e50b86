import { expandIfDefined, loadProviderDetails, type Host, type ProviderDetails } from '@aim/core';
import type { EndpointFacts } from '@aim/environment';
import { ollamaAddress, shownAddress, type Registry, type Tool } from '@aim/registry';

export interface EndpointsInput {
  registry: Registry;
  host: Host;
  isInUse: (toolId: string) => boolean;
  /** The names of stored secrets. */
  storedNames: readonly string[];
  /** Providers are looked for only where they may be asked. */
  online: boolean;
}

/** The servers of tools in use, and the providers that there is a key for. */
export async function endpointsInUse(input: EndpointsInput): Promise<EndpointFacts[]> {
  const { registry, host, isInUse, online } = input;
  const servers = [...registry.tools.values()].flatMap((tool) =>
    isInUse(tool.id) ? serverOf(tool, host) : [],
  );
  if (!online) return servers;
  const providers = await loadProviderDetails();
  return [...servers, ...providers.flatMap((provider) => providerOf(provider, input))];
}

function serverOf({ id, name, adapter, binaries, models }: Tool, host: Host): EndpointFacts[] {
  if (adapter.kind !== 'http') return [];
  const url = expandIfDefined(adapter.endpoint.url, host);
  const address = url && ollamaAddress({ ...adapter.endpoint, url }, host.env);
  if (!address) return [];
  const start = id === 'ollama' && binaries.length > 0 ? { start: 'ollama serve' } : {};
  const ownModels = adapter.endpoint.protocol === 'ollama' ? { models } : {};
  return [{ id, name, ...withoutPassword(address), ...start, ...ownModels }];
}

function providerOf(
  { id, name, keys, verify }: ProviderDetails,
  { host, storedNames }: EndpointsInput,
): EndpointFacts[] {
  const hasKey = keys.some((key) => (host.env[key] ?? '') !== '' || storedNames.includes(key));
  const question = verify.find(({ baseUrl }) => baseUrl !== undefined);
  if (!hasKey || question?.baseUrl === undefined) return [];
  const moved = (question.baseUrlEnv ?? []).map((variable) => host.env[variable]).find(Boolean);
  const address = moved ?? question.baseUrl;
  // `{region}` and the like stand in those of which every customer has one of their own.
  if (!URL.canParse(address) || /[{}]/.test(address)) return [];
  const url = new URL(address);
  if (!/^https?:$/.test(url.protocol)) return [];
  return [{ id, name, ...withoutPassword(url), isProvider: true }];
}

/** A name and password belong into no request of a check. */
function withoutPassword(address: URL): Pick<EndpointFacts, 'url' | 'shown'> {
  const shown = shownAddress(address.href);
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return { url: url.href, shown };
}
