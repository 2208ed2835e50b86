import { loadProviderDetails, searchFile, type ProviderDetails } from '@aim/core';
import type { CheckFinding, HealthCheck } from '@aim/environment';
import { createKeyFinder, keyPatterns, type KeyPatterns } from '@aim/secrets/sweep';
import { configuredFiles } from './configured-files.js';
import { filesInUse, type ToolFile } from './tool-files.js';

/** The quick part of `aim secrets sweep`: known shapes, in the tools' own files. */
export const plaintextKeys: HealthCheck = {
  id: 'plaintext_keys',
  group: 'auth',
  title: 'Keys in plaintext',
  description:
    'No settings or key file of an installed or configured tool holds a key in plaintext: warns of each that has the shape of one. `aim secrets sweep` looks everywhere.',
  run: async (input) => {
    const known = (await filesInUse(input)).filter(({ holds }) => holds !== 'login');
    const paths = new Set(known.map(({ path }) => path));
    const own = configuredFiles(input).filter(({ path }) => !paths.has(path));
    const open = [...known, ...own];
    if (open.length === 0) return [{ status: 'skipped', message: 'No tool has such a file' }];
    const providers = await loadProviderDetails();
    const patterns = keyPatterns(providers);
    const findings = (
      await Promise.all(open.map((file) => keysIn(file, { providers, patterns })))
    ).flat();
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: `No key in ${open.length} files of tools` }];
  },
};

export const credentialFiles: HealthCheck = {
  id: 'credential_files',
  group: 'auth',
  title: 'Credential files',
  description:
    'Nobody else can read the files in which tools keep their logins and keys: warns of each that others can.',
  run: async (input) => {
    if (input.host.platform === 'win32') {
      return [{ status: 'skipped', message: 'Windows has no such permissions' }];
    }
    const files = (await filesInUse(input)).filter(({ holds }) => holds !== 'settings');
    if (files.length === 0) return [{ status: 'skipped', message: 'No tool keeps any here' }];
    const findings = files.filter(({ mode }) => (mode & 0o077) !== 0).map(openFile);
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: `All ${files.length} are yours alone` }];
  },
};

interface Known {
  providers: readonly ProviderDetails[];
  patterns: KeyPatterns;
}

async function keysIn(
  { tool, path }: ToolFile,
  { providers, patterns }: Known,
): Promise<CheckFinding[]> {
  const found = await searchFile(path, createKeyFinder({ patterns, byName: false }));
  return found.map(({ hit, place }) => ({
    status: 'warn',
    tool,
    message: `${path}:${place.line} holds ${whose(hit, providers)} in plaintext`,
    evidence: `${path}:${place.line}:${place.column}`,
    fix: 'aim secrets sweep',
  }));
}

function whose(
  { provider, keyKind }: { provider?: string | undefined; keyKind?: string | undefined },
  providers: readonly { id: string; name: string }[],
): string {
  const name = providers.find(({ id }) => id === provider)?.name;
  return name === undefined ? 'a key' : `a key of ${name}${keyKind ? ` (${keyKind})` : ''}`;
}

function openFile({ tool, path, mode }: ToolFile): CheckFinding {
  return {
    status: 'warn',
    tool,
    message: `Other users can ${(mode & 0o022) === 0 ? 'read' : 'change'} ${path} (mode ${mode.toString(8)})`,
    evidence: path,
    fix: `chmod 600 '${path.replaceAll("'", String.raw`'\''`)}'`,
  };
}
