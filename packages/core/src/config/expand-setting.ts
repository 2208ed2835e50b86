import { AimError } from '../errors/aim-error.js';
import type { ConfigPath } from './config-key.js';
import { configKey } from './config-key.js';
import { expand, type ExpansionScope } from './expand.js';
import { configValueAt } from './layers.js';
import type { ConfigSource } from './load-config.js';
import { settingPlace } from './setting-place.js';

/**
 * The text of a setting that is needed, with its variables replaced; undefined where no source
 * sets it.
 *
 * @param sources - weakest first
 * @throws AimError `config.invalid` for a variable that is not set, with `file:line:column`
 */
export async function expandSetting(
  sources: readonly Pick<ConfigSource, 'path' | 'config'>[],
  path: ConfigPath,
  scope: ExpansionScope,
): Promise<string | undefined> {
  const source = sources.findLast(({ config }) => configValueAt(config, path) !== undefined);
  const text = source && configValueAt(source.config, path);
  if (source === undefined || typeof text !== 'string') return undefined;
  const expansion = expand(text, scope);
  if ('text' in expansion) return expansion.text;
  const names = expansion.missing.join(', ');
  const place = await settingPlace(source.path, path);
  throw new AimError(
    'config.invalid',
    `${place}: ${configKey(path)} uses ${names}, which is not set`,
    {
      hint: `Set it, or write a default into the file: \${${expansion.missing[0]}:-…}`,
      details: { path: source.path, variables: expansion.missing },
    },
  );
}
