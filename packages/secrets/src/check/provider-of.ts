import type { ProviderDetails } from '@aim/core';

/** Whose key a secret is, and the variable whose rules hold for it. */
export interface KeyOwner {
  provider: ProviderDetails;
  variable: string;
}

/** By the name of its variable, or by its service: `openai/work` is a key as `OPENAI_API_KEY` is. */
export function providerOf(
  name: string,
  providers: readonly ProviderDetails[],
): KeyOwner | undefined {
  const [service, rest] = name.split('/');
  const variable = rest ?? name;
  for (const provider of providers) {
    if (provider.keys.includes(variable)) return { provider, variable };
  }
  const provider = providers.find(({ id }) => rest !== undefined && id === service);
  return provider && { provider, variable: provider.keys[0] as string };
}
