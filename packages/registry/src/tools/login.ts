import * as fs from 'node:fs';
import { expandIfDefined, type Host } from '@aim/core';
import type { Tool } from './tool.js';

/** True when the tool's own subscription login is on this machine. */
export function isLoggedIn({ login }: Pick<Tool, 'login'>, host: Host): boolean {
  return (login?.files ?? []).some((file) => {
    const path = expandIfDefined(file, host);
    return path !== undefined && fs.existsSync(path);
  });
}
