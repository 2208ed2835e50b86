import {
  askFacts,
  signatureKeys,
  type FactsOf,
  type FactsPackage,
  type KeysOf,
} from '@aim/environment';
import { join } from 'node:path';
import type { AimContext } from '../context.js';

/** Where the answers of registries about packages are kept. */
export function factsFolder({ paths }: Pick<AimContext, 'paths'>): string {
  return join(paths.cache, 'packages');
}

/** What registries say of packages: asked now, or with `offline` as far as it is kept. */
export function registryFacts(
  context: Pick<AimContext, 'host' | 'paths'>,
  packages: readonly FactsPackage[],
  { offline = false }: { offline?: boolean } = {},
): Promise<FactsOf> {
  return askFacts(packages, { folder: factsFolder(context), host: context.host, offline });
}

/** The keys with which registries sign, asked for when they are needed. */
export function registryKeys({ host }: Pick<AimContext, 'host'>): KeysOf {
  return signatureKeys({ host });
}
