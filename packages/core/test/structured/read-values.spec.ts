import { describe, expect, it } from '@jest/globals';
import {
  parseStructured,
  readValues,
  type StructuredFormat,
} from '../../src/structured/read-values.js';

const found = async (text: string, format: StructuredFormat, at: string) =>
  (await readValues(text, format, at)).map(({ path, value, line }) => [
    path.join('.'),
    value,
    line,
  ]);

describe('readValues', () => {
  it('finds a value in JSON, with comments too', async () => {
    const text = '{\n  // mine\n  "env": {\n    "A": "one",\n    "B": "two",\n  }\n}\n';
    expect(await found(text, 'jsonc', 'env.*')).toEqual([
      ['env.A', 'one', 4],
      ['env.B', 'two', 5],
    ]);
    expect(await found(text, 'json', 'env.B')).toEqual([['env.B', 'two', 5]]);
    expect(await found(text, 'json', 'other.B')).toEqual([]);
  });

  it('finds a value in YAML, in a list, behind an alias', async () => {
    const text = 'key: &k one\nclients:\n  - type: openai\n    api_key: *k\nlist:\n  - two\n';
    expect(await found(text, 'yaml', 'clients.*.api_key')).toEqual([
      ['clients.0.api_key', 'one', 1],
    ]);
    expect(await found(text, 'yaml', 'list')).toEqual([['list.0', 'two', 6]]);
    expect((await readValues(text, 'yaml', 'clients.*.api_key'))[0]?.labels).toEqual(['openai']);
  });

  it('finds a value in TOML', async () => {
    const text = '[providers.kimi]\napi_key = "one"\n';
    expect(await found(text, 'toml', 'providers.*.api_key')).toEqual([
      ['providers.kimi.api_key', 'one', 2],
    ]);
    const dotted = '# mine\nproviders."my kimi".api_key = "one" # here\n[[list]]\nkey = "two"\n';
    expect(await found(dotted, 'toml', 'providers.*.api_key')).toEqual([
      ['providers.my kimi.api_key', 'one', 2],
    ]);
    expect(await found(dotted, 'toml', 'list.*.key')).toEqual([['list.0.key', 'two', null]]);
  });

  it.each<[StructuredFormat, string]>([
    ['json', '{"key": "planted'],
    ['yaml', 'key: "planted'],
    ['toml', 'key = "planted'],
  ])('says that a text is not %s without repeating it', async (format, text) => {
    const error = await readValues(text, format, 'key').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'file.corrupt' });
    expect((error as Error).message).not.toContain('planted');
  });
});

describe('parseStructured', () => {
  it('reads several values of one text, switches too', async () => {
    const text = '{"a.b": "one", "general": {"update": false}, "n": 2}';
    const { values } = await parseStructured(text, 'json');
    const at = (path: string | string[]) => values(path).map(({ value }) => value);
    expect([at(['a.b']), at('general.update'), at('n'), at('a.b')]).toEqual([
      ['one'],
      ['false'],
      ['2'],
      [],
    ]);
    expect((await parseStructured('on: true\n', 'yaml')).values('on')).toMatchObject([
      { value: 'true', line: 1 },
    ]);
    expect((await parseStructured('on = true\n', 'toml')).values('on')).toMatchObject([
      { value: 'true', line: 1 },
    ]);
    expect(await readValues('{"on": true}', 'json', 'on')).toEqual([]);
  });

  it.each<[StructuredFormat, string, { line: number; column: number }]>([
    ['json', '{\n  "key" "planted"\n}', { line: 2, column: 9 }],
    ['jsonc', '\uFEFF{\n  "key": planted }', { line: 2, column: 10 }],
    ['yaml', 'a: 1\nkey: "planted', { line: 2, column: 14 }],
    ['toml', 'a = 1\nkey = planted\n', { line: 2, column: 7 }],
  ])('tells where a text stops to be %s, and nothing of it', async (format, text, details) => {
    const error = await parseStructured(text, format).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'file.corrupt', details });
    expect(JSON.stringify(error)).not.toContain('planted');
  });

  it('takes an empty text and one with a mark of its byte order', async () => {
    expect((await parseStructured(' \n', 'json')).values('a')).toEqual([]);
    expect((await parseStructured('\uFEFF{"a":1}', 'json')).values('a')).toHaveLength(1);
  });
});
