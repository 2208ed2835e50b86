import { AimError } from '@aim/core';
import type { ResetBreakers } from '@aim/services';
import { defineCommand, type RenderContext } from '../types.js';

export const command = defineCommand<ResetBreakers>({
  run: async ({ aim, args, options }) => {
    const [tool] = args;
    const all = options['all'] === true;
    if ((tool === undefined) !== all) {
      throw new AimError('usage.invalid', 'Name one tool, or give --all', {
        hint: 'aim tools reset claude',
      });
    }
    const dryRun = options['dry-run'] === true;
    return { data: await aim.resetBreakers({ dryRun, ...(tool !== undefined && { tool }) }) };
  },
  render,
});

function render({ tool, breakers, dryRun }: ResetBreakers, { style }: RenderContext): string {
  const whose = tool === null ? '' : ` of ${tool}`;
  if (breakers.length === 0) return `No circuit breaker${whose} is open\n`;
  const lines = breakers.map(({ domain, label, class: errorClass, openedBy }) => {
    const what = domain === 'tool' ? label : `${domain} ${label}`;
    const mark = dryRun ? 'Would close' : `${style.ok('✔')} Closed`;
    return `${mark} the breaker of ${what}: ${errorClass}, seen by ${openedBy}\n`;
  });
  return lines.join('');
}
