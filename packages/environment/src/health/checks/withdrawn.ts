import { ageText } from '../age-text.js';
import type { LockedToolFacts } from '../input.js';
import type { CheckFinding, HealthCheck } from '../types.js';

export const withdrawn: HealthCheck = {
  id: 'withdrawn',
  group: 'version',
  title: 'Withdrawn versions',
  description:
    'No locked version was deprecated on npm, yanked on PyPI or taken away, as of the last time that the registry was asked: fails for each that was. Asks nobody itself.',
  run: async (input) => {
    const { tools } = await input.locks();
    const known = tools.filter(
      ({ registry, locked }) => registry !== null && locked.version !== null,
    );
    if (known.length === 0) {
      return [{ status: 'skipped', message: 'No registry was asked about a locked version yet' }];
    }
    const findings = known.flatMap((each) => judge(each, input.host.now()));
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: 'No locked version is withdrawn' }];
  },
};

function judge({ tool, file, locked, registry }: LockedToolFacts, now: Date): CheckFinding[] {
  if (registry === null || locked.version === null) return [];
  const { facts, checkedAt } = registry;
  const listed = facts.versions[locked.version];
  const what = listed === undefined ? 'no longer in its registry' : listed.withdrawn;
  if (what === null) return [];
  return [
    {
      status: 'fail',
      tool,
      message: `${tool} is locked at ${locked.version}, which is ${what} (asked ${ageText(checkedAt, now)})`,
      evidence: file,
      fix: `aim lock ${tool} --update`,
    },
  ];
}
