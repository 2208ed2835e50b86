import type { ProviderDetails } from '@aim/core';
import {
  checkKey,
  goesElsewhere,
  providerOf,
  type CheckedKey,
  type KeyOwner,
} from '@aim/secrets/check';
import { configuredEndpoints } from './ask-about-key.js';
import type { AimContext } from './context.js';

/** A value, and what it is held against. */
export interface KeyValue {
  name: string;
  value: string;
  providers: readonly ProviderDetails[];
}

/** What can be said of a value without asking anybody, and whose key it is by its name. */
export async function lookAtKey(
  context: AimContext,
  { name, value, providers }: KeyValue,
): Promise<CheckedKey & { owner: KeyOwner | undefined }> {
  const owner = providerOf(name, providers);
  const sources = { env: context.host.env, endpoints: await configuredEndpoints(context) };
  const elsewhere = owner !== undefined && goesElsewhere(owner, sources);
  return { owner, ...checkKey({ name, value, providers, elsewhere }) };
}
