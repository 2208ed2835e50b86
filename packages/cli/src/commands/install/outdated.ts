import { AimError, exitCodes } from '@aim/core';
import type { OutdatedTool } from '@aim/services';
import { outdatedText } from '../../render/install.js';
import { defineCommand } from '../types.js';

export const command = defineCommand<{ tools: OutdatedTool[] }>({
  run: async ({ aim, args, options }) => {
    const all = await aim.outdatedTools();
    for (const name of args) {
      if (all.some(({ tool }) => tool === name)) continue;
      throw new AimError('usage.unknown_tool', `${name} is not installed`, {
        hint: 'aim outdated',
      });
    }
    const tools = args.length === 0 ? all : all.filter(({ tool }) => args.includes(tool));
    const isOld = tools.some(({ update }) => update === 'available');
    return {
      data: { tools },
      exitCode: isOld && options['check'] === true ? exitCodes.answerIsNo : exitCodes.ok,
    };
  },
  render: ({ tools }, context) => outdatedText(tools, context),
});
