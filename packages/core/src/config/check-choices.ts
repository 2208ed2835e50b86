import { endpointProtocols } from '../catalogue/endpoint-protocols.js';
import { secretsBackendChoices } from '../catalogue/secret-stores.js';
import type { AimConfig } from './types.js';

/** A value that the schema allows as text and that names something which does not exist. */
export interface WrongChoice {
  path: string[];
  allowed: readonly string[];
}

/** Holds the values that choose from one of AIM's tables against that table. Pure. */
export function wrongChoices(config: AimConfig): WrongChoice[] {
  const chosen: (WrongChoice & { value: string | undefined })[] = [
    {
      path: ['secrets', 'backend'],
      value: config.secrets?.backend,
      allowed: secretsBackendChoices,
    },
    ...Object.entries(config.registry?.tools ?? {}).map(([id, { protocol }]) => ({
      path: ['registry', 'tools', id, 'protocol'],
      value: protocol,
      allowed: endpointProtocols,
    })),
  ];
  return chosen.filter(({ value, allowed }) => value !== undefined && !allowed.includes(value));
}
