import type { Reply } from '../../../core/test/support/loopback-server.js';

/** How a provider is asked about one of its variables, and what it answers to whom. */
export interface ProviderCase {
  provider: string;
  variable: string;
  /** The path of its base URL, which the loopback server has as well. */
  base: string;
  asked: string;
  /** GET unless told. */
  method?: 'GET' | 'POST';
  header: [name: string, before: string];
  valid: Reply;
  invalid: Reply;
  /** A key that works, but not for everything. */
  limited?: Reply;
}

const bearer: ProviderCase['header'] = ['authorization', 'Bearer '];
const models: Reply = { status: 200, body: { object: 'list', data: [{ id: 'm' }] } };
const openAiError = (code: string) => ({ error: { message: 'words', type: 'invalid', code } });

/** The answers follow the providers' own documents; the data of the catalogue names them. */
export const providerCases: readonly ProviderCase[] = [
  {
    provider: 'openai',
    variable: 'OPENAI_API_KEY',
    base: '/v1',
    asked: '/v1/models',
    header: bearer,
    valid: models,
    invalid: { status: 401, body: openAiError('invalid_api_key') },
    limited: { status: 403, body: { error: { message: 'Missing scopes: api.model.read' } } },
  },
  {
    provider: 'openai',
    variable: 'OPENAI_ADMIN_KEY',
    base: '/v1',
    asked: '/v1/organization/admin_api_keys?limit=1',
    header: bearer,
    valid: { status: 200, body: { object: 'list', data: [] } },
    invalid: { status: 401, body: openAiError('invalid_api_key') },
  },
  {
    provider: 'anthropic',
    variable: 'ANTHROPIC_API_KEY',
    base: '',
    asked: '/v1/models?limit=1',
    header: ['x-api-key', ''],
    valid: { status: 200, body: { data: [], has_more: true } },
    invalid: { status: 401, body: { type: 'error', error: { type: 'authentication_error' } } },
    limited: { status: 403, body: { type: 'error', error: { type: 'permission_error' } } },
  },
  {
    provider: 'anthropic',
    variable: 'ANTHROPIC_ADMIN_KEY',
    base: '',
    asked: '/v1/organizations/api_keys?limit=1',
    header: ['x-api-key', ''],
    valid: { status: 200, body: { data: [] } },
    invalid: { status: 401, body: { type: 'error', error: { type: 'authentication_error' } } },
  },
  {
    provider: 'google',
    variable: 'GEMINI_API_KEY',
    base: '',
    asked: '/v1beta/models?pageSize=1',
    header: ['x-goog-api-key', ''],
    valid: { status: 200, body: { models: [] } },
    invalid: { status: 400, body: { error: { details: [{ reason: 'API_KEY_INVALID' }] } } },
    limited: { status: 403, body: { error: { status: 'PERMISSION_DENIED' } } },
  },
  {
    provider: 'github',
    variable: 'GH_TOKEN',
    base: '',
    asked: '/rate_limit',
    header: bearer,
    valid: { status: 200, body: { resources: {} } },
    invalid: { status: 401, body: { message: 'Bad credentials' } },
  },
  {
    provider: 'openrouter',
    variable: 'OPENROUTER_API_KEY',
    base: '/api/v1',
    asked: '/api/v1/key',
    header: bearer,
    valid: { status: 200, body: { data: { usage: 0, limit: null } } },
    invalid: { status: 401, body: { error: { code: 401 } } },
  },
  {
    provider: 'groq',
    variable: 'GROQ_API_KEY',
    base: '/openai/v1',
    asked: '/openai/v1/models',
    header: bearer,
    valid: models,
    invalid: { status: 401, body: openAiError('invalid_api_key') },
  },
  {
    provider: 'mistral',
    variable: 'MISTRAL_API_KEY',
    base: '/v1',
    asked: '/v1/models',
    header: bearer,
    valid: models,
    invalid: { status: 401, body: { message: 'Unauthorized' } },
  },
  {
    provider: 'deepseek',
    variable: 'DEEPSEEK_API_KEY',
    base: '',
    asked: '/user/balance',
    header: bearer,
    valid: { status: 200, body: { is_available: true, balance_infos: [] } },
    invalid: { status: 401, body: { error: { type: 'authentication_error' } } },
    limited: { status: 200, body: { is_available: false, balance_infos: [] } },
  },
  {
    provider: 'xai',
    variable: 'XAI_API_KEY',
    base: '/v1',
    asked: '/v1/api-key',
    header: bearer,
    valid: { status: 200, body: { api_key_blocked: false, api_key_disabled: false } },
    invalid: { status: 400, body: { code: 'invalid-argument', error: 'Incorrect API key' } },
  },
  {
    provider: 'xai',
    variable: 'XAI_API_KEY',
    base: '/v1',
    asked: '/v1/api-key',
    header: bearer,
    valid: { status: 200, body: {} },
    invalid: { status: 200, body: { api_key_blocked: true } },
  },
  {
    provider: 'together',
    variable: 'TOGETHER_API_KEY',
    base: '/v1',
    asked: '/v1/models',
    header: bearer,
    // Its list is long, and is not read.
    valid: { status: 200, body: [{ description: 'x'.repeat(200_000) }] },
    invalid: { status: 401, body: openAiError('invalid_api_key') },
  },
  {
    provider: 'azure-openai',
    variable: 'AZURE_OPENAI_API_KEY',
    base: '',
    asked: '/openai/models?api-version=2024-10-21',
    header: ['api-key', ''],
    valid: models,
    invalid: { status: 401, body: { error: { code: '401' } } },
  },
  {
    provider: 'azure-openai',
    variable: 'AZURE_OPENAI_AD_TOKEN',
    base: '',
    asked: '/openai/models?api-version=2024-10-21',
    header: bearer,
    valid: models,
    invalid: { status: 401, body: { error: { code: '401' } } },
  },
  {
    provider: 'cohere',
    variable: 'COHERE_API_KEY',
    base: '',
    asked: '/v1/check-api-key',
    method: 'POST',
    header: bearer,
    valid: { status: 200, body: { valid: true, organization_id: 'o' } },
    invalid: { status: 200, body: { valid: false } },
  },
  {
    provider: 'huggingface',
    variable: 'HF_TOKEN',
    base: '',
    asked: '/api/whoami-v2',
    header: bearer,
    valid: { status: 200, body: { type: 'user', name: 'somebody' } },
    invalid: { status: 401, body: { error: 'Invalid username or password.' } },
  },
  {
    provider: 'perplexity',
    variable: 'PERPLEXITY_API_KEY',
    base: '',
    asked: '/async/chat/completions',
    header: bearer,
    valid: { status: 200, body: { requests: [] } },
    invalid: { status: 401, body: '<html>401 Authorization Required</html>' },
  },
  {
    provider: 'fireworks',
    variable: 'FIREWORKS_API_KEY',
    base: '/inference/v1',
    asked: '/inference/v1/models',
    header: bearer,
    valid: models,
    invalid: { status: 401, body: { error: 'unauthorized' } },
  },
  {
    provider: 'aws-bedrock',
    variable: 'AWS_BEARER_TOKEN_BEDROCK',
    base: '',
    asked: '/foundation-models',
    header: bearer,
    valid: { status: 200, body: { modelSummaries: [] } },
    invalid: { status: 403, body: { Message: 'Authentication failed: not a valid API Key' } },
    limited: {
      status: 403,
      body: { Message: 'is not authorized to perform: bedrock:ListFoundationModels' },
    },
  },
];
