import { exitCodes } from '@aim/core';
import type { KeyAnswer } from '@aim/services';
import { renderAnswer, renderWinners } from '../../render/key-places.js';
import { defineCommand } from '../types.js';

/** With `--tool` the answer for it, else one for each installed tool that reads the key. */
type Why = KeyAnswer | { key: string; tools: KeyAnswer[] };

export const command = defineCommand<Why>({
  run: async ({ aim, args, options }) => {
    const key = args[0] as string;
    const tool = options['tool'] as string | undefined;
    const answers = await aim.secretWhy({ key, ...(tool !== undefined && { tool }) });
    const isGiven = answers.some(({ winner }) => winner.run !== null || winner.alone !== null);
    const exitCode = isGiven ? exitCodes.ok : exitCodes.answerIsNo;
    const [first] = answers;
    const data: Why = tool !== undefined && first !== undefined ? first : { key, tools: answers };
    return { data, exitCode };
  },
  render: (data, context) =>
    'places' in data ? renderAnswer(data, context) : renderWinners(data.key, data.tools, context),
});
