import { AimError, systemHost, type GrantedPermission, type Outcome } from '@aim/core';
import type { Replay, Route } from '@aim/services';
import { parseSince } from '../../args/parse-since.js';
import { renderReplay } from '../../render/replay.js';
import { renderRoute } from '../../render/route.js';
import { renderWhatIf } from '../../render/what-if.js';
import { defineCommand, type CommandInput } from '../types.js';
import { readWishes } from './read-wishes.js';

export const command = defineCommand<Route | Replay>({
  run: async (input) => (input.options['replay'] === true ? replay(input) : plan(input)),
  render: (data, context) => {
    if ('jobs' in data) return renderReplay(data, context);
    return data.whatIf === undefined
      ? renderRoute(data, context)
      : renderWhatIf(data, data.whatIf, context);
  },
});

async function plan({ aim, args, options }: CommandInput): Promise<Outcome<Route>> {
  const [capability] = args;
  if (capability === undefined) {
    throw new AimError('usage.invalid', 'Name a capability, or --replay', {
      hint: 'aim tools capabilities',
    });
  }
  if (options['since'] !== undefined) {
    throw new AimError('usage.invalid', '--since goes with --replay', { hint: 'aim route --help' });
  }
  const asked = options['permission'] as GrantedPermission | 'ask' | undefined;
  const whatIf = options['what-if'] as string[] | undefined;
  const data = await aim.route({
    capability,
    ...readWishes(options),
    ...(asked !== undefined && asked !== 'ask' && { permission: asked }),
    ...(whatIf !== undefined && { whatIf }),
  });
  return { data, exitCode: (data.whatIf ?? data).chosen === null ? 10 : 0 };
}

const planOptions = [
  'permission',
  'model',
  'context',
  'local-only',
  'max-cost',
  'require-key',
  'strategy',
  'seed',
  'what-if',
];

/** A replayed job is asked for as it was: nothing else can be asked of it. */
async function replay({ aim, args, options }: CommandInput): Promise<Outcome<Replay>> {
  const other = planOptions.find((name) => options[name] !== undefined);
  if (other !== undefined) {
    throw new AimError('usage.invalid', `--${other} does not go with --replay`, {
      hint: 'Write it into a configuration, and name that with --config',
    });
  }
  const since = options['since'] as string | undefined;
  const [capability] = args;
  const data = await aim.replayRoutes({
    ...(capability !== undefined && { capability }),
    ...(since !== undefined && { since: parseSince(since, systemHost().now()) }),
  });
  return { data, exitCode: data.changed === 0 ? 0 : 1 };
}
