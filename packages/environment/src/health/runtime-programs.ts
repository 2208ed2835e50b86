import type { Host } from '@aim/core';
import { detectTools } from '../detect/detect-tools.js';
import type { ToolPresence } from '../detect/types.js';

/** What runs and installs tools. */
export type RuntimeProgram = 'node' | 'npm' | 'pipx' | 'uv';

const programs: readonly RuntimeProgram[] = ['node', 'npm', 'pipx', 'uv'];
const found = new WeakMap<Host, ToolPresence[]>();

/** What PATH has of such a program; all are looked for at once, and once for each host. */
export function runtimeProgram(name: RuntimeProgram, host: Host): ToolPresence | undefined {
  let known = found.get(host);
  if (known === undefined) {
    known = detectTools(
      programs.map((id) => ({ id, name: id, binaries: [id] })),
      host,
    );
    found.set(host, known);
  }
  return known.find(({ id }) => id === name);
}
