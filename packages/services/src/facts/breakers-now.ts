import { openBreakers, type Breakers } from '@aim/registry';
import type { AimContext } from '../context.js';
import type { RouteWishes } from './route-facts.js';
import type { ToolFacts } from './tool-facts.js';

/** The circuit breakers as they are now, for a plan with these wishes. */
export async function breakersNow(
  { host, paths, secrets }: AimContext,
  { registry, presence }: ToolFacts,
  { model }: RouteWishes,
): Promise<Breakers> {
  const sources = { host, paths, registry, presence, secrets: await secrets() };
  return openBreakers(sources, model === undefined ? {} : { model });
}
