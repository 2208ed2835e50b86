import { AimError } from '@aim/core';
import type { SetConfigResult } from '@aim/services';
import { shortPath } from '../../render/paths.js';
import { trustFindings } from '../../render/trust.js';
import { defineCommand, type RenderContext } from '../types.js';

export const command = defineCommand<SetConfigResult>({
  run: async ({ aim, args, options }) => {
    const [key, value] = args as [string, string?];
    if ((options['unset'] === true) === (value !== undefined)) {
      throw new AimError('usage.invalid', 'Give a VALUE, or --unset to take the key away', {
        hint: 'aim config set --help',
      });
    }
    const data = await aim.setConfig({
      key,
      ...(value !== undefined && { value }),
      project: options['project'] === true,
      dryRun: options['dry-run'] === true,
    });
    return { data, findings: trustFindings(data) };
  },
  render,
});

function render(result: SetConfigResult, { style, home }: RenderContext): string {
  const { key, value, changed, dryRun } = result;
  const file = shortPath(result.file, home);
  const what = value === null ? `Took ${key} out of` : `Set ${key} to ${JSON.stringify(value)} in`;
  if (!changed) return `${file} says so already\n`;
  return dryRun ? `Would do: ${what} ${file}\n` : `${style.ok('✔')} ${what} ${file}\n`;
}
