import type { AimConfig, SignaturePolicy } from '@aim/core';

/** Which versions may be chosen. */
export interface VersionPolicy {
  /** How long a version has to be out, in ms. */
  cooldownMs: number;
  signatures: SignaturePolicy;
}

const hourMs = 3_600_000;

/** The policy of a configuration: 24 hours, and signatures that are there have to be right. Pure. */
export function versionPolicy(config: AimConfig): VersionPolicy {
  const { cooldownHours = 24, signatures = 'check' } = config.environment?.versionPolicy ?? {};
  return { cooldownMs: cooldownHours * hourMs, signatures };
}
