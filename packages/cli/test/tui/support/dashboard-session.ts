import './drawing-environment.js';
import { afterEach } from '@jest/globals';
import type { Aim } from '@aim/services';
import { EventEmitter } from 'node:events';
import type { Size } from '../../../src/tui/layout/rect.js';
import { runDashboard, type DashboardOptions } from '../../../src/tui/run-dashboard.js';
import {
  sampleActivity,
  sampleHealth,
  sampleKeychain,
  sampleRoutes,
  sampleStatus,
} from './sample-data.js';
import { xtermScreen, type XtermScreen } from './xterm-screen.js';

export interface Session {
  screen: XtermScreen;
  events: EventEmitter;
  exitCode: Promise<number>;
}

const sessions: Session[] = [];

/** The dashboard on a terminal emulator, with an AIM that answers at once unless told. */
export function start(
  size: Size,
  parts: Partial<Aim> = {},
  options: Pick<Partial<DashboardOptions>, 'env' | 'snapshot' | 'revealMs' | 'sendStop'> = {},
): Session {
  const screen = xtermScreen(size);
  const events = new EventEmitter();
  const aim = {
    status: async () => sampleStatus,
    health: async () => sampleHealth,
    probeKeychain: async () => sampleKeychain,
    recentEvents: async () => sampleActivity,
    dashboardKeys: async () => ({ keys: {}, places: {} }),
    listRoutes: async () => [...sampleRoutes],
    resetBreakers: async () => ({ tool: null, breakers: [], dryRun: true }),
    ...parts,
  } as Aim;
  const exitCode = runDashboard({
    createAim: () => aim,
    home: '/home/ada',
    env: {},
    ...options,
    version: '0.1.0',
    noColour: false,
    stdin: screen.stdin,
    stdout: screen.stdout,
    events,
    hangUp: () => void events.emit('hung up'),
  });
  const session = { screen, events, exitCode };
  sessions.push(session);
  return session;
}

/** Everything was read and shown: the check's message and the marks that follow it. */
export async function ready({ screen }: Session): Promise<string[]> {
  await screen.waitFor('All 10 folders');
  await screen.waitFor(/keychain: unavailable/);
  return screen.waitFor(/^(?!.*(reading|refreshing) …)/s);
}

afterEach(async () => {
  for (const { screen } of sessions.splice(0)) screen.type('\u0003');
});

/** An answer that does not come. */
export const never = () => new Promise<never>(() => undefined);
export const normal = { columns: 80, rows: 24 };
