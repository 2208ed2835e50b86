import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';

/** A folder with these files; content by relative path. */
export function treeOf(files: Readonly<Record<string, string | Buffer>>): string {
  const root = tempFolder();
  for (const [path, content] of Object.entries(files)) {
    fs.mkdirSync(dirname(join(root, path)), { recursive: true });
    fs.writeFileSync(join(root, path), content);
  }
  return root;
}
