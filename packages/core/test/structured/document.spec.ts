import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { dataOf, readDocument, type DocumentNode } from '@aim/core';

async function read(text: string, format: 'json' | 'yaml'): Promise<DocumentNode> {
  const reading = await readDocument(text, format);
  if (!('root' in reading)) throw new Error(reading.problem);
  return reading.root;
}

describe('readDocument', () => {
  it('tells where every value of JSON stands, comments and final commas or not', async () => {
    const { children } = await read('{ // mine\r\n  "a": [1, true,],\r\n  "b": null\r\n}', 'json');
    expect(children).toMatchObject([
      ['a', { kind: 'list', line: 2, column: 8 }],
      ['b', { kind: 'value', value: null, line: 3, column: 8 }],
    ]);
    expect(children[0]?.[1].children).toMatchObject([
      ['0', { value: 1, line: 2, column: 9 }],
      ['1', { value: true, line: 2, column: 12 }],
    ]);
  });

  it('tells where every value of YAML stands, and follows aliases', async () => {
    const { children } = await read('a: &x\n  - on\n  - 2025-01-01\nb: *x\nc:\n', 'yaml');
    expect(children).toMatchObject([
      ['a', { kind: 'list', line: 2, column: 3 }],
      ['b', { kind: 'list', line: 4, column: 4 }],
      ['c', { kind: 'value', value: null, line: 5 }],
    ]);
    expect(children.map(([, child]) => dataOf(child))).toEqual([
      ['on', '2025-01-01'],
      ['on', '2025-01-01'],
      null,
    ]);
  });

  it.each(['json', 'yaml'] as const)(
    'of a name that stands twice in %s it has both',
    async (format) => {
      const root = await read('{"a": 1,\n "a": 2}', format);
      expect(root.children).toMatchObject([
        ['a', { value: 1, line: 1 }],
        ['a', { value: 2, line: 2 }],
      ]);
      expect(dataOf(root)).toEqual({ a: 2 });
    },
  );

  it.each([
    ['json', '{\n  "a": ]\n}', { problem: expect.stringContaining('value expected'), line: 2 }],
    [
      'json',
      '{\n  "a": 1\n',
      { problem: expect.stringContaining('close brace expected'), line: 3 },
    ],
    ['json', ' \n', { problem: expect.stringContaining('the file is empty'), line: 1 }],
    [
      'yaml',
      'a: 1\nb: [1, 2\n',
      { problem: expect.stringContaining('Flow sequence in block collection'), line: 3 },
    ],
    [
      'yaml',
      'a: *x\n',
      { problem: expect.stringContaining('there is no anchor for this alias'), line: 1 },
    ],
    ['yaml', '# nothing\n', { problem: expect.stringContaining('the file is empty'), line: 1 }],
  ] as const)('says of broken %s %j where it breaks', async (format, text, fault) => {
    expect(await readDocument(text, format)).toMatchObject(fault);
  });

  it.each([
    ['json', '['.repeat(200_000)],
    [
      'yaml',
      `a0: &a0 [x]\n${Array.from({ length: 20 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}]\n`).join('')}`,
    ],
  ] as const)('refuses %s that unfolds without end', async (format, text) => {
    expect(await readDocument(text, format)).toHaveProperty('problem');
  });

  it('answers the data that a program of its format reads', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const json = JSON.stringify(value, null, 2);
        // Without the sign of -0, which JSON does not write and YAML does.
        const plain: unknown = JSON.parse(json);
        expect(dataOf(await read(json, 'json'))).toEqual(plain);
        expect(dataOf(await read(stringify(plain), 'yaml'))).toEqual(plain);
      }),
    );
  });
});
