import type { HealthInput } from '../input.js';
import type { CheckFinding, HealthCheck } from '../types.js';

export const unowned: HealthCheck = {
  id: 'unowned',
  group: 'presence',
  title: 'Tools without an owner',
  description:
    'A package manager answers for each tool: mentions a copy that none is proven to have installed, so that nothing updates or removes it.',
  run: (input) => {
    if (!input.tools.some(({ installed }) => installed)) {
      return [{ status: 'skipped', message: 'No tool is installed' }];
    }
    const findings = withoutOwner(input);
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: 'Each tool has an owner' }];
  },
};

// What comes in no package, such as a program of the user's own, can have no owner.
function withoutOwner({ tools, wanted }: HealthInput): CheckFinding[] {
  return tools
    .filter(({ id, channel, problems }) => {
      const isDamaged = problems.some(({ kind }) => kind === 'unreadable-metadata');
      return channel === 'unknown' && !isDamaged && wanted(id).known.length > 0;
    })
    .map(({ id, name, path, evidence }) => ({
      status: 'info',
      tool: id,
      message: `${name} at ${path} was installed by nobody that can be proven, so that nothing updates or removes it`,
      evidence: evidence as string,
      fix: `aim tools info ${id}`,
    }));
}
