import { placePaths, type CatalogueTool, type Host } from '@aim/core';
import { join } from 'node:path';
import { namesIn, plainText, readJsonObject } from '../owners/read-metadata.js';
import { compareSemver } from './semver.js';

/** The version that really runs, where it is not the one that was installed. */
export interface EffectiveVersion {
  version: string;
  /** The file that tells it. */
  evidence: string;
}

/**
 * The newest version that a tool has fetched for itself and runs in place of the installed one;
 * undefined when there is none, when the tool fetches none, or when its own variable switches that
 * off. Told by the package's own metadata: the names of the folders are not believed.
 */
export function effectiveVersion(
  installed: string | null,
  { payload }: Pick<CatalogueTool, 'payload'>,
  host: Host,
): EffectiveVersion | undefined {
  if (payload === undefined || installed === null || isSwitchedOff(payload.off, host)) {
    return undefined;
  }
  return placePaths(payload.folder, { host })
    .flatMap((folder) => fetched(folder, payload.package))
    .reduce<EffectiveVersion | undefined>(
      (best, each) => (isNewer(each.version, best?.version ?? installed) ? each : best),
      undefined,
    );
}

/** The versions below `folder/PLATFORM/VERSION`. */
function fetched(folder: string, packageName: string): EffectiveVersion[] {
  return namesIn(folder)
    .flatMap((platform) => namesIn(join(folder, platform)).map((name) => join(platform, name)))
    .flatMap((name) => {
      const evidence = join(folder, name, 'package.json');
      const manifest = readJsonObject(evidence);
      if (manifest.kind !== 'read' || manifest.value['name'] !== packageName) return [];
      const version = plainText(manifest.value['version']);
      return version === null ? [] : [{ version, evidence }];
    });
}

function isNewer(version: string, than: string): boolean {
  const order = compareSemver(version, than);
  return order !== null && order > 0;
}

function isSwitchedOff(off: Readonly<Record<string, string>>, { env }: Host): boolean {
  return Object.entries(off).some(([name, value]) => env[name]?.toLowerCase() === value);
}
