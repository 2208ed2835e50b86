import type { LockedToolFacts } from '../input.js';
import type { CheckFinding, HealthCheck } from '../types.js';

export const lockDrift: HealthCheck = {
  id: 'lock_drift',
  group: 'version',
  title: 'Locked versions',
  description:
    'Locked tools have the version and the channel of the lock: warns of each that has another, and says who changed it. What `pins` and `missing` tell of is left to them.',
  run: async (input) => {
    const { tools } = await input.locks();
    if (tools.length === 0) return [{ status: 'skipped', message: 'No tool is locked' }];
    const findings = tools
      .filter((each) => !isToldElsewhere(each, input.configuredTools))
      .flatMap(judge);
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: `${tools.length} locked tools are as they are locked` }];
  },
};

function isToldElsewhere(
  { drift, isOutsideRange }: LockedToolFacts,
  configured: readonly string[],
) {
  return drift.status === 'missing' ? configured.includes(drift.tool) : isOutsideRange;
}

function judge({ tool, file, drift }: LockedToolFacts): CheckFinding[] {
  const { status, reason, changedBy } = drift;
  if (status === 'ok' || reason === null) return [];
  const who = changedBy === null ? '' : `: ${changedBy.evidence}`;
  return [
    {
      status: status === 'unknown' ? 'unknown' : 'warn',
      tool,
      message: `${reason}${who}`,
      evidence: file,
      fix: `aim why ${tool}`,
    },
  ];
}
