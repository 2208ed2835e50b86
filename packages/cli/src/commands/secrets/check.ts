import { AimError, exitCodes } from '@aim/core';
import type { CheckedSecret } from '@aim/services';
import { answerWords, worstOf } from '../../render/keys.js';
import type { Style } from '../../render/style.js';
import { defineCommand } from '../types.js';

interface Checked {
  secrets: CheckedSecret[];
}

export const command = defineCommand<Checked>({
  run: async ({ aim, args, options }) => {
    const maxAge = options['max-age'] as string | undefined;
    const secrets = await aim.checkSecrets({
      ...(args.length > 0 && { names: args }),
      online: options['online'] === true,
      allowedHosts: (options['allow-host'] as string[] | undefined) ?? [],
      ...(maxAge !== undefined && { maxAgeDays: wholeDays(maxAge) }),
    });
    return { data: { secrets }, exitCode: exitCodeFor(secrets) };
  },
  render: ({ secrets }, { style }) =>
    secrets.length === 0
      ? 'No secrets yet.\n'
      : secrets.map((secret) => secretText(secret, style)).join(''),
});

/** What can be done something about comes first. */
function exitCodeFor(secrets: readonly CheckedSecret[]): number {
  if (secrets.some((secret) => worstOf(secret) === 'fail' && secret.error === null)) {
    return exitCodes.answerIsNo;
  }
  if (secrets.some(({ error }) => error !== null)) return exitCodes.someFailed;
  return secrets.some(({ online }) => online?.unreachable) ? exitCodes.network : exitCodes.ok;
}

const marks = { ok: '✔', info: '·', warn: '!', fail: '✘' } as const;

function secretText(secret: CheckedSecret, style: Style): string {
  const { name, kind, provider, findings, online, error } = secret;
  const worst = worstOf(secret);
  const paint = { ok: style.ok, info: style.accent, warn: style.warn, fail: style.fail }[worst];
  const what = [provider, kind].filter((word) => word !== null).join(', ');
  const facts = [
    ...(error === null ? [] : [error.message]),
    ...findings.map(({ message }) => message),
    ...(online === null ? [] : [answerWords(online)]),
    ...(secret.lastUsedAt === null ? [] : [`last used ${secret.lastUsedAt.slice(0, 10)}`]),
    ...(secret.expiresAt === null || findings.some(({ id }) => id.startsWith('expire'))
      ? []
      : [`it expires on ${secret.expiresAt.slice(0, 10)}`]),
  ];
  const heading = `${paint(marks[worst])} ${name}${what === '' ? '' : style.faint(` (${what})`)}`;
  return `${heading}\n${facts.map((fact) => `  ${fact}\n`).join('')}`;
}

function wholeDays(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new AimError('usage.invalid', `--max-age is ${JSON.stringify(text)}, not a number of days`);
}
