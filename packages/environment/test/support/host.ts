import type { Host } from '@aim/core';
import type { DetectableTool } from '../../src/index.js';

/** A host with only this PATH, and a home that holds nothing unless told. */
export function hostWith(path: readonly string[], changes: Partial<Host> = {}): Host {
  const separator = changes.platform === 'win32' ? ';' : ':';
  const { env, ...rest } = changes;
  return {
    platform: 'linux',
    env: { PATH: path.join(separator), ...env },
    cwd: '/nonexistent',
    home: '/nonexistent/home',
    tmp: '/tmp',
    uid: 1000,
    now: () => new Date(0),
    ...rest,
  };
}

export function tool(id: string, changes: Partial<DetectableTool> = {}): DetectableTool {
  return { id, name: id, binaries: [id], ...changes };
}
