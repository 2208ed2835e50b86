import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadProviderDetails, type ProviderDetails } from '@aim/core';
import fc from 'fast-check';
import { checkKey } from '../../src/check.js';
import { keysOf } from '../support/sample-keys.js';

let providers: readonly ProviderDetails[];
beforeAll(async () => {
  providers = await loadProviderDetails();
});

const found = (name: string, value: string) =>
  checkKey({ name, value, providers }).findings.map(({ id, severity }) => `${id} ${severity}`);

describe('a key as its provider makes them', () => {
  it('is found to be one of its kind, without a finding', () => {
    for (const provider of providers) {
      for (const shape of provider.keyShapes) {
        for (const variable of shape.keys ?? provider.keys) {
          fc.assert(
            fc.property(keysOf(shape), (value) => {
              const answer = checkKey({ name: variable, value, providers });
              expect([variable, answer.findings]).toEqual([variable, []]);
              expect(answer.provider).toBe(provider.id);
            }),
            { numRuns: 40 },
          );
        }
      }
    }
  });

  it('is not one any more when it is cut short, and none of its characters is told', () => {
    for (const provider of providers) {
      for (const shape of provider.keyShapes.filter(({ tail }) => tail.min === tail.max)) {
        const [name = ''] = shape.keys ?? provider.keys;
        fc.assert(
          fc.property(keysOf(shape), (value) => {
            const { findings } = checkKey({ name, value: value.slice(0, -1), providers });
            expect([name, findings.map(({ id }) => id)]).toEqual([
              name,
              expect.arrayContaining(['length']),
            ]);
            const told = findings.map(({ message }) => message).join();
            expect(told).not.toContain(value.slice(-12, -1));
          }),
          { numRuns: 10 },
        );
      }
    }
  });
});

describe('the checksum of a GitHub token', () => {
  const token = ['ghp', 'zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq17'].join('_');

  it('fits the token that GitHub published', () => {
    expect(found('GITHUB_TOKEN', token)).toEqual([]);
  });

  it('tells one changed character', () => {
    expect(found('GITHUB_TOKEN', token.replace('zQ', 'zq'))).toEqual(['checksum fail']);
    expect(found('GITHUB_TOKEN', token.replace('q17', 'q71'))).toEqual(['checksum fail']);
  });
});

describe('a value that is no key of its variable', () => {
  const random = 'Kq7Zp2Vw9Rt4Xc6Bn1Mj5Hg3Fd8Sa0Ly';

  it.each([
    ['OPENAI_API_KEY', `sk-ant-api03-${random}`, ['provider fail']],
    ['OPENAI_API_KEY', `gsk_${random}`, ['provider fail']],
    ['ANTHROPIC_API_KEY', `sk-ant-admin01-${random}`, ['provider fail']],
    ['DEEPSEEK_API_KEY', `sk-proj-${random}`, ['provider fail']],
    ['ANTHROPIC_AUTH_TOKEN', `sk-ant-oat01-${random}`, []],
    ['ANTHROPIC_AUTH_TOKEN', random, []],
    ['OPENAI_API_KEY', random, ['prefix fail']],
    ['GITHUB_TOKEN', random, ['prefix warn']],
    ['GEMINI_API_KEY', random, ['prefix warn']],
    ['OPENAI_API_KEY', `sk-${random}`, ['length fail', 'marker fail']],
    ['MISTRAL_API_KEY', `${random.slice(1)}-`, ['characters warn']],
    ['GROQ_API_KEY', `gsk_${random}`, ['length fail']],
    ['OPENAI_API_KEY', `"sk-proj-${random}T3BlbkFJ${random}"`, ['quoted fail']],
    ['OPENAI_API_KEY', `sk-proj-${random}T3BlbkFJ${random}\n`, ['whitespace fail']],
    ['OPENAI_API_KEY', '', ['empty fail']],
    ['openai/work', random, ['prefix fail']],
    ['team/GROQ_API_KEY', random, ['prefix fail']],
    ['team/db', random, []],
    ['PEM', `-----BEGIN KEY-----\n${random}\n`, []],
  ])('%s %j', (name, value, expected) => {
    expect(found(name, value)).toEqual(expected);
  });

  it('is only noted where the key goes to another service', () => {
    const key = { name: 'OPENAI_API_KEY', value: `sk-or-v1-${random}`, providers, elsewhere: true };
    expect(checkKey(key).findings).toEqual([
      { id: 'provider', severity: 'info', message: 'it begins as the API key of OpenRouter does' },
    ]);
  });
});
