import { providersJson, toolsJson } from '../generated/catalogue-data.js';
import type { Catalogue, CatalogueTool, Provider } from './types.js';

let loaded: Catalogue | undefined;

/**
 * The tools and providers that AIM knows by itself. The data is checked against its schema when
 * AIM is built, so that loading it costs one `JSON.parse`.
 */
export function loadCatalogue(): Catalogue {
  loaded ??= {
    tools: JSON.parse(toolsJson) as CatalogueTool[],
    providers: JSON.parse(providersJson) as Provider[],
  };
  return loaded;
}

/** Every variable that holds a key of some provider or tool of the catalogue. */
export function knownKeyNames(catalogue: Catalogue): Set<string> {
  const names = new Set<string>();
  for (const provider of catalogue.providers) for (const key of provider.keys) names.add(key);
  for (const tool of catalogue.tools) for (const key of tool.keys) names.add(key.env);
  return names;
}
