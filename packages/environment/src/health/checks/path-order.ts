import { expand, type Host } from '@aim/core';
import { resolve } from 'node:path';
import { configuredWord } from '../command-text.js';
import { realPath, realPathFolders } from '../look-at-files.js';
import type { CheckFinding, HealthCheck } from '../types.js';

export const pathOrder: HealthCheck = {
  id: 'path_order',
  group: 'machine',
  title: 'Order of PATH',
  description:
    'The folders of environment.healthChecks.pathOrder are on PATH in that order: fails for each that is not on it, warns of one that comes too late.',
  run: ({ config, host }) => {
    const wanted = [...new Set(config.environment?.healthChecks?.pathOrder ?? [])];
    if (wanted.length === 0) return [{ status: 'skipped', message: 'No order is configured' }];
    const findings = findingsOf(wanted, host);
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: `All ${wanted.length} are there, in order` }];
  },
};

// Told as it is configured, like `required_paths`: a variable may hold a key.
function findingsOf(wanted: readonly string[], host: Host): CheckFinding[] {
  const folders = realPathFolders(host);
  const findings: CheckFinding[] = [];
  let last: { text: string; at: number } | undefined;
  for (const text of wanted) {
    const expansion = expand(text, host);
    const at =
      'missing' in expansion ? -1 : folders.indexOf(realPath(resolve(host.cwd, expansion.text)));
    if (at < 0) {
      const message = `${text} is not on PATH`;
      findings.push({ status: 'fail', message, evidence: text, ...fixFor(text, host) });
      continue;
    }
    if (last !== undefined && at < last.at) {
      const message = `${text} comes before ${last.text} on PATH, and should come after it`;
      findings.push({ status: 'warn', message, evidence: text, ...fixFor(last.text, host) });
    }
    if (last === undefined || at > last.at) last = { text, at };
  }
  return findings;
}

function fixFor(text: string, { platform }: Host): { fix?: string } {
  const word = platform === 'win32' ? undefined : configuredWord(text);
  return word === undefined ? {} : { fix: `export PATH=${word}:"$PATH"` };
}
