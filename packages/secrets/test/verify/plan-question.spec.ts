import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadProviderDetails, type ProviderDetails } from '@aim/core';
import { planQuestion, providerOf, type BaseUrlSources, type KeyOwner } from '../../src/check.js';

let providers: readonly ProviderDetails[];
beforeAll(async () => {
  providers = await loadProviderDetails();
});

const key = 'Kq7Zp2Vw9Rt4Xc6Bn1Mj5Hg3Fd8Sa0Ly';

/** The address that would be asked, or why none is. */
function addressFor(name: string, sources: Partial<BaseUrlSources> = {}, value = key): string {
  const owner = providerOf(name, providers) as KeyOwner;
  const all = { env: {}, endpoints: {}, allowedHosts: [], ...sources };
  const question = planQuestion(owner, value, all);
  return 'why' in question ? `not asked: ${question.why}` : question.url.href;
}

describe('where a provider is asked', () => {
  it.each([
    ['OPENAI_API_KEY', 'https://api.openai.com/v1/models'],
    ['openai/work', 'https://api.openai.com/v1/models'],
    ['ANTHROPIC_API_KEY', 'https://api.anthropic.com/v1/models?limit=1'],
    ['GEMINI_API_KEY', 'https://generativelanguage.googleapis.com/v1beta/models?pageSize=1'],
    ['OPENROUTER_API_KEY', 'https://openrouter.ai/api/v1/key'],
    ['AZURE_API_KEY', 'not asked: AZURE_OPENAI_ENDPOINT or AZURE_OPENAI_API_ENDPOINT or'],
    ['AWS_BEARER_TOKEN_BEDROCK', 'not asked: AWS_REGION or AWS_DEFAULT_REGION has to name'],
    ['GH_ENTERPRISE_TOKEN', 'not asked: GITHUB_API_URL has to say'],
    ['CLAUDE_CODE_OAUTH_TOKEN', 'not asked: AIM knows no free question to Anthropic'],
    ['AWS_SECRET_ACCESS_KEY', 'not asked: AIM knows no free question to AWS Bedrock'],
  ])('%s without a word from the user', (name, address) => {
    expect(addressFor(name)).toContain(address);
  });

  it.each([
    ['AWS_BEARER_TOKEN_BEDROCK', { AWS_REGION: 'eu-central-1' }, 'https://bedrock.eu-central-1.'],
    ['AWS_BEARER_TOKEN_BEDROCK', { AWS_REGION: 'x.evil.test/' }, 'not asked: AWS_REGION or'],
    [
      'OPENAI_API_KEY',
      { OPENAI_BASE_URL: 'http://127.0.0.1:4000/v1/' },
      'http://127.0.0.1:4000/v1/',
    ],
    ['OPENAI_API_KEY', { OPENAI_BASE_URL: 'http://[::1]:4000' }, 'http://[::1]:4000/models'],
    ['OPENAI_API_KEY', { OPENAI_BASE_URL: 'https://api.openai.com/v1' }, 'https://api.openai.com/'],
    ['OPENAI_API_KEY', { OPENAI_BASE_URL: 'http://api.openai.com/v1' }, 'not asked: OPENAI_BASE_'],
    ['OPENAI_API_KEY', { OPENAI_BASE_URL: 'https://evil.test/v1' }, 'not asked: OPENAI_BASE_URL n'],
    ['OPENAI_API_KEY', { OPENAI_BASE_URL: 'https://localhost.evil.test' }, 'not asked: OPENAI_'],
    ['OPENAI_API_KEY', { OPENAI_BASE_URL: 'https://127.0.0.1.evil.test' }, 'not asked: OPENAI_'],
    ['OPENAI_API_KEY', { OPENAI_BASE_URL: 'https://me:pw@api.openai.com' }, 'holds more than'],
    ['OPENAI_API_KEY', { OPENAI_BASE_URL: 'https://api.openai.com/?to=' }, 'holds more than'],
    ['OPENAI_API_KEY', { OPENAI_BASE_URL: 'file:///etc' }, 'no http or https address'],
    ['OPENAI_API_KEY', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, 'not asked: NODE_TLS_REJECT'],
    [
      'AZURE_API_KEY',
      { AZURE_API_BASE: 'https://mine.openai.azure.com/' },
      'https://mine.openai.azure.com/openai/models?api-version=',
    ],
    ['AZURE_API_KEY', { AZURE_API_BASE: 'https://openai.azure.com.evil.test' }, 'not asked: AZURE'],
  ])('%s with %j', (name, env, address) => {
    expect(addressFor(name, { env })).toContain(address);
  });

  it('is another host only when the user allows it', () => {
    const env = { OPENAI_BASE_URL: 'https://proxy.test/v1' };
    expect(addressFor('OPENAI_API_KEY', { env })).toBe(
      'not asked: OPENAI_BASE_URL names proxy.test; --allow-host proxy.test lets AIM ask it',
    );
    expect(addressFor('OPENAI_API_KEY', { env, allowedHosts: ['proxy.test'] })).toBe(
      'https://proxy.test/v1/models',
    );
  });

  it('is what the configuration says, before the environment', () => {
    const sources = {
      env: { OPENAI_BASE_URL: 'https://evil.test/v1' },
      endpoints: { openai: 'https://proxy.test/openai' },
    };
    expect(addressFor('OPENAI_API_KEY', sources)).toBe('https://proxy.test/openai/models');
    const clear = { endpoints: { openai: 'http://proxy.test' } };
    expect(addressFor('OPENAI_API_KEY', clear)).toContain('sent in clear');
  });

  it('is nowhere for a value that no header can hold', () => {
    for (const value of ['a\nb', 'ключ', 'a b', '']) {
      expect(addressFor('OPENAI_API_KEY', {}, value)).toContain('cannot be sent');
    }
  });
});
