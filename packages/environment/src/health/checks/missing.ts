import { howToInstall } from '../install-advice.js';
import type { HealthInput } from '../input.js';
import type { CheckFinding, HealthCheck } from '../types.js';

export const missing: HealthCheck = {
  id: 'missing',
  group: 'presence',
  title: 'Missing tools',
  description: 'Every tool that the configuration names is installed: fails for each that is not.',
  run: (input) => {
    const named = [...new Set(input.configuredTools)];
    if (named.length === 0) {
      return [{ status: 'skipped', message: 'The configuration names no tool' }];
    }
    const findings = named.map((id) => judge(id, input)).filter((each) => each !== undefined);
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: `Nothing is missing of ${named.join(', ')}` }];
  },
};

function judge(id: string, input: HealthInput): CheckFinding | undefined {
  const configured = input.config.registry?.tools?.[id];
  // What is reached by an endpoint or an adapter has no program of its own.
  if (configured?.endpoint !== undefined || configured?.adapterScript !== undefined)
    return undefined;
  const tool = input.tools.find((each) => each.id === id);
  if (tool !== undefined) {
    // What is there and broken, `broken` tells.
    if (tool.installed || tool.problems.some(({ kind }) => kind !== 'not-a-file')) return undefined;
    const message = `${tool.name} is configured and not installed`;
    return { status: 'fail', tool: id, message, fix: howToInstall(id, input) };
  }
  // An id that nobody knows is a fault of the file, which `config` tells with its place.
  return undefined;
}
