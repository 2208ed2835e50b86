import { isWithin, systemCode, writeFileAtomic } from '@aim/core';
import * as fs from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/**
 * A program of a package in the folder of programs: on Windows the text of a small script, elsewhere
 * the target of a link.
 */
export interface Launcher {
  path: string;
  value: string;
}

/** What stands at a launcher's place; null for nothing, undefined for something else. */
export function readLauncher(path: string, isWindows: boolean): string | null | undefined {
  try {
    return isWindows ? fs.readFileSync(path, 'utf8') : fs.readlinkSync(path);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    return undefined;
  }
}

/** Puts a launcher in its place, or takes it away: at once, so that a program starts old or new. */
export function setLauncher(path: string, value: string | null, isWindows: boolean): void {
  if (value === null) {
    fs.rmSync(path, { force: true });
  } else if (isWindows) {
    writeFileAtomic(path, value, { mode: 0o755, durable: false });
  } else {
    fs.mkdirSync(dirname(path), { recursive: true });
    const draft = join(dirname(path), `.aim-${process.pid}-${Math.random().toString(36).slice(2)}`);
    fs.symlinkSync(value, draft);
    fs.renameSync(draft, path);
  }
}

/** Those of a folder that lead into a package. */
export function launchersInto(bin: string, place: string, isWindows: boolean): Launcher[] {
  return names(bin).flatMap((name) => {
    const path = join(bin, name);
    const value = readLauncher(path, isWindows);
    if (typeof value !== 'string' || !leadsInto(path, value, { place, isWindows })) return [];
    return [{ path, value }];
  });
}

/** True for a launcher that starts something of the package at `place`. */
export function leadsInto(
  path: string,
  value: string,
  { place, isWindows }: { place: string; isWindows: boolean },
): boolean {
  if (isWindows) {
    const from = relative(dirname(path), place).replaceAll('/', '\\');
    return value.replaceAll('/', '\\').includes(`\\${from}\\`);
  }
  return isWithin(resolve(dirname(path), value), place);
}

function names(folder: string): string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}
