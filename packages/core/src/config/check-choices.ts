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
  const wrong: WrongChoice[] = [];
  const { backend } = config.secrets ?? {};
  if (backend !== undefined && !secretsBackendChoices.includes(backend)) {
    wrong.push({ path: ['secrets', 'backend'], allowed: secretsBackendChoices });
  }
  const tools = config.registry?.tools ?? {};
  // There may be hundreds of tools, and each start of AIM comes by here.
  for (const id of Object.keys(tools)) {
    const protocol = tools[id]?.protocol;
    if (protocol !== undefined && !endpointProtocols.includes(protocol)) {
      wrong.push({ path: ['registry', 'tools', id, 'protocol'], allowed: endpointProtocols });
    }
  }
  return wrong;
}
