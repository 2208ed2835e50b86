import type { AimPaths, Finding } from '@aim/core';
import type { Expiring } from '@aim/secrets';
import { expiryWords } from '@aim/secrets/check';
import * as fs from 'node:fs';
import { join } from 'node:path';
import type { AimContext } from './context.js';

/** More than these are counted. */
const maxNamed = 3;

/**
 * One line for each of the first secrets that expire; none when this half of the day (in UTC) has
 * had its lines, or when that cannot be noted.
 */
export function expiryWarnings(
  { paths, host }: Pick<AimContext, 'paths' | 'host'>,
  expiring: readonly Expiring[],
): Finding[] {
  const now = host.now();
  if (!claimHalfDay(paths, now)) return [];
  const warnings = expiring.slice(0, maxNamed).map(({ name, expiresAt }): Finding => ({
    id: 'secrets.expires',
    severity: 'warn',
    message: `${name} ${expiryWords(expiresAt, now)}: aim secrets rotate ${name}`,
  }));
  const more = expiring.length - warnings.length;
  if (more > 0) {
    const message = `${more} more ${more === 1 ? 'secret expires' : 'secrets expire'} soon: aim secrets check`;
    warnings.push({ id: 'secrets.expires', severity: 'warn', message });
  }
  return warnings;
}

/** True for the one process that is the first in this half of the day: it alone makes the file. */
function claimHalfDay({ state }: AimPaths, now: Date): boolean {
  const folder = join(state, 'expiry-warned');
  const name = `${now.toISOString().slice(0, 10)}-${now.getUTCHours() < 12 ? 'am' : 'pm'}`;
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    fs.closeSync(fs.openSync(join(folder, name), 'wx', 0o600));
    for (const old of fs.readdirSync(folder)) {
      if (old !== name) fs.rmSync(join(folder, old), { force: true });
    }
    return true;
  } catch {
    // The file is there, or nothing can be noted: a warning must not fail the command or repeat.
    return false;
  }
}
