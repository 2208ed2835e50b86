import { isAimError, messageOf, type FileFormat, type StructuredFormat } from '@aim/core';
import type { CheckFinding, HealthCheck, HealthInput } from '@aim/environment';
import { toolDocument } from './tool-document.js';
import { filesInUse, type ToolFile } from './tool-files.js';

export const toolSettings: HealthCheck = {
  id: 'tool_settings',
  group: 'config',
  title: 'Settings of tools',
  description:
    'The settings and key files of installed or configured tools are of their format (JSON with or without comments, TOML, YAML): fails with the line for each that a tool cannot read, warns of one of a project.',
  run: async (input) => {
    const files = (await filesInUse(input)).filter(({ format }) => isStructured(format));
    if (files.length === 0) return [{ status: 'skipped', message: 'No tool has such a file' }];
    const findings = (await Promise.all(files.map((file) => judge(file, input)))).flat();
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: `All ${files.length} can be read` }];
  },
};

/** True for a format whose values `parseStructured` reads. */
export function isStructured(format: FileFormat): format is StructuredFormat {
  return format === 'json' || format === 'jsonc' || format === 'toml' || format === 'yaml';
}

async function judge(
  { tool, path, format, isOfProject }: ToolFile,
  input: HealthInput,
): Promise<CheckFinding[]> {
  if (!isStructured(format)) return [];
  try {
    await toolDocument(path, format, input);
    return [];
  } catch (error) {
    if (!isAimError(error)) throw error;
    const { line, column } = (error.details ?? {}) as { line?: number; column?: number };
    const status = isOfProject ? 'warn' : 'fail';
    if (line === undefined || column === undefined) {
      return [{ status, tool, message: messageOf(error), evidence: path }];
    }
    return [
      {
        status,
        tool,
        message: `${path}:${line}: ${messageOf(error)}, so the tool cannot read it`,
        evidence: `${path}:${line}:${column}`,
        fix: `Mend line ${line} of ${path}, or what stands before it`,
      },
    ];
  }
}
