import { AimError } from '../errors/aim-error.js';

/** Keys from the root of the configuration, such as `['registry', 'tools', 'aider']`. */
export type ConfigPath = readonly string[];

/**
 * A key as it is written on a command line: names with dots between, such as
 * `environment.versionPins.npm.eslint`. A name that holds a dot stands in double quotes, as in
 * JSON. Numbers count the items of a list, from 0.
 *
 * @throws AimError `usage.invalid` for a name that is empty or a quote that is not closed
 */
export function parseConfigKey(key: string): string[] {
  const path: string[] = [];
  const segment = /("(?:[^"\\]|\\.)*"|[^".]+)(\.|$)/y;
  while (segment.lastIndex < key.length || path.length === 0) {
    const [whole, name, dot] = segment.exec(key) ?? [];
    const read = whole === undefined ? undefined : nameOf(name as string);
    if (read === undefined || (dot === '.' && segment.lastIndex === key.length)) {
      throw new AimError('usage.invalid', `${JSON.stringify(key)} is no key`, {
        hint: 'Names with dots between, such as secrets.backend; quote a name that has dots: registry.tools."my.tool"',
      });
    }
    path.push(read);
  }
  return path;
}

/** A path as `parseConfigKey` reads it. */
export function configKey(path: ConfigPath): string {
  return path
    .map((name) => (name === '' || /["\\.]/.test(name) ? JSON.stringify(name) : name))
    .join('.');
}

function nameOf(segment: string): string | undefined {
  if (!segment.startsWith('"')) return segment;
  try {
    return JSON.parse(segment) as string;
  } catch {
    return undefined;
  }
}
