import type { GrantedPermission } from '@aim/core';
import type { Route } from '@aim/services';
import { renderRoute } from '../../render/route.js';
import { renderWhatIf } from '../../render/what-if.js';
import { defineCommand } from '../types.js';
import { readWishes } from './read-wishes.js';

export const command = defineCommand<Route>({
  run: async ({ aim, args, options }) => {
    const asked = options['permission'] as GrantedPermission | 'ask' | undefined;
    const whatIf = options['what-if'] as string[] | undefined;
    const data = await aim.route({
      capability: args[0] as string,
      ...readWishes(options),
      ...(asked !== undefined && asked !== 'ask' && { permission: asked }),
      ...(whatIf !== undefined && { whatIf }),
    });
    return { data, exitCode: (data.whatIf ?? data).chosen === null ? 10 : 0 };
  },
  render: (route, context) =>
    route.whatIf === undefined
      ? renderRoute(route, context)
      : renderWhatIf(route, route.whatIf, context),
});
