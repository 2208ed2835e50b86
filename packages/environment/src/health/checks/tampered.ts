import { tamperedHash } from '../../lock/tampered.js';
import type { HealthCheck } from '../types.js';

export const tampered: HealthCheck = {
  id: 'tampered',
  group: 'version',
  title: 'Replaced files',
  description:
    'The registries have the files that were locked, as of the last time that they were asked: fails for each version whose files were replaced. Asks nobody itself.',
  run: async (input) => {
    const { tools } = await input.locks();
    const known = tools.flatMap((each) =>
      each.registry === null ? [] : [{ ...each, ...each.registry }],
    );
    if (known.length === 0) {
      return [{ status: 'skipped', message: 'No registry was asked about a locked version yet' }];
    }
    const findings = known.flatMap(({ tool, file, locked, facts }) => {
      const why = tamperedHash(locked, facts);
      if (why === null) return [];
      return [{ status: 'fail' as const, tool, message: `${tool}: ${why}`, evidence: file }];
    });
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: 'The registries have the files that were locked' }];
  },
};
