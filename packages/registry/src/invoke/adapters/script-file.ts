import { expand, type Host } from '@aim/core';
import { dirname, isAbsolute, resolve } from 'node:path';
import type { Tool } from '../../tools/tool.js';

/** Where the adapter script of a tool lies; undefined for another kind of tool, and where AIM cannot tell. */
export function scriptFile(tool: Tool, host: Host): string | undefined {
  if (tool.adapter.kind !== 'script') return undefined;
  const expanded = expand(tool.adapter.script, host);
  return 'missing' in expanded ? undefined : absoluteScript(expanded.text, tool);
}

/** An expanded path, made absolute by the file that defines the tool. */
export function absoluteScript(script: string, { origin }: Tool): string | undefined {
  if (isAbsolute(script)) return script;
  if (origin.kind !== 'config' || origin.file === undefined) return undefined;
  return resolve(dirname(origin.file), script);
}
