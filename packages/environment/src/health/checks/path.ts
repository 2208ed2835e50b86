import type { Host } from '@aim/core';
import * as fs from 'node:fs';
import { isAbsolute, win32 } from 'node:path';
import { listed, quoted } from '../command-text.js';
import type { CheckFinding, HealthCheck } from '../types.js';

export const path: HealthCheck = {
  id: 'path',
  group: 'machine',
  title: 'PATH',
  description:
    'The folders of PATH: warns of empty, relative and world-writable ones, mentions missing ones.',
  run: ({ host }) => {
    const entries = entriesOf(host);
    if (entries.length === 0) return [{ status: 'warn', message: 'PATH is empty or not set' }];
    const findings = findingsOf(entries, host);
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: `All ${entries.length} folders are in order` }];
  },
};

function entriesOf({ env, platform }: Host): string[] {
  const isWindows = platform === 'win32';
  const value = env['PATH'] ?? (isWindows ? env['Path'] : undefined) ?? '';
  return value === '' ? [] : [...new Set(value.split(isWindows ? ';' : ':'))];
}

function findingsOf(entries: readonly string[], host: Host): CheckFinding[] {
  const findings: CheckFinding[] = [];
  if (entries.includes('') && host.platform !== 'win32') {
    const message = 'An empty entry makes every working directory part of PATH';
    findings.push({ status: 'warn', message });
  }
  const isAbsoluteHere = host.platform === 'win32' ? isAbsoluteOnWindows : isAbsolute;
  const relative = entries.filter((entry) => entry !== '' && !isAbsoluteHere(entry));
  if (relative.length > 0) {
    const message = `Not absolute, so they depend on the working directory: ${listed(relative)}`;
    findings.push({ status: 'warn', message });
  }
  const folders = entries.filter(isAbsoluteHere).map((entry) => ({ entry, stat: statOf(entry) }));
  for (const { entry, stat } of folders) {
    if (stat !== undefined && isWritableByAll(stat, host)) findings.push(writable(entry, host));
  }
  const missing = folders.filter(({ stat }) => stat?.isDirectory() !== true);
  if (missing.length > 0) {
    const names = listed(missing.map(({ entry }) => entry));
    findings.push({ status: 'info', message: `Missing, not a folder or unreadable: ${names}` });
  }
  return findings;
}

function isAbsoluteOnWindows(entry: string): boolean {
  return win32.isAbsolute(entry);
}

function statOf(entry: string): fs.Stats | undefined {
  try {
    return fs.statSync(entry, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

// The sticky bit of /tmp keeps others from deleting a file, not from adding a program.
function isWritableByAll(stat: fs.Stats, { platform }: Host): boolean {
  return platform !== 'win32' && stat.isDirectory() && (stat.mode & 0o002) !== 0;
}

function writable(entry: string, { platform }: Host): CheckFinding {
  return {
    status: 'warn',
    message: `Every user of this machine can put programs into ${entry}`,
    evidence: entry,
    fix: `chmod o-w ${quoted(entry, platform)}`,
  };
}
