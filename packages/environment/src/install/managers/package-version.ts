import { join } from 'node:path';
import { plainText, readJsonObject } from '../../owners/read-metadata.js';

/** The version of a package below a `node_modules`; null when it is not there or tells none. */
export function packageVersion(modules: string, name: string): string | null {
  const manifest = readJsonObject(join(modules, name, 'package.json'));
  return manifest.kind === 'read' ? plainText(manifest.value['version']) : null;
}
