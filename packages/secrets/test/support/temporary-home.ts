import { aimPaths, type AimPaths, type Host } from '@aim/core';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryHome {
  root: string;
  host: Host;
  paths: AimPaths;
}

/** A machine of its own: an empty home, no session bus, and a clock that stands still. */
export function temporaryHome(env: Record<string, string> = {}): TemporaryHome {
  const root = fs.mkdtempSync(join(tmpdir(), 'aim-'));
  const host: Host = {
    platform: 'linux',
    env: { PATH: process.env['PATH'], AIM_HOME: join(root, 'aim'), HOME: root, ...env },
    cwd: root,
    home: root,
    tmp: root,
    uid: process.geteuid?.(),
    now: () => new Date('2026-05-01T10:00:00.000Z'),
  };
  return { root, host, paths: aimPaths(host) };
}

/** The same machine with other variables. */
export function withEnv(home: TemporaryHome, env: Record<string, string>): TemporaryHome {
  return { ...home, host: { ...home.host, env: { ...home.host.env, ...env } } };
}

/** Every file below a folder with its content. */
export function filesBelow(folder: string): Map<string, Buffer> {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path, fs.readFileSync(path)];
    }),
  );
}
