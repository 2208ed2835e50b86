import { resolveCommand, type Host } from '@aim/core';
import type { Tool } from './tool.js';

/** What the programs of `unshare` say first when they cannot do it. */
export const confinementFailure = /^unshare: /;

/** Why nothing on this machine takes the network from a tool; undefined for one that it can be taken from. */
export function unconfinable(tool: Tool, host: Host): string | undefined {
  if (tool.adapter.kind === 'http') return undefined;
  if (host.platform !== 'linux') return 'AIM can take the network from a program on Linux only';
  if (resolveCommand('unshare', host).kind === 'found') return undefined;
  return 'the network is taken from a program by unshare, which is not on PATH';
}

/**
 * The command line that runs a program in a network of its own, where not even loopback leads
 * anywhere; undefined where `unconfinable` says why.
 */
export function confined(
  file: string,
  args: readonly string[],
  host: Host,
): { file: string; args: string[] } | undefined {
  const unshare = resolveCommand('unshare', host);
  if (host.platform !== 'linux' || unshare.kind !== 'found') return undefined;
  return {
    file: unshare.path,
    args: ['--user', '--map-current-user', '--net', '--', file, ...args],
  };
}
