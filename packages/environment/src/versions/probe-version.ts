import { runCaptured, type Host } from '@aim/core';
import * as fs from 'node:fs';
import { join } from 'node:path';

export interface VersionProbe {
  /** Absolute path of the program. */
  path: string;
  args: readonly string[];
  /** Finds the version in its output, in the first group. */
  pattern: string;
  /** Variables that switch its own updater off. */
  noUpdateEnv?: Readonly<Record<string, string>>;
  deadlineMs?: number;
}

/** What a program says of itself, or why it said nothing. */
export type ProbedVersion =
  | { version: string }
  | {
      version: null;
      /** A sentence's end. */
      why: string;
      /** It may yet be well: it was ended for its deadline. */
      isSlow?: true;
    };

const defaultDeadlineMs = 10_000;
const maxOutputBytes = 64 * 1024;
/** What tells nothing of the user and is needed to start at all. */
const kept = ['PATH', 'PATHEXT', 'SYSTEMROOT', 'COMSPEC', 'LANG', 'LC_ALL'];

/**
 * Asks a program for its version by running it: in an empty folder that is its home as well, with a
 * closed stdin, without any other variable of the user, its updater switched off, for at most 10 s.
 * Its whole process group is ended. What it wrote into that folder is removed. Never rejects.
 */
export async function probeVersion(probe: VersionProbe, host: Host): Promise<ProbedVersion> {
  const answer = await ask(probe, host);
  if (answer === undefined) return { version: null, why: 'could not be started' };
  const { exitCode, stdout, stderr, endedBy } = answer;
  if (endedBy !== 'itself') return { version: null, why: 'did not answer in time', isSlow: true };
  const version = versionIn(stdout, probe.pattern) ?? versionIn(stderr, probe.pattern);
  if (version !== undefined) return { version };
  return { version: null, why: `named no version (exit ${exitCode ?? 'by a signal'})` };
}

/** What a program prints, run in the same way; empty where it could not be run. */
export async function probeOutput(probe: Omit<VersionProbe, 'pattern'>, host: Host) {
  const answer = await ask(probe, host);
  return answer === undefined ? '' : `${answer.stdout}\n${answer.stderr}`;
}

async function ask(probe: Omit<VersionProbe, 'pattern'>, host: Host) {
  let folder: string | undefined;
  try {
    folder = fs.mkdtempSync(join(host.tmp, 'aim-probe-'));
    return await runCaptured({
      file: probe.path,
      args: probe.args,
      env: environment(probe, host, folder),
      cwd: folder,
      deadlineMs: probe.deadlineMs ?? defaultDeadlineMs,
      maxBytes: maxOutputBytes,
    });
  } catch {
    return undefined;
  } finally {
    if (folder !== undefined) fs.rmSync(folder, { recursive: true, force: true });
  }
}

function environment(
  probe: Pick<VersionProbe, 'noUpdateEnv'>,
  host: Host,
  folder: string,
): Record<string, string> {
  const own = Object.entries(host.env).filter(([name]) => kept.includes(name.toUpperCase()));
  return {
    ...(Object.fromEntries(own) as Record<string, string>),
    HOME: folder,
    USERPROFILE: folder,
    CI: '1',
    NO_COLOR: '1',
    NO_UPDATE_NOTIFIER: '1',
    ...probe.noUpdateEnv,
  };
}

/** From the first line that matches; one that speaks of a warning or an update names another. */
function versionIn(output: string, pattern: string): string | undefined {
  const wanted = new RegExp(pattern);
  for (const line of output.split(/\r?\n/)) {
    const found = /\b(?:warn|update)/i.test(line) ? undefined : wanted.exec(line.trim())?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}
