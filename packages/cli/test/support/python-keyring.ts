import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { aimFile } from './aim.js';

/** What a test needs to have a keyring that Python has written to. */
export const pythonKeyringNeeds = [
  'dbus-run-session',
  'gnome-keyring-daemon',
  'secret-tool',
  'keyring',
];

export interface PythonKeyring {
  home: string;
  cwd: string;
  /** A name that AIM+ listed, and its value in the keyring. */
  name: string;
  value: string;
  description?: string;
}

/**
 * Runs lines of a shell beside a keyring that holds what AIM+ stored, with `$aim` as the built
 * program and python in `/usr/bin/python3`. Answers what they printed, stderr included.
 */
export function besidePythonKeyring(
  { home, cwd, name, value, description = '' }: PythonKeyring,
  lines: string,
): string {
  const list = { [name]: { description, created_at: '2025-11-21T01:00:00+00:00' } };
  fs.mkdirSync(join(home, '.aim'));
  fs.writeFileSync(join(home, '.aim/secrets_metadata.json'), JSON.stringify(list));
  const script = `exec 2>&1
printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null
# The library of Debian's own Python.
/usr/bin/python3 -c 'import sys, keyring; keyring.set_password("aim-plus", *sys.argv[1:])' "$1" "$2"
aim() { "$node" "$file" "$@"; }
${lines}`;
  const args = ['--', 'bash', '-c', script, 'bash', name, value];
  const env = { PATH: '/usr/bin:/bin', HOME: home, node: process.execPath, file: aimFile };
  return spawnSync('dbus-run-session', args, { encoding: 'utf8', cwd, env }).stdout;
}
