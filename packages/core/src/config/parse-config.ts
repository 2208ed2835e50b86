import type { AimConfig } from './types.js';

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
