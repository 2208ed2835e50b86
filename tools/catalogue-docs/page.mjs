// The generated reference of the catalogue, as it has to stand in docs.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { cataloguePage } from './tables.mjs';

export const pagePath = 'docs/catalogue.md';

/** @returns the text of docs/catalogue.md for the data below `root` */
export async function currentPage(root) {
  const files = (folder) => {
    const at = join(root, 'packages/core/src/catalogue', folder);
    const names = readdirSync(at).sort();
    return names.map((name) => JSON.parse(readFileSync(join(at, name), 'utf8')));
  };
  const text = cataloguePage({
    tools: files('tools'),
    providers: files('providers'),
    directories: files('directories'),
  });
  const filepath = join(root, pagePath);
  return format(text, { ...(await resolveConfig(filepath)), filepath });
}
