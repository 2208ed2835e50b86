import type { Finding } from '@aim/core';
import type { ShownConfig, ValueOrigin, WithheldValue } from '@aim/services';
import { columns } from '../../render/columns.js';
import { shortPath } from '../../render/paths.js';
import { defineCommand, type RenderContext } from '../types.js';

type Shown = ShownConfig & { showsOrigin: boolean };

export const command = defineCommand<Shown>({
  run: async ({ aim, args, options }) => {
    const shown = await aim.showConfig(args[0]);
    const data = { ...shown, showsOrigin: options['origin'] === true };
    const findings = withheldFindings(shown.withheld);
    if (shown.key === null || shown.value !== null) return { data, findings };
    const message = `${shown.key} is not set`;
    return {
      data,
      exitCode: 1,
      findings: [...findings, { id: 'config.unset', severity: 'fail', message }],
    };
  },
  render,
});

/** One for each file, since one `aim trust` gives all of it an effect. */
function withheldFindings(withheld: readonly WithheldValue[]): Finding[] {
  const files = new Map<string, string[]>();
  for (const { file, key, trustHelps } of withheld) {
    if (trustHelps) files.set(file, [...(files.get(file) ?? []), key]);
  }
  const untrusted = [...files].map(([file, keys]) => ({
    id: 'config.untrusted',
    severity: 'warn' as const,
    message: `${file} is not trusted: ignored ${keys.join(', ')}`,
    fix: 'Read the file, then: aim trust',
  }));
  const others = withheld.filter(({ trustHelps }) => !trustHelps);
  return [
    ...untrusted,
    ...others.map(({ file, line, key, reason }) => ({
      id: 'config.withheld',
      severity: 'warn' as const,
      message: `${file}:${line}: ${key} has no effect: ${reason}`,
    })),
  ];
}

function render(shown: Shown, context: RenderContext): string {
  if (shown.showsOrigin) return table(shown, context);
  if (shown.value === null) return '';
  return `${typeof shown.value === 'string' ? shown.value : JSON.stringify(shown.value, null, 2)}\n`;
}

function table({ values, withheld }: ShownConfig, { style, columns: width, home }: RenderContext) {
  const rows = [
    ...values.map(({ key, value, origin }) => [
      key,
      JSON.stringify(value),
      originWords(origin, home),
    ]),
    ...withheld.map(({ key, file, line }) => [key, '(withheld)', place({ file, line }, home)]),
  ];
  if (rows.length === 0) return '';
  const paint = (text: string, row: number, column: number) => {
    if (row === 0 || column === 2) return style.faint(text);
    return row > values.length ? style.warn(text) : text;
  };
  return `${columns([['KEY', 'VALUE', 'FROM'], ...rows], { width, paint }).join('\n')}\n`;
}

function originWords(origin: ValueOrigin, home: string): string {
  if (origin.kind === 'default') return 'default';
  if (origin.kind === 'environment') return `variable ${origin.variable}`;
  const by = origin.by === undefined ? origin.kind : `named by ${origin.by}`;
  return `${place(origin.place, home)} (${by})`;
}

function place({ file, line }: { file: string; line: number }, home: string): string {
  return `${shortPath(file, home)}:${line}`;
}
