import { expandIfDefined, readTextFile, type Host } from '@aim/core';
import * as fs from 'node:fs';
import type { Tool } from './tool.js';
import { valueAt } from '../invoke/adapters/json.js';

/** True when the tool's own subscription login is on this machine. */
export function isLoggedIn({ login }: Pick<Tool, 'login'>, host: Host): boolean {
  return (login?.files ?? []).some((file) => {
    const path = expandIfDefined(file, host);
    if (path === undefined || !fs.existsSync(path)) return false;
    return login?.at === undefined || holdsLogin(path, login.at);
  });
}

/** A file that cannot be read or understood counts as a login: what is there is not overridden. */
function holdsLogin(path: string, at: string): boolean {
  try {
    return typeof valueAt(JSON.parse(readTextFile(path) ?? 'null'), at) === 'string';
  } catch {
    return true;
  }
}
