import { describe, expect, it } from '@jest/globals';
import { AimError } from '@aim/core';
import { testHost } from '../../../core/test/support/test-host.js';
import { childEnvironment, type ChildKeys } from '../../src/inject/child-environment.js';
import type { SecretAnswer } from '../../src/store/secret-store.js';

const locked = new AimError('secret.locked', 'The keychain is locked');

/** A manager that holds these answers and counts how often it is asked. */
function manager(answers: Record<string, SecretAnswer>) {
  const asked: string[][] = [];
  return {
    asked,
    listSecrets: async () => Object.keys(answers).map((name) => ({ name })) as never,
    readSecrets: async (names: readonly string[]) => {
      asked.push([...names]);
      return new Map(names.map((name) => [name, answers[name] ?? { state: 'absent' as const }]));
    },
  };
}

const claude: ChildKeys = {
  keys: [{ env: 'ANTHROPIC_API_KEY' }, { env: 'CLAUDE_TOKEN' }],
  extra: [],
  knownKeys: new Set(['ANTHROPIC_API_KEY', 'OPENAI_API_KEY']),
  loginPresent: false,
  overriddenBy: [],
  inject: 'auto',
  isTool: true,
};

describe('childEnvironment', () => {
  it('puts the stored keys in and takes the keys of others out', async () => {
    const host = testHost({
      env: {
        HOME: '/home/ann',
        OPENAI_API_KEY: 'inherited',
        AIM_PASSPHRASE_FILE: '/x',
        CLAUDE_TOKEN: 'kept',
      },
    });
    const secrets = manager({ ANTHROPIC_API_KEY: { state: 'present', value: 'stored' } });
    const { env, values, unread } = await childEnvironment(secrets, host, claude);
    expect(env).toEqual({ HOME: '/home/ann', CLAUDE_TOKEN: 'kept', ANTHROPIC_API_KEY: 'stored' });
    expect(values.sort()).toEqual(['kept', 'stored']);
    expect(unread).toEqual([]);
    expect(secrets.asked).toEqual([['ANTHROPIC_API_KEY']]);
  });

  it('tells which secrets could not be read, and why', async () => {
    const secrets = manager({ ANTHROPIC_API_KEY: { state: 'locked', error: locked } });
    const extra = [{ env: 'TOKEN', secret: 'NEVER_STORED' }];
    const { env, unread } = await childEnvironment(secrets, testHost(), { ...claude, extra });
    expect(env).toEqual({});
    expect(unread).toEqual([
      {
        env: 'ANTHROPIC_API_KEY',
        secret: 'ANTHROPIC_API_KEY',
        answer: { state: 'locked', error: locked },
      },
      { env: 'TOKEN', secret: 'NEVER_STORED', answer: { state: 'absent' } },
    ]);
  });

  it('keeps a variable that is named like a part of every object', async () => {
    const host = testHost({ env: { __proto__: undefined, constructor: 'mine' } as never });
    const { env } = await childEnvironment(manager({}), host, {
      ...claude,
      keys: [],
      isTool: false,
    });
    expect(Object.entries(env)).toEqual([['constructor', 'mine']]);
  });
});
