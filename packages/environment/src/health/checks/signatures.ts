import { factsPackage } from '../../lock/resolve-context.js';
import type { LockedToolFacts } from '../input.js';
import type { HealthCheck } from '../types.js';

export const signatures: HealthCheck = {
  id: 'signatures',
  group: 'version',
  title: 'Signatures',
  description:
    'The signature of npm’s registry was verified for each locked version of npm: mentions each that has none, and warns of it where environment.versionPolicy requires one.',
  run: async (input) => {
    const { tools, policy } = await input.locks();
    const ofNpm = tools.filter(isOfNpm);
    if (ofNpm.length === 0) return [{ status: 'skipped', message: 'No package of npm is locked' }];
    const status = policy.signatures === 'require' ? ('warn' as const) : ('info' as const);
    const findings = ofNpm
      .filter(({ locked }) => locked.signedBy === null)
      .map(({ tool, file, locked }) => ({
        status,
        tool,
        message: `${tool} is locked at ${locked.version} without a signature that was verified`,
        evidence: file,
      }));
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: `${ofNpm.length} versions of npm are signed` }];
  },
};

function isOfNpm({ locked }: LockedToolFacts): boolean {
  const { channel, package: name, version } = locked;
  return version !== null && factsPackage(channel, name)?.source === 'npm';
}
