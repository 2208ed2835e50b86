import { systemHost, type Finding } from '@aim/core';
import type { Aim } from '@aim/services';
import { wantsLines, type Terminal } from './terminal/terminal.js';

/**
 * Opens the dashboard on this terminal, or its lines and numbers where `AIM_SCREEN_READER` is set, and
 * ends the process when the user leaves it: a keychain that is still being asked must not keep
 * anybody waiting. Its helper ends with the process.
 */
export async function startDashboard(
  createAim: (notify: (finding: Finding) => void) => Aim,
  { terminal, version }: { terminal: Terminal; version: string },
): Promise<never> {
  const { home, env } = systemHost();
  const snapshot = createAim(() => undefined).statusSnapshot();
  if (wantsLines(env)) {
    const { runPlain } = await import('./tui/plain/run-plain.js');
    const options = { createAim, snapshot: await snapshot, terminal, home, env, version };
    process.exit(await runPlain(options));
  }
  // A bundle of its own: nobody else pays for Ink.
  const { runDashboard } = await import('./tui/run-dashboard.js');
  const noColour = !terminal.colour.stdout;
  const options = { createAim, snapshot: await snapshot, home, env, version, noColour };
  process.exit(await runDashboard(options));
}
