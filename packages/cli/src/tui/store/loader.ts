import { reportError, type Finding } from '@aim/core';
import type { Aim } from '@aim/services';
import type { DashboardEvent, LoadedEvent } from './events.js';
import type { Resource } from './state.js';

export interface LoaderOptions {
  /**
   * Makes an AIM that reads everything anew: one that was made earlier keeps the configuration
   * that it has read.
   */
  createAim: (notify: (finding: Finding) => void) => Aim;
  dispatch: (event: DashboardEvent) => void;
  /** In ms since 1970. */
  now: () => number;
}

export interface Loader {
  /**
   * Status first, then the rest side by side, as they may take seconds. With `isQuiet` nothing says
   * that it is being read.
   */
  load: (resources: readonly Resource[], options?: { isQuiet: boolean }) => Promise<void>;
}

/** Reads what the dashboard shows. A failure becomes an event; nothing is ever thrown. */
export function createLoader({ createAim, dispatch, now }: LoaderOptions): Loader {
  const underWay = new Map<Resource, Promise<void>>();
  const read = (resource: Resource, isQuiet: boolean) => {
    const earlier = underWay.get(resource);
    if (earlier !== undefined) return earlier;
    if (!isQuiet) dispatch({ type: 'loading', resource });
    const reading = readOne(resource, { createAim, now })
      .then(dispatch)
      .finally(() => underWay.delete(resource));
    underWay.set(resource, reading);
    return reading;
  };
  return {
    load: async (resources, { isQuiet } = { isQuiet: false }) => {
      if (resources.includes('status')) await read('status', isQuiet);
      const others = resources.filter((resource) => resource !== 'status');
      await Promise.all(others.map((resource) => read(resource, isQuiet)));
      // The checks leave marks for the tools, which status reports, and an event.
      if (!resources.includes('health')) return;
      await Promise.all([read('status', isQuiet), read('activity', true)]);
    },
  };
}

async function readOne(
  resource: Resource,
  { createAim, now }: Pick<LoaderOptions, 'createAim' | 'now'>,
): Promise<DashboardEvent> {
  const findings: Finding[] = [];
  try {
    const aim = createAim((finding) => findings.push(finding));
    return { ...(await answers[resource](aim)), findings, at: now() };
  } catch (error) {
    return { type: 'failed', resource, error: reportError(error), findings };
  }
}

type Answer = { [E in LoadedEvent as E['resource']]: Omit<E, 'findings' | 'at'> };

const answers: { [R in Resource]: (aim: Aim) => Promise<Answer[R]> } = {
  status: async (aim) => ({
    type: 'loaded',
    resource: 'status',
    data: await aim.status({ keep: true }),
  }),
  health: async (aim) => ({ type: 'loaded', resource: 'health', data: await aim.health() }),
  keychain: async (aim) => ({
    type: 'loaded',
    resource: 'keychain',
    data: await aim.probeKeychain(),
  }),
  activity: async (aim) => ({
    type: 'loaded',
    resource: 'activity',
    data: await aim.recentEvents(),
  }),
  routes: async (aim) => ({ type: 'loaded', resource: 'routes', data: await aim.listRoutes() }),
  breakers: async (aim) => ({
    type: 'loaded',
    resource: 'breakers',
    data: (await aim.resetBreakers({ dryRun: true })).breakers,
  }),
};
