import { afterEach, describe, expect, it } from '@jest/globals';
import { loopbackServer, type LoopbackServer } from '../../core/test/support/loopback-server.js';
import { user, userConfig } from './support/user.js';

const oldKey = `gsk_${'Kq7Zp2Vw9Rt4Xc6Bn1Mj5Hg3Fd8Sa0LyQw3Er5Ty7Ui9Op2As4Df'}`;
const newKey = `gsk_${'Zx8Cv6Bn4Ma2Sd0Fg9Hj7Kl5Qw3Er1TyUi8Op6As4Df2Gh0Jk9Lz'}`;
const keepMs = 7 * 86_400_000;

let server: LoopbackServer;
afterEach(() => server.close());

/** Somebody with an old key at Groq, which answers with this status. */
async function withOldKey(status: number) {
  server = await loopbackServer(() => ({ status }));
  const endpoints = { groq: server.origin };
  const who = user({ [userConfig]: JSON.stringify({ secrets: { endpoints } }) });
  await who.aim().setSecret({ name: 'GROQ_API_KEY', value: oldKey, expiresAt: '2026-11-25' });
  return who;
}

const request = { name: 'GROQ_API_KEY', value: newKey, keepMs };

describe('a rotation', () => {
  it('checks the new value before it takes the place of the old one', async () => {
    const { aim, audit } = await withOldKey(200);
    const plan = await aim().planRotation(request);
    expect(plan).toMatchObject({
      provider: 'groq',
      revokeAt: 'https://console.groq.com/keys',
      findings: [],
      online: { result: 'valid' },
    });
    expect(server.heard[0]?.headers.authorization).toBe(`Bearer ${newKey}`);
    expect(await aim().getSecret('GROQ_API_KEY')).toBe(oldKey);
    const { old, secret } = await aim().rotateSecret(request, plan);
    expect(old?.retiresAt).toBe('2026-11-28T10:00:00.000Z');
    expect(secret.expiresAt).toBeNull();
    expect(await aim().getSecret('GROQ_API_KEY')).toBe(newKey);
    expect(audit()).toContainEqual(
      expect.objectContaining({
        event_type: 'secret_rotate',
        details: expect.objectContaining({ key: 'GROQ_API_KEY', checked: 'valid', success: true }),
      }),
    );
  });

  it('is refused when the provider rejects the new value', async () => {
    const { aim, audit } = await withOldKey(401);
    await expect(aim().planRotation({ ...request, force: true })).rejects.toMatchObject({
      code: 'secret.rejected',
      message: `The new value of GROQ_API_KEY is not stored: ${server.origin} rejects it: the provider does not know it, or has revoked it`,
      details: { name: 'GROQ_API_KEY', status: 401 },
    });
    expect(await aim().getSecret('GROQ_API_KEY')).toBe(oldKey);
    expect(audit()).toContainEqual(
      expect.objectContaining({ event_type: 'secret_rotate', severity: 'warning' }),
    );
    expect((await aim().planRotation({ ...request, offline: true })).online).toBeNull();
  });

  it('is refused for what does not look like a key, unless that is forced', async () => {
    const { aim } = await withOldKey(200);
    const value = `xai-${'Kq7Zp2Vw9R'.repeat(8)}`;
    await aim().setSecret({ name: 'XAI_API_KEY', value });
    const short = { name: 'XAI_API_KEY', value: value.slice(0, -1), keepMs, offline: true };
    await expect(aim().planRotation(short)).rejects.toMatchObject({
      code: 'secret.rejected',
      details: { findings: ['length'] },
    });
    expect(await aim().planRotation({ ...short, force: true })).toMatchObject({ online: null });
    // A server of one's own makes keys of its own form.
    expect((await aim().planRotation({ ...request, value: 'mine' })).findings).toMatchObject([
      { id: 'prefix', severity: 'info' },
    ]);
  });

  it('does not ask, and says so, for a secret of no provider', async () => {
    const { aim } = await withOldKey(200);
    await aim().setSecret({ name: 'team/db', value: 'old' });
    const plan = await aim().planRotation({ name: 'team/db', value: 'new', keepMs });
    expect(plan).toMatchObject({ provider: null, revokeAt: null, online: null });
  });

  it('needs a secret that is there, another value, and a time that is one', async () => {
    const { aim } = await withOldKey(200);
    const codeOf = (change: object) =>
      aim()
        .planRotation({ ...request, ...change })
        .catch((error: { code: string }) => error.code);
    expect(await codeOf({ name: 'GROQ_KEY' })).toBe('secret.absent');
    expect(await codeOf({ value: oldKey })).toBe('usage.invalid');
    expect(await codeOf({ expiresAt: 'soon' })).toBe('usage.invalid');
    expect(server.heard).toEqual([]);
  });
});
