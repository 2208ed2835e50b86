import { isAimError, type StructuredFormat } from '@aim/core';
import type { HealthInput } from '@aim/environment';
import { toolDocument } from './tool-document.js';

/** A server of the Model Context Protocol, as a tool's file defines it. */
export interface McpServer {
  name: string;
  /** From 1; null where the format's reader does not tell. */
  line: number | null;
  /** The program; undefined for a server that is reached by an address, and one of the tool's own. */
  program: string | undefined;
  /** Program, arguments and address, to tell two definitions apart: may hold a key. */
  definition: string;
}

export interface McpFile {
  path: string;
  format: StructuredFormat;
  /** The name below which the servers stand. */
  root: string;
}

/** The servers of a file that are not switched off; none for a file that does not parse. */
export async function mcpServersIn(file: McpFile, input: HealthInput): Promise<McpServer[]> {
  const servers = new Map<string, Fields>();
  for (const [field, found] of await fieldsOf(file, input)) {
    for (const { key, value, line, labels } of found) {
      const server = servers.get(key) ?? { line: null, labels, values: {} };
      server.line ??= field === 'command' ? line : null;
      (server.values[field] ??= []).push(value);
      servers.set(key, server);
    }
  }
  return [...servers]
    .filter(([, { values }]) => !isOff(values))
    .map(([key, { line, labels, values }]) => ({
      // A list has them by number, with their name inside.
      name: /^\d+$/.test(key) ? (labels.at(-1) ?? key) : key,
      line,
      program: values.command?.[0],
      definition: JSON.stringify([values.command, values.args, values.url]),
    }));
}

type Field = 'command' | 'args' | 'url' | 'disabled' | 'enabled';

interface Fields {
  line: number | null;
  labels: string[];
  values: Partial<Record<Field, string[]>>;
}

/** What the tools call each, besides its own name. */
const names: Readonly<Record<Field, readonly string[]>> = {
  command: ['command', 'cmd'],
  args: ['args'],
  url: ['url', 'httpUrl', 'serverUrl', 'uri'],
  disabled: ['disabled'],
  enabled: ['enabled'],
};

async function fieldsOf({ path, format, root }: McpFile, input: HealthInput) {
  try {
    const { values } = await toolDocument(path, format, input);
    return (Object.keys(names) as Field[]).map((field) => {
      const found = names[field].flatMap((name) => values([root, '*', name]));
      return [
        field,
        found.map(({ path: at, value, line, labels }) => {
          return { key: at[1] ?? '', value, line, labels };
        }),
      ] as const;
    });
  } catch (error) {
    // That it does not parse, `tool_settings` tells.
    if (!isAimError(error)) throw error;
    return [];
  }
}

function isOff({ disabled, enabled }: Fields['values']): boolean {
  return disabled?.[0] === 'true' || enabled?.[0] === 'false';
}
