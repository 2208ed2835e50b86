import * as fs from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import { readStateFile } from '../files/read-file.js';
import { withLock } from '../files/with-lock.js';
import { writeFileAtomic } from '../files/atomic-write.js';
import type { AimPaths } from '../paths/aim-paths.js';
import type { AimConfig } from './types.js';

/** Something that a project's file asks for and that waits for `aim trust`. */
export interface Withheld {
  /** The JSON path in dots. */
  path: string;
  reason: string;
}

interface TrustFile {
  /** SHA-256 of the content that was agreed to, by real path. */
  files: Record<string, string>;
}

/**
 * What of a project's configuration works without consent, and what does not: the registry (a tool
 * may run programs, name endpoints and ask for keys, and a route decides who sees the job), the
 * choice of a secret store, the keys of commands, the audit, the keys of the dashboard, which
 * versions may be chosen, what is installed and where, and what keeps health from finding or counting. Pins, other health settings
 * and scan settings need no consent.
 */
export function withholdUntrusted(config: AimConfig): { config: AimConfig; withheld: Withheld[] } {
  const { registry = {}, secrets, audit, run, dashboard, ...rest } = config;
  const { versionPolicy } = rest.environment ?? {};
  const { safe: shown, hidden } = withoutHiding(withoutPolicy(rest));
  const { safe, installs } = withoutInstalls(shown);
  const withheld: Withheld[] = [
    ...Object.keys(registry.tools ?? {}).map((id) => ({
      path: `registry.tools.${id}`,
      reason: 'a tool can run programs and get keys',
    })),
    ...Object.keys(registry.capabilities ?? {}).map((id) => ({
      path: `registry.capabilities.${id}`,
      reason: 'it decides which of your tools gets the job, and so who sees it',
    })),
  ];
  if (registry.limits !== undefined) {
    withheld.push({ path: 'registry.limits', reason: 'it decides which files a job may name' });
  }
  if (registry.crossToolRulesPath !== undefined) {
    withheld.push({
      path: 'registry.crossToolRulesPath',
      reason: 'it names a file of rules for your tools',
    });
  }
  if (secrets !== undefined) {
    withheld.push({
      path: 'secrets',
      reason: 'it decides where secrets are kept, and who is asked about them',
    });
  }
  if (run !== undefined) {
    withheld.push({ path: 'run', reason: 'it hands your secrets to commands' });
  }
  if (audit !== undefined) {
    withheld.push({ path: 'audit', reason: 'it decides what is recorded, and into which file' });
  }
  if (dashboard !== undefined) {
    withheld.push({ path: 'dashboard', reason: 'it decides what your keys do' });
  }
  if (versionPolicy !== undefined) {
    withheld.push({
      path: 'environment.versionPolicy',
      reason: 'it decides which versions are too young or unsigned',
    });
  }
  for (const name of hidden) {
    withheld.push({
      path: `environment.healthChecks.${name}`,
      reason: 'it hides findings about this machine',
    });
  }
  for (const name of installs) {
    withheld.push({
      path: `environment.${name}`,
      reason: 'it decides what is installed on this machine, and where',
    });
  }
  return { config: safe, withheld };
}

function withoutPolicy(config: AimConfig): AimConfig {
  if (config.environment?.versionPolicy === undefined) return config;
  const { versionPolicy: _, ...environment } = config.environment;
  return { ...config, environment };
}

function withoutInstalls(config: AimConfig): { safe: AimConfig; installs: string[] } {
  const { toolsRoot, npmGlobal, pipxApps, ...environment } = config.environment ?? {};
  const found = Object.entries({ toolsRoot, npmGlobal, pipxApps });
  const installs = found.flatMap(([name, value]) => (value === undefined ? [] : [name]));
  return { safe: installs.length === 0 ? config : { ...config, environment }, installs };
}

function withoutHiding(config: AimConfig): { safe: AimConfig; hidden: string[] } {
  const { ignore, enabled, ...others } = config.environment?.healthChecks ?? {};
  const hidden = [
    ...(ignore === undefined ? [] : ['ignore']),
    ...(enabled === false ? ['enabled'] : []),
  ];
  if (hidden.length === 0) return { safe: config, hidden };
  return {
    safe: { ...config, environment: { ...config.environment, healthChecks: others } },
    hidden,
  };
}

/** True when exactly this content of the file was agreed to, by whatever link it is named. */
export async function isTrusted(paths: AimPaths, file: string, text: string): Promise<boolean> {
  return readTrust(paths).files[realPath(file)] === (await contentHash(text));
}

/**
 * Records consent to this content of the file; another content will be asked about again.
 *
 * @param text - the very text that the user was shown, not what the file holds by now
 */
export async function trustFile(paths: AimPaths, file: string, text: string): Promise<void> {
  await withLock(`${paths.trustFile}.lock`, { what: 'the list of trusted files' }, async () => {
    const trust = readTrust(paths);
    trust.files[realPath(file)] = await contentHash(text);
    writeFileAtomic(paths.trustFile, `${JSON.stringify(trust, null, 2)}\n`);
  });
}

/**
 * Takes back every consent to a file in this folder or below it, whether it still exists or not.
 *
 * @returns the real paths of those files, sorted
 */
export async function revokeTrust(
  paths: AimPaths,
  folder: string,
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<string[]> {
  const root = realPath(folder);
  return withLock(`${paths.trustFile}.lock`, { what: 'the list of trusted files' }, async () => {
    const trust = readTrust(paths);
    const revoked = Object.keys(trust.files).filter((file) => isBelow(file, root));
    if (revoked.length === 0 || dryRun) return revoked.sort();
    for (const file of revoked) delete trust.files[file];
    writeFileAtomic(paths.trustFile, `${JSON.stringify(trust, null, 2)}\n`);
    return revoked.sort();
  });
}

function isBelow(file: string, folder: string): boolean {
  const rest = relative(folder, file);
  return rest !== '' && rest.split(sep)[0] !== '..' && !isAbsolute(rest);
}

function realPath(file: string): string {
  try {
    return fs.realpathSync(file);
  } catch {
    return file;
  }
}

function readTrust(paths: AimPaths): TrustFile {
  return readStateFile(paths.trustFile, 'the list of trusted files', isTrustFile) ?? { files: {} };
}

function isTrustFile(value: unknown): value is TrustFile {
  const files = (value as TrustFile | null)?.files;
  return typeof files === 'object' && files !== null;
}

/** SHA-256 in hex: what trust holds to. */
// Loaded here: most commands meet no project's file, and this module takes ms to load.
export async function contentHash(text: string): Promise<string> {
  const { createHash } = await import('node:crypto');
  return createHash('sha256').update(text).digest('hex');
}
