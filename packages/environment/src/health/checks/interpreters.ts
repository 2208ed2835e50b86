import { resolveCommand, type Host } from '@aim/core';
import { dirname, isAbsolute, join } from 'node:path';
import type { ToolCopy, ToolPresence } from '../../detect/types.js';
import { headOfCopy } from '../copy-files.js';
import { reinstallFix } from '../install-advice.js';
import type { HealthInput } from '../input.js';
import { targetOf } from '../look-at-files.js';
import type { CheckFinding, HealthCheck } from '../types.js';

/** The interpreter of a virtual environment goes away when the system's Python is upgraded. */
export const interpreters: HealthCheck = {
  id: 'interpreters',
  group: 'runtime',
  title: 'Interpreters',
  description:
    'The interpreter that the first line of a tool names is there: fails when it is not, as after an upgrade of Python or Node.',
  run: (input) => {
    if (input.host.platform === 'win32') {
      return [{ status: 'skipped', message: 'Programs of Windows name no interpreter' }];
    }
    const findings = input.tools.flatMap((tool) =>
      tool.copies.flatMap((copy) => judge(tool, copy, input)),
    );
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: 'Each tool finds its interpreter' }];
  },
};

/** What the first line of a script starts; undefined for a file that is no script. */
export function interpreterOf(copy: ToolCopy): string | undefined {
  const words = /^#!\s*([^\n]*)/.exec(headOfCopy(copy))?.[1]?.trim().split(/\s+/) ?? [];
  const [first, ...rest] = words;
  if (first === undefined || first === '') return undefined;
  if (!/(^|\/)env$/.test(first)) return first;
  // `env -S node --flag`, `env NAME=value node`
  return rest.find((word) => !word.startsWith('-') && !word.includes('='));
}

function judge(tool: ToolPresence, copy: ToolCopy, input: HealthInput): CheckFinding[] {
  const interpreter = missingInterpreter(copy, input.host);
  if (interpreter === undefined) return [];
  return [
    {
      status: 'fail',
      tool: tool.id,
      message: `${tool.name} cannot start: ${copy.path} needs ${interpreter}, which is not there`,
      evidence: copy.realPath,
      ...reinstallFix(tool, copy, input),
    },
  ];
}

function missingInterpreter(copy: ToolCopy, host: Host): string | undefined {
  const interpreter = interpreterOf(copy);
  if (interpreter === undefined) return undefined;
  if (!isThere(interpreter, host)) return interpreter;
  // pip starts a Python whose path is long or has blanks through /bin/sh.
  const folder = dirname(copy.realPath);
  const venvPython = join(folder, 'python');
  const isVenv = targetOf(join(dirname(folder), 'pyvenv.cfg')) !== undefined;
  return isVenv && targetOf(venvPython) === undefined ? venvPython : undefined;
}

function isThere(interpreter: string, host: Host): boolean {
  if (isAbsolute(interpreter)) return targetOf(interpreter)?.isFile() === true;
  return resolveCommand(interpreter, host).kind === 'found';
}
