import { loadProviderDetails } from '@aim/core';
import { numbersFrom, validKey } from '../../../secrets/test/support/valid-key.js';

/** A key of Anthropic by its shape; nobody's. */
export async function sampleKey(): Promise<string> {
  const providers = await loadProviderDetails();
  const [shape] = providers.find(({ id }) => id === 'anthropic')?.keyShapes ?? [];
  if (shape === undefined) throw new Error('the catalogue has no such shape');
  return validKey(shape, numbersFrom(7));
}
