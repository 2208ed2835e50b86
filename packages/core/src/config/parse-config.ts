import type { ConfigPlace } from './find-config.js';
import type { AimConfig, ToolConfig } from './types.js';

/**
 * Parses and checks the text of a configuration file. The compiled schema is loaded here: most
 * commands meet no configuration file.
 *
 * @throws AimError `config.invalid` with every problem at once, each as
 *   `file:line:column: path: expected …, found …`
 */
export async function parseConfig(file: string, text: string): Promise<AimConfig> {
  const { validateConfigText } = await import('./validate-config.js');
  return validateConfigText(file, text);
}

/**
 * The same for a file in use, which may describe one tool only: then it is a configuration with
 * that tool, whose id is the name of the file.
 */
export async function parsePlace(place: ConfigPlace, text: string): Promise<AimConfig> {
  if (place.manifest !== true) return parseConfig(place.path, text);
  const { id, tool } = await parseManifest(place.path, text, { idIsName: true });
  return { registry: { tools: { [id]: tool } } };
}

/** A tool as a file of its own describes it. */
export interface Manifest {
  id: string;
  tool: ToolConfig;
}

/**
 * Parses and checks the text of a manifest: the keys of a tool of the configuration, and its `id`,
 * which is the name of the file unless told.
 *
 * @param options - `idIsName`: the id has to be the name of the file, so that no two files of a
 *   folder describe one tool
 * @throws AimError `config.invalid` with every problem at once, as for a configuration
 */
export async function parseManifest(
  file: string,
  text: string,
  options: { idIsName?: boolean } = {},
): Promise<Manifest> {
  const { validateManifestText } = await import('./validate-manifest.js');
  return validateManifestText(file, text, options);
}
