import type { GrantedPermission } from '@aim/core';
import type { RoutePlan } from '@aim/services';
import { renderRoute } from '../../render/route.js';
import { defineCommand } from '../types.js';

export const command = defineCommand<RoutePlan>({
  run: async ({ aim, args, options }) => {
    const asked = options['permission'] as GrantedPermission | 'ask' | undefined;
    const data = await aim.route({
      capability: args[0] as string,
      ...(asked !== undefined && asked !== 'ask' && { permission: asked }),
    });
    return { data, exitCode: data.chosen === null ? 10 : 0 };
  },
  render: renderRoute,
});
