import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aimPlusRules } from '../../src/migrate/aim-plus-rules.js';
import type { FieldRule } from '../../src/migrate/field-rules.js';
import { toolstackRules } from '../../src/migrate/toolstack-rules.js';

const page = readFileSync(join(import.meta.dirname, '../../../../docs/migration.md'), 'utf8');

/** The rows of the table of a section that has the head `field`. */
function rowsBelow(heading: string): string[][] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const table = section.slice(section.indexOf('| field'));
  const lines = table.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function rowOf(rule: FieldRule): string[] {
  const place = 'to' in rule ? rule.to : 'step' in rule ? rule.step : undefined;
  return [`\`${rule.from}\``, place === undefined ? (rule as { why: string }).why : `\`${place}\``];
}

it.each([
  ['From AIM+', aimPlusRules],
  ['From AI_MANGER', toolstackRules],
])(
  'docs/migration.md says %s where each field goes, in the order that counts',
  (heading, rules) => {
    expect(rowsBelow(heading)).toEqual(rules.map(rowOf));
  },
);
