import { AimError } from '@aim/core';
import type { CommandSpec } from '../commands/types.js';

/**
 * Holds the number of arguments against the row of the table: `KEY` is required, `[VALUE]` may be
 * left out, `[TOOL…]` may be repeated.
 *
 * @throws AimError `usage.invalid`
 */
export function checkArguments(spec: CommandSpec, args: readonly string[]): void {
  if (spec.passesArguments === true) return;
  const required = spec.args.filter((arg) => !arg.startsWith('['));
  const isOpen = spec.args.some((arg) => arg.includes('…'));
  const missing = required[args.length];
  const usage = ['aim', spec.name, ...spec.args].join(' ');
  const hint = `aim ${spec.name} --help`;
  if (missing !== undefined) {
    throw new AimError('usage.invalid', `${missing} is missing: ${usage}`, { hint });
  }
  const extra = args[spec.args.length];
  if (extra === undefined || isOpen) return;
  // A word too many can be the rest of a value that was not quoted.
  const which = spec.takesSecret === true ? '' : `: ${extra}`;
  throw new AimError('usage.invalid', `One argument too many${which}; expected ${usage}`, { hint });
}
