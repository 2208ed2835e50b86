import type { DashboardState, Resource } from './state.js';

/** What has to be read now that it is looked at: routes take a while, and few look at them. */
export function wanted({ focus, routes }: DashboardState): readonly Resource[] {
  const isKnown = routes.data !== null || routes.error !== null || routes.isLoading;
  return focus === 'routes' && !isKnown ? ['routes'] : [];
}

/** What may have changed when the audit log has grown: a tool that fails loses its place. */
export function changedByEvent({ focus }: DashboardState): readonly Resource[] {
  return focus === 'routes' ? ['activity', 'routes'] : ['activity'];
}
