import type { VersionCheckRequest } from '@aim/services';
import type { CommandInput } from '../types.js';

/** What `version check` and `version report` are asked. */
export function checkRequest({
  args,
  options,
}: Pick<CommandInput, 'args' | 'options'>): VersionCheckRequest {
  const manager = options['manager'] as string | undefined;
  return {
    tools: args,
    ...(manager !== undefined && { manager }),
    online: options['online'] === true,
    frozen: options['frozen'] === true,
  };
}
