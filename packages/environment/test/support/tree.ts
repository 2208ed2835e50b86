import { afterAll } from '@jest/globals';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A file, a program, or a link by its target (absolute below the tree when it starts with `/`). */
export type Entry = string | { program: string | Buffer } | { link: string } | { hardLink: string };

const made: string[] = [];

/** Writes a tree of files from a literal into a new temp folder and answers its real path. */
export function tree(entries: Record<string, Entry> = {}): string {
  const root = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'aim-environment-')));
  fs.chmodSync(root, 0o755);
  made.push(root);
  for (const [path, entry] of Object.entries(entries)) write(join(root, path), entry, root);
  return root;
}

afterAll(() => {
  for (const root of made.splice(0)) fs.rmSync(root, { recursive: true, force: true });
});

export function program(text: string | Buffer = '#!/bin/sh\n'): Entry {
  return { program: text };
}

export function link(target: string): Entry {
  return { link: target };
}

function write(path: string, entry: Entry, root: string): void {
  fs.mkdirSync(dirname(path), { recursive: true });
  if (typeof entry === 'string') fs.writeFileSync(path, entry);
  else if ('program' in entry) fs.writeFileSync(path, entry.program, { mode: 0o755 });
  else if ('hardLink' in entry) fs.linkSync(join(root, entry.hardLink), path);
  else fs.symlinkSync(entry.link.startsWith('/') ? join(root, entry.link) : entry.link, path);
}
