import * as fs from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import type { Host } from '../host/host.js';

/** Where a command leads: a program, nothing, or a file or folder that cannot be executed. */
export type ResolvedCommand =
  { kind: 'found'; path: string } | { kind: 'missing' } | { kind: 'not-executable'; path: string };

/**
 * Finds the program that a command name means, as a POSIX shell does (or Windows, with its list of
 * extensions): a name with a slash is a path, any other is looked for along PATH.
 */
export function resolveCommand(
  command: string,
  host: Pick<Host, 'platform' | 'env' | 'cwd'>,
): ResolvedCommand {
  const isWindows = host.platform === 'win32';
  const names = isWindows ? withExtensions(command, host.env) : [command];
  const isPath = command.includes('/') || (isWindows && command.includes('\\'));
  const folders = isPath ? [host.cwd] : pathFolders(host);
  let refused: string | undefined;
  for (const folder of folders) {
    for (const name of names) {
      const candidate = isAbsolute(name) ? name : join(folder, name);
      const state = inspect(candidate, isWindows);
      // PATH passes over a folder; one that is named is what the user meant.
      if (state === 'folder' && !isPath) continue;
      if (state === 'program') return { kind: 'found', path: candidate };
      if (state === 'refused' || state === 'folder') refused ??= candidate;
    }
  }
  return refused === undefined ? { kind: 'missing' } : { kind: 'not-executable', path: refused };
}

/** The folders of PATH in order; an empty entry is the working directory, as POSIX says. */
export function pathFolders(host: Pick<Host, 'platform' | 'env' | 'cwd'>): string[] {
  const isWindows = host.platform === 'win32';
  const value = host.env['PATH'] ?? (isWindows ? host.env['Path'] : undefined) ?? '';
  if (value === '') return [];
  return value.split(isWindows ? ';' : ':').map((entry) => resolve(host.cwd, entry));
}

function withExtensions(command: string, env: Host['env']): string[] {
  const extensions = (env['PATHEXT'] || '.COM;.EXE;.BAT;.CMD').split(';').filter(Boolean);
  const hasOne = extensions.some((ext) => command.toUpperCase().endsWith(ext.toUpperCase()));
  return hasOne ? [command] : extensions.map((ext) => command + ext.toLowerCase());
}

function inspect(path: string, isWindows: boolean): 'program' | 'refused' | 'folder' | 'nothing' {
  let stat: fs.Stats | undefined;
  try {
    stat = fs.statSync(path, { throwIfNoEntry: false });
  } catch {
    return 'nothing';
  }
  if (stat === undefined) return 'nothing';
  if (stat.isDirectory()) return 'folder';
  if (!stat.isFile()) return 'nothing';
  if (isWindows) return 'program';
  try {
    fs.accessSync(path, fs.constants.X_OK);
    return 'program';
  } catch {
    return 'refused';
  }
}
