import { AimError } from '../errors/aim-error.js';
import { readTextFile } from '../files/read-file.js';

/**
 * The text of a configuration file that must be there.
 *
 * @throws AimError `config.not_found`, `config.unreadable`
 */
export function readConfigFile(path: string): string {
  let text: string | undefined;
  try {
    text = readTextFile(path);
  } catch (error) {
    throw new AimError('config.unreadable', `Cannot read the configuration ${path}`, {
      hint: `ls -l ${path}, or set AIM_HOME to a folder that you can read`,
      cause: error,
      details: { path },
    });
  }
  if (text !== undefined) return text;
  throw new AimError('config.not_found', `No configuration file at ${path}`, {
    hint: 'Check --config and AIM_CONFIG_PATH, or run: aim config path',
    details: { path },
  });
}
