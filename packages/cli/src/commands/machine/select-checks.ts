import { AimError } from '@aim/core';
import type { HealthSelection } from '@aim/services';
import type { CommandInput } from '../types.js';

/** The checks that a command line asks for: `CHECK…`, `--only`, `--skip` and `--online`. */
export function selectChecks({
  args,
  options,
}: Pick<CommandInput, 'args' | 'options'>): HealthSelection {
  const only = [...args, ...((options['only'] as string[] | undefined) ?? [])];
  const skip = (options['skip'] as string[] | undefined) ?? [];
  const both = only.find((id) => skip.includes(id));
  if (both !== undefined) {
    throw new AimError('usage.invalid', `${both} is both asked for and skipped`);
  }
  return {
    ...(only.length > 0 && { only }),
    ...(skip.length > 0 && { skip }),
    ...(options['online'] === true && { online: true }),
  };
}
