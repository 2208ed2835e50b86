import type { PaneId } from '../layout/layout.js';
import type { DashboardState, Resource } from './state.js';

/** What has to be read now that it is looked at: routes take a while, and few look at them. */
export function wanted(state: DashboardState): readonly Resource[] {
  return (plannedFor[state.focus] ?? []).filter((resource) => {
    const { data, error, isLoading } = state[resource];
    return data === null && error === null && !isLoading;
  });
}

const plannedFor: Partial<Record<PaneId, readonly Resource[]>> = {
  overview: ['breakers'],
  routes: ['routes'],
};

/** What may have changed when the audit log has grown: a tool that fails loses its place. */
export function changedByEvent({ focus }: DashboardState): readonly Resource[] {
  return ['activity', ...(plannedFor[focus] ?? [])];
}
