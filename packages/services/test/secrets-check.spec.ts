import { afterEach, describe, expect, it } from '@jest/globals';
import { chmodSync } from 'node:fs';
import {
  loopbackServer,
  type LoopbackServer,
  type Reply,
} from '../../core/test/support/loopback-server.js';
import { readAll, user, userConfig, write } from './support/user.js';

const random = 'Kq7Zp2Vw9Rt4Xc6Bn1Mj5Hg3Fd8Sa0LyQw3Er5Ty7Ui9Op2As4Df6Gh8';
const groqKey = `gsk_${random.slice(0, 52)}`;
const openRouterKey = `sk-or-v1-${'0123456789abcdef'.repeat(4)}`;

let server: LoopbackServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** Somebody whose configuration names a server of this machine for these providers. */
async function asking(reply: (url: string) => Reply, ...providers: string[]) {
  server = await loopbackServer(({ url }) => reply(url));
  const { origin } = server;
  const endpoints = Object.fromEntries(providers.map((id) => [id, `${origin}/${id}`]));
  return user({ [userConfig]: JSON.stringify({ secrets: { endpoints } }) });
}

describe('a check of all secrets', () => {
  it('says of each what was found, asks nobody, and shows no value', async () => {
    const { aim, home, audit } = user();
    await aim().setSecret({ name: 'GROQ_API_KEY', value: groqKey });
    await aim().setSecret({ name: 'OPENAI_API_KEY', value: 'sk-...', expiresAt: '2026-11-25' });
    await aim().setSecret({ name: 'team/db', value: 'whatever' });
    const checked = await aim().checkSecrets();
    expect(
      checked.map(({ name, provider, kind, findings, online }) => [
        name,
        provider,
        kind,
        findings.map(({ id }) => id),
        online,
      ]),
    ).toEqual([
      ['GROQ_API_KEY', 'groq', 'API key', [], null],
      ['OPENAI_API_KEY', 'openai', null, ['placeholder', 'expires-soon'], null],
      ['team/db', null, null, [], null],
    ]);
    expect(JSON.stringify(checked) + readAll(`${home}/aim/data/audit`)).not.toContain(random);
    expect(checked.map(({ lastUsedAt }) => lastUsedAt)).toEqual([null, null, null]);
    expect(audit().at(-1)).toMatchObject({
      event_type: 'secret_check',
      details: { keys: ['GROQ_API_KEY', 'OPENAI_API_KEY', 'team/db'], online: false },
    });
  });

  it('is an error for a name that is not stored, and when no value can be read', async () => {
    const { aim, home } = user();
    await aim().setSecret({ name: 'GROQ_API_KEY', value: groqKey });
    await expect(aim().checkSecrets({ names: ['GROQ_KEY'] })).rejects.toMatchObject({
      code: 'secret.absent',
    });
    chmodSync(`${home}/aim/data/secrets/vault.aim`, 0o644);
    await expect(aim().checkSecrets()).rejects.toMatchObject({ code: 'file.insecure' });
  });
});

describe('a check with the providers', () => {
  it('tells valid, rejected and unknown', async () => {
    const status: Record<string, number> = { groq: 200, openrouter: 401, mistral: 503 };
    const { aim, audit } = await asking(
      (url) => ({ status: status[url.split('/')[1] as string] as number }),
      'groq',
      'openrouter',
      'mistral',
    );
    await aim().setSecret({ name: 'GROQ_API_KEY', value: groqKey });
    await aim().setSecret({ name: 'OPENROUTER_API_KEY', value: openRouterKey });
    await aim().setSecret({ name: 'MISTRAL_API_KEY', value: random.slice(0, 32) });
    await aim().setSecret({ name: 'CLAUDE_CODE_OAUTH_TOKEN', value: `sk-ant-oat01-${random}` });
    const checked = await aim().checkSecrets({ online: true });
    expect(checked.map(({ name, online }) => [name, online?.result, online?.status])).toEqual([
      ['CLAUDE_CODE_OAUTH_TOKEN', 'unknown', null],
      ['GROQ_API_KEY', 'valid', 200],
      ['MISTRAL_API_KEY', 'unknown', 503],
      ['OPENROUTER_API_KEY', 'rejected', 401],
    ]);
    expect(server?.heard).toHaveLength(3);
    expect(audit().at(-1)).toMatchObject({ details: { rejected: ['OPENROUTER_API_KEY'] } });
  });

  it('does not give the key of one provider to another', async () => {
    const { aim } = await asking(() => ({ status: 200 }));
    const env = { OPENAI_BASE_URL: undefined };
    await aim().setSecret({ name: 'OPENAI_API_KEY', value: openRouterKey });
    await aim().setSecret({ name: 'GROQ_API_KEY', value: 'your-api-key' });
    const checked = await aim({ env }).checkSecrets({ online: true });
    expect(checked.map(({ online }) => [online?.result, online?.asked, online?.reason])).toEqual([
      ['unknown', null, 'not asked, since it looks like a placeholder'],
      ['unknown', null, 'not asked, since it begins as the API key of OpenRouter does'],
    ]);
  });

  it('asks the service that the environment names on this machine, by its own rules', async () => {
    const { aim } = await asking(() => ({ status: 200 }));
    const env = { OPENAI_BASE_URL: `${server?.origin}/v1` };
    await aim().setSecret({ name: 'OPENAI_API_KEY', value: openRouterKey });
    const [checked] = await aim({ env }).checkSecrets({ online: true });
    expect(checked).toMatchObject({
      findings: [{ id: 'provider', severity: 'info' }],
      online: { result: 'valid', asked: server?.origin },
    });
    expect(server?.heard.map(({ url }) => url)).toEqual(['/v1/models']);
  });

  it('asks nobody for a project that is not trusted', async () => {
    const { aim, home } = await asking(() => ({ status: 200 }));
    const endpoints = { groq: server?.origin };
    write(home, { 'clone/aim_config.json': JSON.stringify({ secrets: { endpoints } }) });
    await aim().setSecret({ name: 'GROQ_API_KEY', value: groqKey });
    const cwd = `${home}/clone`;
    await aim({ cwd }).checkSecrets({ online: true, deadlineMs: 1000 });
    expect(server?.heard).toEqual([]);
    await aim({ cwd }).trust();
    const [checked] = await aim({ cwd }).checkSecrets({ online: true });
    expect(checked?.online).toMatchObject({ result: 'valid', asked: server?.origin });
  });
});
