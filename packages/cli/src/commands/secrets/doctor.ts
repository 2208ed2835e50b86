import type { SecretsCheck, SecretsDoctor } from '@aim/services';
import type { Style } from '../../render/style.js';
import { defineCommand } from '../types.js';

export const command = defineCommand<SecretsDoctor>({
  run: async ({ aim }) => {
    const data = await aim.secretsDoctor();
    return { data, exitCode: data.healthy ? 0 : 1 };
  },
  render: ({ checks }, { style }) => checks.map((check) => checkText(check, style)).join(''),
});

const marks = { ok: '✔', info: '·', warn: '!', fail: '✘' } as const;

function checkText({ status, title, evidence, fix, durationMs }: SecretsCheck, style: Style) {
  const paint = { ok: style.ok, info: style.accent, warn: style.warn, fail: style.fail }[status];
  const time = style.faint(`(${durationMs} ms)`);
  const line = `${paint(marks[status])} ${title}: ${evidence} ${time}\n`;
  return fix === null ? line : `${line}  ${style.accent('try:')} ${fix}\n`;
}
