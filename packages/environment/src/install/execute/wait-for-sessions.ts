import { AimError } from '@aim/core';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { detectTools } from '../../detect/detect-tools.js';
import { packagePlaces } from '../../owners/node-modules.js';
import { realPathOrNone } from '../../owners/read-metadata.js';
import { npmModules } from '../managers/npm.js';
import { runningSessions, type Session } from '../sessions.js';
import type { PlannedStep } from '../types.js';
import { environmentPlace } from './environment-step.js';
import type { ExecuteOptions, InstallPorts } from './ports.js';
import type { QueuedStep, StepContext } from './step-run.js';

/** Between two looks at the processes, in ms. */
const pauseMs = 1000;

/**
 * Looks whether a tool is running whose files a step would change.
 *
 * @returns the error where it is, and nobody said that this does not matter
 */
export async function waitForSessions(
  { step }: QueuedStep,
  { inUse }: ExecuteOptions,
  context: StepContext,
): Promise<AimError | undefined> {
  if (inUse === 'go-on') return undefined;
  for (;;) {
    const sessions = await sessionsOf(step, context);
    if (sessions.length === 0) return undefined;
    if (inUse === 'refuse') return running(step, sessions);
    if (context.signal.aborted) return new AimError('invoke.cancelled', 'Cancelled');
    await sleep(pauseMs);
  }
}

/** The processes that run the copy which a step would change. */
export function sessionsOf(
  step: PlannedStep,
  ports: Pick<InstallPorts, 'host' | 'tools'>,
): Promise<Session[]> {
  const folders = foldersOf(step, ports)
    .map(realPathOrNone)
    .filter((path) => path !== undefined);
  return runningSessions(folders, ports.host);
}

function foldersOf(step: PlannedStep, { host, tools }: Pick<InstallPorts, 'host' | 'tools'>) {
  const { manager, package: name, prefix, tool } = step;
  if (name !== null && manager === 'npm') return [join(npmModules(prefix, host), name)];
  const environment = environmentPlace(step, host);
  if (environment !== undefined) return [environment.place];
  const detectable = tools.get(tool)?.detectable;
  const [found] = detectable === undefined ? [] : detectTools([detectable], host);
  const copy = found?.copies.find(({ channel }) => channel === manager);
  if (copy === undefined) return [];
  const [outer] = packagePlaces(copy.realPath);
  if (outer !== undefined) return [outer.root];
  // A keg, an app of scoop, or the program alone.
  const whole = /^.*[\\/](?:Cellar|Caskroom|apps)[\\/][^\\/]+[\\/][^\\/]+(?=[\\/])/.exec(
    copy.realPath,
  );
  const isAlone = ['cargo', 'go', 'apt'].includes(manager);
  return [whole?.[0] ?? (isAlone ? copy.realPath : dirname(copy.realPath))];
}

function running({ tool }: PlannedStep, sessions: readonly Session[]): AimError {
  const pids = sessions.map(({ pid }) => pid);
  const shown = pids.slice(0, 5).join(', ');
  return new AimError(
    'install.in_use',
    `${tool} is running: ${pids.length === 1 ? 'process' : 'processes'} ${shown}`,
    { hint: 'End it, or wait for its end with --wait', details: { pids } },
  );
}
