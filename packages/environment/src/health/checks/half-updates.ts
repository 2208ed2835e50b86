import { basename, dirname, join } from 'node:path';
import type { ToolPresence } from '../../detect/types.js';
import { namesIn } from '../../owners/read-metadata.js';
import { npmFolders, npmLeftovers, oldPrograms, pipLeftovers } from '../../scan/tools/leftovers.js';
import { quoted } from '../command-text.js';
import { howToInstall } from '../install-advice.js';
import type { HealthInput } from '../input.js';
import { targetOf } from '../look-at-files.js';
import type { CheckFinding, HealthCheck } from '../types.js';

export const halfUpdates: HealthCheck = {
  id: 'half_updates',
  group: 'version',
  title: 'Updates that broke off',
  description:
    'No update of a tool stopped half-way: fails for a package without its package.json, warns of what npm or pip moved aside and left, which the next update stumbles over; mentions old programs of Windows.',
  run: (input) => {
    const findings = input.tools.flatMap((tool) => [
      ...npmFolders(tool, input.wanted(tool.id).known, input.host).flatMap((folder) => [
        ...npmLeftovers(folder).map((path) => leftover(tool, path, input)),
        ...withoutManifest(tool, folder, input),
      ]),
      ...pipLeftovers(tool).map((path) => leftover(tool, path, input)),
      ...oldPrograms(tool, input.host).map((path) => oldProgram(tool, path)),
    ]);
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: 'Nothing is left of a broken update' }];
  },
};

function withoutManifest(tool: ToolPresence, folder: string, input: HealthInput): CheckFinding[] {
  if (!namesIn(dirname(folder)).includes(basename(folder))) return [];
  const manifest = join(folder, 'package.json');
  const isTold = tool.problems.some(({ path }) => path === manifest);
  // An empty folder is what a removal leaves, and harms nobody.
  if (isTold || targetOf(manifest) !== undefined || namesIn(folder).length === 0) return [];
  return [
    {
      status: 'fail',
      tool: tool.id,
      message: `${tool.name}: ${folder} has no package.json: an update or a removal broke off`,
      evidence: folder,
      fix: `rm -r ${quoted(folder, input.host.platform)} && ${howToInstall(tool.id, input)}`,
    },
  ];
}

function leftover(tool: ToolPresence, path: string, { host }: HealthInput): CheckFinding {
  return {
    status: 'warn',
    tool: tool.id,
    message: `${tool.name}: ${path} is left of an update that broke off`,
    evidence: path,
    fix: `rm -r ${quoted(path, host.platform)}`,
  };
}

function oldProgram(tool: ToolPresence, path: string): CheckFinding {
  return {
    status: 'info',
    tool: tool.id,
    message: `${tool.name}: ${path} is an older program that an update left`,
    evidence: path,
    fix: `del "${path}"`,
  };
}
