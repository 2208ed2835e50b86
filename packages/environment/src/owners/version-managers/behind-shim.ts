import { realPathOrNone } from '../read-metadata.js';
import type { OwnedFile, Ownership } from '../types.js';
import type { Shim } from './shims.js';

/**
 * What a shim leads to. Which version runs depends on the folder that it is called in, so a version
 * is told only where the manager has one: that of the program's own metadata.
 *
 * @param ask - the owner of a program that is no shim
 */
export function behindShim(
  shim: Shim,
  { binary }: OwnedFile,
  ask: (file: OwnedFile) => Ownership,
): Ownership {
  const { manager, evidence, noted } = shim;
  const real = shim.programs.map(realPathOrNone).filter((path) => path !== undefined);
  const found = [...new Set(real)].map((path) => ask({ path, realPath: path, binary }));
  const packages = new Set(found.map((each) => each.package));
  const versions = new Set(found.map((each) => each.version));
  const only = found[0];
  if (versions.size > 1 || only === undefined) {
    const how = versions.size > 1 ? `has ${found.length} versions of it` : 'tells no program';
    return {
      channel: manager,
      package: packages.size === 1 ? (only?.package ?? null) : (noted?.package ?? null),
      version: versions.size > 1 ? null : (noted?.version ?? null),
      evidence: `${evidence} (${manager} ${how})`,
    };
  }
  return {
    channel: manager,
    package: only.package ?? noted?.package ?? null,
    version: only.version ?? noted?.version ?? null,
    evidence: `${evidence} (${only.evidence})`,
    ...(only.problem && { problem: only.problem }),
  };
}
