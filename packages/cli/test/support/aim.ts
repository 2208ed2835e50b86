import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';

export const aimFile = join(import.meta.dirname, '../../bundle/aim.js');

if (!existsSync(aimFile))
  throw new Error('There is no bundle yet: npm test builds it, or npm run build');

export interface AimCall {
  /** Where the user lives; a fresh empty folder unless told. */
  home?: string;
  env?: Record<string, string>;
  cwd?: string;
  /** Another user to be, where root asks. */
  uid?: number;
  /** What is on stdin; nothing unless told. */
  input?: string;
}

export interface AimAnswer {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the built `aim` as a user would from a script: no terminal, an environment of its own. */
export function aim(args: readonly string[], call: AimCall = {}): Promise<AimAnswer> {
  const home = call.home ?? tempFolder();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [aimFile, ...args], {
      cwd: call.cwd ?? home,
      env: { PATH: '/usr/bin:/bin', HOME: home, ...call.env },
      ...(call.uid !== undefined && { uid: call.uid, gid: call.uid }),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(call.input ?? '');
  });
}

export interface EnvelopeOf<T> {
  schema: string;
  command: string;
  ok: boolean;
  exitCode: number;
  data: T;
  findings: { id: string; message: string }[];
  errors: { code: string; message: string; hint?: string }[];
  durationMs: number;
}

/** The same with `--json`: the one document that stdout must hold. */
export async function aimJson<T = never>(
  args: readonly string[],
  call: AimCall = {},
): Promise<EnvelopeOf<T>> {
  const { code, stdout } = await aim([...args, '--json'], call);
  const envelope = JSON.parse(stdout) as EnvelopeOf<T>;
  if (envelope.exitCode !== code)
    throw new Error(`exit ${code}, envelope says ${envelope.exitCode}`);
  return envelope;
}
