import type { LockDifference } from '../../lock/frozen.js';
import type { LockFileFacts } from '../input.js';
import type { CheckFinding, HealthCheck } from '../types.js';

export const lockFile: HealthCheck = {
  id: 'lock_file',
  group: 'config',
  title: 'Locks',
  description:
    'Each aim_lock.json is whole and says what its configuration asks for, for this platform too: fails for one that is damaged or has the marks of a merge, warns of each difference.',
  run: async (input) => {
    const { files } = await input.locks();
    const present = files.filter(({ exists }) => exists);
    if (present.length === 0) return [{ status: 'skipped', message: 'No configuration is locked' }];
    const findings = present.flatMap(judge);
    if (findings.length > 0) return findings;
    const names = present.map(({ path }) => path).join(', ');
    return [{ status: 'ok', message: `In step with the configuration: ${names}` }];
  },
};

function judge({ path, problems, differences }: LockFileFacts): CheckFinding[] {
  return [
    ...problems.map(({ line, column, message, path: key }): CheckFinding => {
      const evidence = `${path}:${line}:${column}`;
      return { status: 'fail', message: key === '' ? message : `${key}: ${message}`, evidence };
    }),
    ...differences.map((each) => difference(path, each)),
  ];
}

function difference(path: string, { tool, message }: LockDifference): CheckFinding {
  return { status: 'warn', tool, message, evidence: path, fix: 'aim lock' };
}
