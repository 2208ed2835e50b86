import { describe, expect, it } from '@jest/globals';
import { setSecret } from '../../src/manager/change-secret.js';
import { verifySecrets } from '../../src/manager/read-secrets.js';
import { secretsContext, type SecretsContext } from '../../src/manager/secrets-context.js';
import type { SecretAnswer } from '../../src/store/secret-store.js';
import { temporaryHome } from '../support/temporary-home.js';

/** A file vault whose clock is moved by the test. */
function vault(times: { now: string }): SecretsContext {
  const { host, paths } = temporaryHome();
  const now = () => new Date(times.now);
  return secretsContext({ host: { ...host, now }, paths, backend: 'file' });
}

/** The same, where the store answers `absent`, and something happens before the answer is back. */
function lateAnswer(context: SecretsContext, meanwhile: () => Promise<unknown>): SecretsContext {
  return {
    ...context,
    store: async (id) => ({
      ...(await context.store(id)),
      get: async (names) => {
        await meanwhile();
        return new Map(names.map((name): [string, SecretAnswer] => [name, { state: 'absent' }]));
      },
    }),
  };
}

const key = (value: string) => ({ name: 'KEY', value, details: {} });

describe('what the stores say of the secrets', () => {
  it('is recorded with the time at which they were asked', async () => {
    const times = { now: '2026-05-01T10:00:00.000Z' };
    const context = vault(times);
    await setSecret(context, key('old'));
    times.now = '2026-05-01T11:00:00.000Z';
    const asked = lateAnswer(context, async () => (times.now = '2026-05-01T11:00:03.000Z'));
    expect(await verifySecrets(asked)).toMatchObject([
      { name: 'KEY', exists: false, checkedAt: '2026-05-01T11:00:00.000Z' },
    ]);
  });

  it.each(['2026-05-01T11:00:00.000Z', '2026-05-01T11:00:01.000Z'])(
    'does not replace what a set recorded meanwhile, at %s',
    async (setAt) => {
      const times = { now: '2026-05-01T10:00:00.000Z' };
      const context = vault(times);
      await setSecret(context, key('old'));
      times.now = '2026-05-01T11:00:00.000Z';
      const asked = lateAnswer(context, () => {
        times.now = setAt;
        return setSecret(context, key('new'));
      });
      const expected = [{ name: 'KEY', exists: true, checkedAt: setAt, updatedAt: setAt }];
      expect(await verifySecrets(asked)).toMatchObject(expected);
    },
  );

  it('does not replace a later answer, and does replace an earlier one', async () => {
    const times = { now: '2026-05-01T10:00:00.000Z' };
    const context = vault(times);
    await setSecret(context, key('old'));
    times.now = '2026-05-01T11:00:00.000Z';
    const later = lateAnswer(context, () => {
      times.now = '2026-05-01T12:00:00.000Z';
      return verifySecrets(context);
    });
    const kept = { exists: true, checkedAt: '2026-05-01T12:00:00.000Z' };
    expect(await verifySecrets(later)).toMatchObject([kept]);

    times.now = '2026-05-01T14:00:00.000Z';
    const earlier = lateAnswer(context, () => {
      times.now = '2026-05-01T13:00:00.000Z';
      return verifySecrets(context);
    });
    const replaced = { exists: false, checkedAt: '2026-05-01T14:00:00.000Z' };
    expect(await verifySecrets(earlier)).toMatchObject([replaced]);
  });

  it('is recorded for a row of a clock that was ahead', async () => {
    const times = { now: '2036-05-01T10:00:00.000Z' };
    const context = vault(times);
    await setSecret(context, key('old'));
    times.now = '2026-05-01T11:00:00.000Z';
    const asked = lateAnswer(context, async () => undefined);
    expect(await verifySecrets(asked)).toMatchObject([{ exists: false, checkedAt: times.now }]);
  });
});
