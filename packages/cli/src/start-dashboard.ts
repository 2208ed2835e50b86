import { systemHost, type Finding } from '@aim/core';
import type { Aim } from '@aim/services';

/**
 * Opens the dashboard on this terminal, and ends the process when the user leaves it: a keychain
 * that is still being asked must not keep anybody waiting. Its helper ends with the process.
 */
export async function startDashboard(
  createAim: (notify: (finding: Finding) => void) => Aim,
  { noColour, version }: { noColour: boolean; version: string },
): Promise<never> {
  // A bundle of its own: nobody else pays for Ink.
  const [{ runDashboard }, snapshot] = await Promise.all([
    import('./tui/run-dashboard.js'),
    createAim(() => undefined).statusSnapshot(),
  ]);
  const { home, env } = systemHost();
  process.exit(await runDashboard({ createAim, snapshot, home, env, version, noColour }));
}
