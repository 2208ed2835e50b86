import { AimError } from '@aim/core';
import type { Rotated, RotateRequest, RotationPlan } from '@aim/services';
import { parseDuration } from '../../args/parse-duration.js';
import { answerWords } from '../../render/keys.js';
import { placeWords } from '../../render/status.js';
import { storeNotes } from '../../render/store-notes.js';
import type { Style } from '../../render/style.js';
import { confirm, requireTerminal } from '../../terminal/ask.js';
import { readSecretValue } from '../../terminal/secret-value.js';
import { defineCommand, type CommandInput } from '../types.js';

interface Outcome {
  plan: RotationPlan;
  /** Null when nothing was stored. */
  rotated: Rotated | null;
  dryRun: boolean;
}

export const command = defineCommand<Outcome>({
  run: async (input) => {
    const { aim, options } = input;
    const dryRun = options['dry-run'] === true;
    const request = await readRequest(input);
    const plan = await aim.planRotation(request);
    if (dryRun || !(await mayGoOn(input, plan))) return { data: { plan, rotated: null, dryRun } };
    const rotated = await aim.rotateSecret(request, plan);
    return { data: { plan, rotated, dryRun }, findings: storeNotes(rotated) };
  },
  render: ({ plan, rotated, dryRun }, { style }) => {
    const checked = plan.online === null ? '' : `  ${answerWords(plan.online)}\n`;
    if (rotated !== null)
      return `${doneText(rotated, style)}${checked}${oldText(rotated, plan, style)}`;
    return dryRun ? `Would rotate ${plan.name}\n${checked}` : `Kept ${plan.name} as it was\n`;
  },
});

async function readRequest({ aim, terminal, args, options }: CommandInput): Promise<RotateRequest> {
  const name = args[0] as string;
  const expiresAt = options['expires'] as string | undefined;
  const keepMs = parseKeep((options['keep'] as string | undefined) ?? '7d');
  if (options['stdin'] === true && options['prompt'] === true) {
    throw new AimError('usage.invalid', 'Give the value once: by --stdin or by --prompt');
  }
  // Nobody is asked for a value that cannot be stored.
  await aim.describeSecret(name);
  const value = await readSecretValue(terminal, {
    stdin: options['stdin'] === true,
    question: `New value of ${name} (not shown): `,
    hint: `printf %s "$VALUE" | aim secrets rotate ${name} --stdin`,
  });
  return {
    name,
    value,
    keepMs,
    force: options['force'] === true,
    offline: options['offline'] === true,
    allowedHosts: (options['allow-host'] as string[] | undefined) ?? [],
    ...(expiresAt !== undefined && { expiresAt }),
  };
}

const [minMs, maxMs] = [60_000, 365 * 86_400_000];

function parseKeep(text: string): number {
  const ms = parseDuration(text);
  if (ms !== undefined && ms >= minMs && ms <= maxMs) return ms;
  throw new AimError('usage.invalid', `--keep is ${JSON.stringify(text)}`, {
    hint: 'It can be from 1m to 365d, such as 12h or 30d',
  });
}

/** Of a value that nobody could vouch for a person decides. */
async function mayGoOn(
  { terminal, globals }: CommandInput,
  { name, online }: RotationPlan,
): Promise<boolean> {
  if (online?.result !== 'unknown' || globals.yes) return true;
  requireTerminal(
    terminal,
    `The new value could not be checked (${online.reason}): --yes stores it, --offline does not ask`,
  );
  return confirm(terminal, `${answerWords(online)}. Store the new value of ${name}?`);
}

function doneText({ secret, backend, protection }: Rotated, style: Style): string {
  return `${style.ok('✔')} Rotated ${secret.name} in ${placeWords(backend, protection)}\n`;
}

function oldText({ secret, old }: Rotated, plan: RotationPlan, style: Style): string {
  const kept =
    old === null
      ? 'The store did not have the old value any more\n'
      : `The old value is kept until ${old.retiresAt}: ${style.accent(`aim secrets rollback ${secret.name}`)} puts it back\n`;
  return plan.revokeAt === null ? kept : `${kept}Revoke the old key at ${plan.revokeAt}\n`;
}
