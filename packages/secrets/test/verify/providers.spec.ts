import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { loadProviderDetails, type ProviderDetails } from '@aim/core';
import {
  loopbackServer,
  type LoopbackServer,
  type Reply,
} from '../../../core/test/support/loopback-server.js';
import { askProvider, planQuestion, type KeyOwner } from '../../src/check.js';
import { providerCases, type ProviderCase } from '../support/provider-answers.js';

let providers: readonly ProviderDetails[];
beforeAll(async () => {
  providers = await loadProviderDetails();
});

let server: LoopbackServer;
afterEach(() => server.close());

const key = 'Kq7Zp2Vw9Rt4Xc6Bn1Mj5Hg3Fd8Sa0Ly';

/** Asks about the key of a case, at a server that gives this reply to whoever sends it rightly. */
async function askAs(
  { provider: id, variable, base, header, method = 'GET', asked }: ProviderCase,
  reply: Reply,
  deadlineMs = 5000,
) {
  server = await loopbackServer((request) => {
    const isRight =
      request.method === method &&
      request.url === asked &&
      request.headers[header[0]] === `${header[1]}${key}`;
    return isRight ? reply : { status: 404 };
  });
  const provider = providers.find((each) => each.id === id) as ProviderDetails;
  const question = planQuestion({ provider, variable } satisfies KeyOwner, key, {
    env: {},
    endpoints: { [id]: `${server.origin}${base}` },
    allowedHosts: [],
  });
  if ('why' in question) throw new Error(question.why);
  return askProvider(question, { fetch, deadlineMs });
}

const each = providerCases.map((providerCase) => ({
  name: `${providerCase.provider} (${providerCase.variable})`,
  providerCase,
}));

describe('a provider that is asked about a key', () => {
  it.each(each)(
    '$name: valid, and the key is sent in one header alone',
    async ({ providerCase }) => {
      expect(await askAs(providerCase, providerCase.valid)).toMatchObject({
        result: 'valid',
        limited: false,
        asked: server.origin,
        unreachable: false,
      });
      expect(server.heard).toHaveLength(1);
      const [{ url = '', headers = {} } = {}] = server.heard;
      expect(url).not.toContain(key);
      const carriers = Object.entries(headers).filter(([, value]) => String(value).includes(key));
      expect(carriers.map(([name]) => name)).toEqual([providerCase.header[0]]);
    },
  );

  it.each(each)('$name: rejected', async ({ providerCase }) => {
    const answer = await askAs(providerCase, providerCase.invalid);
    expect(answer).toMatchObject({ result: 'rejected', limited: false, unreachable: false });
  });

  it.each(each)('$name: limited with 429', async ({ providerCase }) => {
    const answer = await askAs(providerCase, { status: 429, body: { error: key } });
    expect(answer).toMatchObject({ result: 'valid', limited: true, status: 429 });
  });

  it.each(each.filter(({ providerCase }) => providerCase.limited !== undefined))(
    '$name: limited in its own way',
    async ({ providerCase }) => {
      const answer = await askAs(providerCase, providerCase.limited as Reply);
      expect(answer).toMatchObject({ result: 'valid', limited: true });
    },
  );

  it.each(each)('$name: unknown when it is in trouble', async ({ providerCase }) => {
    const answer = await askAs(providerCase, { status: 503, body: key });
    expect(answer).toMatchObject({ result: 'unknown', status: 503, unreachable: true });
    expect(JSON.stringify(answer)).not.toContain(key);
  });
});

describe('the cases', () => {
  it('are of all sixteen providers', async () => {
    server = await loopbackServer(() => 'hang');
    const ids = new Set(providerCases.map(({ provider }) => provider));
    expect([...ids].sort()).toEqual(providers.map(({ id }) => id).sort());
  });
});

describe('an answer that proves nothing', () => {
  const [openai] = providerCases as [ProviderCase];
  const anthropic = providerCases[2] as ProviderCase;

  it('is none in time', async () => {
    const answer = await askAs(openai, 'hang', 50);
    expect(answer).toMatchObject({ result: 'unknown', status: null, unreachable: true });
    expect(answer.reason).toBe('no answer within 0.05 s');
  });

  it('is a connection that ends', async () => {
    const answer = await askAs(openai, 'drop');
    expect(answer).toMatchObject({ result: 'unknown', status: null, unreachable: true });
    expect(answer.reason).toBe('it cannot be reached (UND_ERR_SOCKET)');
  });

  it('is a redirect, and nobody else gets the key', async () => {
    const other = await loopbackServer(() => ({ status: 200 }));
    const answer = await askAs(openai, { status: 302, headers: { location: other.origin } });
    expect(answer).toMatchObject({ result: 'unknown', status: 302, unreachable: false });
    expect(other.heard).toEqual([]);
    await other.close();
  });

  it('is a refusal that has nothing to do with the key', async () => {
    const body = { error: { code: 'unsupported_country_region_territory' } };
    expect(await askAs(openai, { status: 403, body })).toMatchObject({ result: 'unknown' });
    await server.close();
    const forbidden = { error: { type: 'forbidden', message: 'Request not allowed' } };
    expect(await askAs(anthropic, { status: 403, body: forbidden })).toMatchObject({
      result: 'unknown',
      reason: 'status 403 proves nothing',
    });
  });

  it('is one that is longer than AIM reads, where it would matter', async () => {
    const answer = await askAs(openai, { status: 403, body: 'x'.repeat(100_000) });
    expect(answer).toMatchObject({
      result: 'unknown',
      reason: expect.stringContaining('too long'),
    });
  });
});
