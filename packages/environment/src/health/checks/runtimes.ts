import { isPlainObject, resolveCommand } from '@aim/core';
import { basename } from 'node:path';
import minVersion from 'semver/ranges/min-version.js';
import satisfies from 'semver/functions/satisfies.js';
import validRange from 'semver/ranges/valid.js';
import type { ToolCopy, ToolPresence } from '../../detect/types.js';
import { manifestOfCopy } from '../copy-files.js';
import type { HealthInput } from '../input.js';
import { nodePrograms, type NodeProgram } from '../node-programs.js';
import type { CheckFinding, HealthCheck } from '../types.js';
import { interpreterOf } from './interpreters.js';

export const runtimes: HealthCheck = {
  id: 'runtimes',
  group: 'runtime',
  title: 'Runtimes',
  description:
    'The node of PATH is in the range that a tool’s package asks for, and git is there for a tool that needs it: fails when not. Reads versions from disk; does not know one that only the program tells.',
  run: (input) => {
    const findings = [...nodeFindings(input), ...gitFindings(input)];
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: 'Each tool has the runtime that it asks for' }];
  },
};

function nodeFindings(input: HealthInput): CheckFinding[] {
  const scripts = input.tools.flatMap((tool) => {
    const [running] = tool.copies;
    const range = running && engineOf(running);
    return range === undefined ? [] : [{ tool, range }];
  });
  if (scripts.length === 0) return [];
  const [node] = nodePrograms(input.host);
  // Without any node, `interpreters` fails for each of them.
  return node === undefined ? [] : scripts.flatMap((script) => judge(script, node));
}

/** The range of Node that a package asks for, for a program that Node runs. */
function engineOf(copy: ToolCopy): string | undefined {
  const engines = manifestOfCopy(copy)?.['engines'];
  const range = isPlainObject(engines) ? engines['node'] : undefined;
  if (typeof range !== 'string' || basename(interpreterOf(copy) ?? '') !== 'node') return undefined;
  return range;
}

function judge(
  { tool, range }: { tool: ToolPresence; range: string },
  node: NodeProgram,
): CheckFinding[] {
  const about = { tool: tool.id, evidence: node.path };
  if (node.version === null && validRange(range) === null) return [];
  if (node.version === null) {
    const message = `${tool.name} asks for Node ${range}; ${node.path} tells its version only when it runs`;
    return [{ status: 'unknown', message, fix: 'node --version', ...about }];
  }
  if (validRange(range) === null || satisfies(node.version, range)) return [];
  const least = minVersion(range)?.major;
  return [
    {
      status: 'fail',
      message: `${tool.name} asks for Node ${range} and gets ${node.version}`,
      ...about,
      fix: `Install Node.js ${least ?? ''} and put it first on PATH: https://nodejs.org/en/download`,
    },
  ];
}

function gitFindings({ tools, wanted, host }: HealthInput): CheckFinding[] {
  const needing = tools.filter(({ id, installed }) => installed && wanted(id).needsGit);
  if (needing.length === 0 || resolveCommand('git', host).kind === 'found') return [];
  return needing.map(({ id, name }) => ({
    status: 'fail',
    tool: id,
    message: `${name} does not work without git, which is not on PATH`,
    fix: 'Install git: https://git-scm.com/downloads',
  }));
}
