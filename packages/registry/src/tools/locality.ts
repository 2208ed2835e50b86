import { expand, type CatalogueEndpoint, type Host, type Locality } from '@aim/core';
import { isThisMachine } from '../invoke/adapters/http-endpoint.js';
import { ollamaAddress } from '../invoke/adapters/ollama-address.js';
import type { Tool } from './tool.js';

/**
 * Whether a job of the tool stays on this machine: what its manifest says, else where its endpoint
 * is; undefined where nothing tells. A server on this machine may pass a job on: Ollama does with
 * models of its cloud, which their names show.
 *
 * @param model - the model that is asked for
 */
export function localityOf(tool: Tool, host: Host, model = tool.models[0]): Locality | undefined {
  if (model !== undefined && isCloudModel(model)) return 'remote';
  if (tool.locality !== undefined) return tool.locality;
  if (tool.adapter.kind === 'http') {
    const address = addressOf(tool.adapter.endpoint, host);
    if (address === undefined) return undefined;
    return isThisMachine(address) ? 'local' : 'remote';
  }
  return tool.kind === 'local-runtime' ? 'local' : undefined;
}

/** Ollama names the models of its cloud so. */
export function isCloudModel(model: string): boolean {
  return /[:-]cloud$/.test(model);
}

function addressOf(endpoint: CatalogueEndpoint, host: Host): URL | undefined {
  const expanded = expand(endpoint.url, host);
  if ('missing' in expanded) return undefined;
  // Any http or https address is one to Ollama, too.
  return ollamaAddress({ ...endpoint, url: expanded.text }, host.env);
}
