import { join } from 'node:path';
import type { AimContext } from '../context.js';

/** AIM's folder for the journal of installations, their locks and what they keep. */
export function installFolder({ paths }: Pick<AimContext, 'paths'>): string {
  return join(paths.state, 'install');
}
