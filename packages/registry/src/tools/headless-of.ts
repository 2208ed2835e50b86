import type { Headless } from '@aim/core';
import type { Tool } from './tool.js';

/** How a tool with a headless adapter is run. To plan without job facts is a bug of the caller. */
export function headlessOf({ id, adapter }: Tool): Headless {
  if (adapter.kind !== 'headless' || adapter.headless === undefined) {
    throw new Error(`How ${id} is run is not loaded: the registry needs loadJobCatalogue`);
  }
  return adapter.headless;
}
