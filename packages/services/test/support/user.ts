import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import type { AskerProbe, Finding, Host } from '@aim/core';
import { createAim, type Aim } from '../../src/index.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { testHost } from '../../../core/test/support/test-host.js';

/** A file by its text, a program by its shell lines, or a link by its target. */
export type Entry = string | { program: string } | { link: string };

/** Somebody with an empty home, who keeps AIM in `aim/`, programs in `bin/`, secrets in a file. */
export interface User {
  home: string;
  host: Host;
  /** A new AIM each time, as a new process has it. */
  aim: (part?: Part) => Aim;
  /** What any of them told while it worked. */
  heard: Finding[];
  /** The audit log as it lies on disk, and its records. */
  auditText: () => string;
  audit: () => Record<string, unknown>[];
}

/** What one AIM has of its own. */
export interface Part {
  cwd?: string;
  configFile?: string;
  keychainHelper?: string;
  env?: Host['env'];
  /** Who asks; a person unless told, whoever runs the tests. */
  asker?: AskerProbe;
}

/** A user whose home holds these files, by path below it. */
export function user(files: Record<string, Entry> = {}, env: Host['env'] = {}): User {
  const home = tempFolder();
  const bin = join(home, 'bin');
  fs.mkdirSync(bin);
  write(home, files);
  const host = testHost({
    home,
    env: {
      PATH: `${bin}:/usr/bin:/bin`,
      AIM_HOME: join(home, 'aim'),
      AIM_SECRETS_BACKEND: 'file',
      // No Ollama, whatever runs on the machine of the test.
      OLLAMA_HOST: 'http://127.0.0.1:1',
      ...env,
    },
  });
  const heard: Finding[] = [];
  const auditText = () => readAll(join(home, 'aim/data/audit'));
  return {
    home,
    host,
    heard,
    auditText,
    audit: () =>
      auditText()
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    aim: ({ cwd = home, env: more = {}, ...options } = {}) =>
      createAim({
        host: { ...host, cwd, env: { ...host.env, ...more } },
        notify: (finding) => heard.push(finding),
        asker: () => Promise.resolve({ kind: 'person' }),
        ...options,
      }),
  };
}

/** Writes a tree of files from a literal. */
export function write(root: string, files: Record<string, Entry>): void {
  for (const [path, entry] of Object.entries(files)) {
    const file = join(root, path);
    fs.mkdirSync(dirname(file), { recursive: true });
    if (typeof entry === 'string') fs.writeFileSync(file, entry);
    else if ('link' in entry) fs.symlinkSync(entry.link, file);
    else fs.writeFileSync(file, `#!/bin/sh\n${entry.program}\n`, { mode: 0o755 });
  }
}

/** Everything that lies below a folder, as one text. */
export function readAll(folder: string): string {
  if (!fs.existsSync(folder)) return '';
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => fs.readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('');
}

/** The user's own configuration. */
export const userConfig = 'aim/config/aim_config.json';
