import * as fs from 'node:fs';
import { join, relative, sep } from 'node:path';
import { messageOf, systemCode, textWidth } from '@aim/core';
import { treeKind } from './places.js';
import type { SweepFile } from './types.js';

export interface TreeFiles {
  files: SweepFile[];
  unreadable: { file: string; message: string }[];
}

/** A larger file of a tree was not written by hand, in bytes. */
const largest = 5 * 1024 * 1024;
const skipped: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/**
 * The text files below a folder, or the file itself if it is one. Leaves out links, binaries, files
 * over 5 MiB, `node_modules` and what git keeps, but for its configuration.
 */
export function treeFiles(root: string): TreeFiles {
  const found: TreeFiles = { files: [], unreadable: [] };
  const attempt = (path: string, look: () => void) => {
    try {
      look();
    } catch (error) {
      // What went away in the meantime holds nothing.
      if (path === root || systemCode(error) !== 'ENOENT') {
        found.unreadable.push({ file: path, message: messageOf(error) });
      }
    }
  };
  const add = (file: string) =>
    attempt(file, () => {
      const { size } = fs.lstatSync(file);
      if (file !== root && (size > largest || isBinary(file))) return;
      const path = relative(root, file).split(sep).join('/');
      found.files.push({ file, kind: treeKind(path === '' ? file.split(sep).join('/') : path) });
    });
  const walk = (folder: string) =>
    attempt(folder, () => {
      for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
        const path = join(folder, entry.name);
        if (entry.isFile() && entry.name !== '.git') add(path);
        else if (entry.isDirectory() && !skipped.has(entry.name)) walk(path);
        else if (entry.name === '.git' && fs.existsSync(join(path, 'config'))) {
          add(join(path, 'config'));
        }
      }
    });
  attempt(root, () => {
    const stat = fs.statSync(root);
    if (stat.isDirectory()) walk(root);
    else if (stat.isFile()) add(root);
  });
  return found;
}

/** A text has no zero byte among its first 8 KiB, unless a mark says that it is UTF-16. */
function isBinary(file: string): boolean {
  const descriptor = fs.openSync(file, fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0));
  try {
    const start = Buffer.allocUnsafe(8192);
    const length = fs.readSync(descriptor, start, 0, start.length, 0);
    const read = start.subarray(0, length);
    return textWidth(read) === 'bytes' && read.includes(0);
  } finally {
    fs.closeSync(descriptor);
  }
}
