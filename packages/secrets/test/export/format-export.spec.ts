import { describe, expect, it } from '@jest/globals';
import type { AimError } from '@aim/core';
import fc from 'fast-check';
import { exportFormats, formatExport, type ExportFormat } from '../../src/export.js';
import { anyValues, variablesOf } from '../support/hostile-values.js';

function failure(format: ExportFormat, ...variables: [string, string][]): AimError {
  try {
    formatExport(
      format,
      variables.map(([name, value]) => ({ name, value })),
    );
  } catch (error) {
    return error as AimError;
  }
  throw new Error('It was taken');
}

describe('every format', () => {
  it.each(exportFormats.filter((format) => format !== 'json'))(
    '%s refuses what is no name of a variable, and says how to give it one',
    (format) => {
      const { code, message, hint } = failure(format, ['github/work', 'v']);
      expect([code, message]).toEqual([
        'secret.not_exportable',
        'github/work is not the name of a variable',
      ]);
      expect(hint).toContain('aim secrets export NAME=github/work');
    },
  );

  it.each(exportFormats)('%s refuses a name that is there twice', (format) => {
    expect(failure(format, ['A', '1'], ['A', '2']).message).toBe(
      `${format} cannot hold A: the name is there twice`,
    );
  });

  it.each(['powershell', 'cmd'] as const)('%s takes Path and PATH for one name', (format) => {
    expect(failure(format, ['Path', '1'], ['PATH', '2']).message).toContain('twice');
  });

  it.each([
    ['powershell', ''],
    ['cmd', 'hidden%'],
    ['dotenv', 'hidden\\'],
    ['docker-env', 'hidden\n'],
    ['github-actions', 'hidden\r'],
  ] as const)('%s names what it refuses, and never shows the value', (format, value) => {
    const { code, message, hint, details } = failure(format, ['GOOD', 'v'], ['NAME', value]);
    expect(code).toBe('secret.not_exportable');
    expect(message).toContain(`${format} cannot hold NAME: `);
    expect(JSON.stringify({ message, hint, details })).not.toContain('hidden');
  });

  it('says of no variables nothing, and {} in JSON', () => {
    const texts = exportFormats.map((format) => formatExport(format, []));
    expect(texts.filter((text) => text !== '')).toEqual(['{}\n']);
  });
});

describe('the format json', () => {
  it('gives back any value under any name', () => {
    fc.assert(
      fc.property(anyValues, (values) => {
        const variables = [...variablesOf(values), { name: 'github/work', value: 'v' }];
        const read = JSON.parse(formatExport('json', variables)) as Record<string, string>;
        expect(Object.entries(read)).toEqual(variables.map(({ name, value }) => [name, value]));
      }),
    );
  });

  it('takes names that mean something to JavaScript', () => {
    const text = formatExport('json', [{ name: '__proto__', value: 'v' }]);
    expect(text).toBe('{\n  "__proto__": "v"\n}\n');
  });
});
