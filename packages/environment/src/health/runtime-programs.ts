import { resolveCommand, type Host } from '@aim/core';
import { detectTools } from '../detect/detect-tools.js';
import type { ToolPresence } from '../detect/types.js';

/** What runs and installs tools. */
export type RuntimeProgram = 'node' | 'npm' | 'pipx' | 'uv';

const found = new WeakMap<Host, Map<RuntimeProgram, ToolPresence | undefined>>();

/** What PATH has of such a program, and its owner; looked for once for each host. */
export function runtimeProgram(name: RuntimeProgram, host: Host): ToolPresence | undefined {
  const known = found.get(host) ?? new Map<RuntimeProgram, ToolPresence | undefined>();
  found.set(host, known);
  if (!known.has(name)) known.set(name, look(name, host));
  return known.get(name);
}

/** By its path, so that no folder of PATH is listed. */
function look(name: RuntimeProgram, host: Host): ToolPresence | undefined {
  const program = resolveCommand(name, host);
  if (program.kind !== 'found') return undefined;
  return detectTools([{ id: name, name, binaries: [], searchPaths: [program.path] }], host)[0];
}
