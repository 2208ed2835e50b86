import { loadCatalogue } from '@aim/core';
import type { ToolPresence } from '../../detect/types.js';
import { effectiveVersion as effectiveOf } from '../../versions/effective-version.js';
import { setVariable } from '../command-text.js';
import type { HealthInput } from '../input.js';
import type { CheckFinding, HealthCheck } from '../types.js';

export const effectiveVersion: HealthCheck = {
  id: 'effective_version',
  group: 'version',
  title: 'Versions that run',
  description:
    'The version that is installed is the one that runs: warns of a pinned tool that runs a newer one which it fetched for itself, mentions others.',
  run: (input) => {
    const findings = input.tools.flatMap((tool) => judge(tool, input));
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: 'Each tool runs the version that is installed' }];
  },
};

function judge(tool: ToolPresence, { host, wanted }: HealthInput): CheckFinding[] {
  const known = loadCatalogue().tools.find(({ id }) => id === tool.id);
  const found = known && effectiveOf(tool.version, known, host);
  if (known === undefined || found === undefined) return [];
  const pin = wanted(tool.id).version;
  const off = Object.entries(known.payload?.off ?? {});
  const wish = pin === null ? '' : `, and is pinned to ${pin}`;
  return [
    {
      status: pin === null || pin === found.version ? 'info' : 'warn',
      tool: tool.id,
      message: `${tool.name} ${tool.version} is installed and runs ${found.version}, which it fetched for itself${wish}`,
      evidence: found.evidence,
      fix: off.map(([name, value]) => setVariable(name, value, host)).join('; '),
    },
  ];
}
