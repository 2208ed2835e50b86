import type { Host } from '@aim/core';
import { basename, dirname } from 'node:path';
import type { ToolCopy } from '../../detect/types.js';
import { quoted } from '../../health/command-text.js';
import { copiesByName, copyWords } from '../../health/same-name-copies.js';
import { packagePlaces } from '../../owners/node-modules.js';
import type { FoundWaste, ToolScanInput } from './types.js';

/** Every copy of a tool but the one that runs. */
export function secondCopies({ tools, host }: ToolScanInput): FoundWaste[] {
  const where = host.platform === 'win32' ? 'where' : 'which -a';
  return tools.flatMap((tool) =>
    copiesByName(tool, host).flatMap(({ name, copies: [first, ...others] }) =>
      others.map((copy): FoundWaste => ({
        kind: 'twice',
        tool: tool.id,
        path: copy.path,
        version: copy.version,
        message: `${tool.name} is ${copyWords(first as ToolCopy)} already`,
        fix: removalOf(copy, first as ToolCopy, host) ?? `${where} ${quoted(name, host.platform)}`,
        takes: placeOf(copy),
      })),
    ),
  );
}

/** The command of its manager; undefined where that would remove the copy that runs, or another. */
function removalOf(copy: ToolCopy, running: ToolCopy, { platform }: Host): string | undefined {
  const { channel, package: name, realPath } = copy;
  if (name === null) return undefined;
  if (channel === 'npm') {
    const modules = packagePlaces(realPath)[0]?.modules;
    const prefix = /^(.+)\/lib\/node_modules$/.exec(modules ?? '')?.[1];
    return prefix && `npm uninstall -g --prefix ${quoted(prefix, platform)} ${name}`;
  }
  if (channel === running.channel) return undefined;
  const commands: Partial<Record<ToolCopy['channel'], string>> = {
    pipx: `pipx uninstall ${name}`,
    uv: `uv tool uninstall ${name}`,
    brew: `brew uninstall ${name}`,
    scoop: `scoop uninstall ${name}`,
    cargo: `cargo uninstall ${name}`,
    apt: `sudo apt-get remove ${name}`,
  };
  return commands[channel];
}

/** What goes with a copy; null where others may share it. */
function placeOf({ realPath, channel }: ToolCopy): string | null {
  const root = packagePlaces(realPath)[0]?.root;
  if (root !== undefined) return root;
  if ((channel === 'pipx' || channel === 'uv') && basename(dirname(realPath)) === 'bin') {
    return dirname(dirname(realPath));
  }
  return channel === 'apt' ? null : realPath;
}
