import { AimError, type EndpointProtocol } from '@aim/core';
import type { Registered, ToolRegistration } from '@aim/services';
import { shortPath } from '../../render/paths.js';
import { defineCommand, type CommandInput } from '../types.js';

export const command = defineCommand<Registered>({
  run: async ({ aim, args, options }) => {
    const dryRun = options['dry-run'] === true;
    const subject = args[0] as string;
    if (/[/\\]|\.json$/.test(subject)) {
      refuseFields(options);
      return { data: await aim.registerManifest(subject, { dryRun }) };
    }
    const list = (name: string) => options[name] as string[] | undefined;
    const text = (name: string) => options[name] as string | undefined;
    const capabilities = list('capability');
    if (capabilities === undefined) {
      throw new AimError('usage.invalid', '--capability is missing: what can the tool do?', {
        hint: 'aim tools register --help',
      });
    }
    const registration: ToolRegistration = {
      name: subject,
      capabilities,
      ...(text('endpoint') !== undefined && { endpoint: text('endpoint') as string }),
      ...(text('protocol') !== undefined && { protocol: text('protocol') as EndpointProtocol }),
      ...(text('adapter') !== undefined && { adapterScript: text('adapter') as string }),
      ...(list('model') !== undefined && { models: list('model') as string[] }),
      ...(list('key') !== undefined && { keys: list('key') as string[] }),
    };
    return { data: await aim.registerTool(registration, { dryRun }) };
  },
  render: ({ id, file, dryRun }, { style, home }) =>
    dryRun
      ? `Would register ${id} in ${shortPath(file, home)}\n`
      : `${style.ok('✔')} Registered ${id} in ${shortPath(file, home)}\n`,
});

/** A manifest says everything: an option beside it would be one of two that disagree. */
function refuseFields(options: CommandInput['options']): void {
  const fields = ['capability', 'endpoint', 'protocol', 'model', 'adapter', 'key'];
  const given = fields.find((name) => options[name] !== undefined);
  if (given === undefined) return;
  throw new AimError('usage.invalid', `--${given} goes with a name, not with a manifest`, {
    hint: 'Write it into the manifest',
  });
}
