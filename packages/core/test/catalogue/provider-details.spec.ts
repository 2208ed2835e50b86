import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalogue, loadProviderDetails, type ProviderDetails } from '../../src/index.js';

let providers: readonly ProviderDetails[];
beforeAll(async () => {
  providers = await loadProviderDetails();
});

const schemaFile = join(import.meta.dirname, '../../src/config/schema/aim-config.schema.json');

describe('the details of providers', () => {
  it('are of the providers of the catalogue, which do not carry them', () => {
    const hot = loadCatalogue().providers;
    expect(providers.map(({ id }) => id)).toEqual(hot.map(({ id }) => id));
    for (const provider of hot) {
      expect(Object.keys(provider).filter((key) => /shape|verify|console/i.test(key))).toEqual([]);
    }
  });

  it('speak of variables that the provider has', () => {
    for (const { id, keys, keyShapes, verify, completeFor = [] } of providers) {
      const named = [...keyShapes, ...verify].flatMap((each) => each.keys ?? []);
      const unknown = [...named, ...completeFor].filter((name) => !keys.includes(name));
      expect([id, unknown]).toEqual([id, []]);
    }
  });

  it('take a base URL only from variables that the catalogue knows as such', () => {
    for (const { id, baseUrlEnv = [] } of loadCatalogue().providers) {
      const provider = providers.find((each) => each.id === id) as ProviderDetails;
      const used = provider.verify.flatMap((question) => question.baseUrlEnv ?? []);
      expect([id, used.filter((name) => !baseUrlEnv.includes(name))]).toEqual([id, []]);
    }
  });

  it('send the key in one header, and never in an address', () => {
    for (const { id, verify } of providers) {
      for (const { headers, path, baseUrl = '' } of verify) {
        const carriers = Object.values(headers).filter((value) => value.includes('{key}'));
        expect([id, carriers.length]).toEqual([id, 1]);
        expect(`${baseUrl}/${path}`).not.toContain('{key}');
      }
    }
  });

  it('have lengths that a key can have', () => {
    for (const { id, keyShapes } of providers) {
      for (const { tail, contains = '', endsWith = '' } of keyShapes) {
        const isPossible = tail.min <= tail.max && tail.min > contains.length + endsWith.length;
        expect([id, isPossible]).toEqual([id, true]);
      }
    }
  });

  it('can each be asked elsewhere, as the configuration says', () => {
    const schema = JSON.parse(readFileSync(schemaFile, 'utf8')) as {
      properties: { secrets: { properties: { endpoints: { properties: object } } } };
    };
    const { endpoints } = schema.properties.secrets.properties;
    expect(Object.keys(endpoints.properties)).toEqual(providers.map(({ id }) => id));
  });
});
