import { describe, expect, it } from '@jest/globals';
import { loadJobCatalogue } from '@aim/core';
import { classifyRun } from '../../src/classify/classify-run.js';
import { errorClasses } from '../../src/classify/error-classes.js';
import { buildRegistry } from '../../src/tools/build-registry.js';
import type { Tool } from '../../src/tools/tool.js';
import { catalogueTool, registryOf } from '../support/machine.js';

const catalogue = buildRegistry(await loadJobCatalogue(), {});
const plain = registryOf([catalogueTool('plain')]).tools.get('plain') as Tool;

function classOf(tool: Tool, stderr: string, exitCode = 1): string {
  return classifyRun({ tool, result: ended({ stderr, exitCode }), deadlineMs: 1000 }).class;
}

function ended(part: object) {
  const plainEnd = { exitCode: 1, signal: null, stdout: '', stderr: '', truncated: false };
  return { ...plainEnd, endedBy: 'itself' as const, ...part };
}

describe('what the tools of the catalogue say when they fail', () => {
  it.each([
    ['claude', 'Not logged in · Please run /login', 'UNAUTHENTICATED'],
    ['claude', 'Invalid API key · Fix external API key', 'UNAUTHENTICATED'],
    ['claude', 'This organization has been disabled', 'UNAUTHENTICATED'],
    ['claude', "You've hit your weekly limit · resets 3pm", 'QUOTA_EXHAUSTED'],
    ['claude', 'Credit balance is too low', 'QUOTA_EXHAUSTED'],
    ['claude', 'API Error: Request rejected (429)', 'RATE_LIMITED'],
    ['claude', 'API Error: Repeated 529 Overloaded errors', 'UNAVAILABLE'],
    ['claude', 'Unable to connect to API (ECONNREFUSED)', 'UNAVAILABLE'],
    ['claude', 'Prompt is too long', 'CONTEXT_OVERFLOW'],
    ['codex', 'unexpected status 401 Unauthorized: Missing bearer', 'UNAUTHENTICATED'],
    ['codex', 'Please log out and sign in again.', 'UNAUTHENTICATED'],
    ['codex', "You've hit your usage limit. Try again at 3:05 PM.", 'QUOTA_EXHAUSTED'],
    ['codex', 'Quota exceeded. Check your plan and billing details.', 'QUOTA_EXHAUSTED'],
    ['codex', 'exceeded retry limit, last status: 429 Too Many Requests', 'RATE_LIMITED'],
    ['codex', 'Selected model is at capacity. Please try a different model.', 'UNAVAILABLE'],
    ['codex', 'Connection failed: error sending request', 'UNAVAILABLE'],
    ['codex', "Codex ran out of room in the model's context window.", 'CONTEXT_OVERFLOW'],
    [
      'codex',
      'Not inside a trusted directory and --skip-git-repo-check was not specified.',
      'PERMISSION_DENIED',
    ],
    ['gemini', 'Please set an Auth method in your /h/.gemini/settings.json', 'UNAUTHENTICATED'],
    ['gemini', 'API key not valid. Please pass a valid API key.', 'UNAUTHENTICATED'],
    ['gemini', '[API Error: quota (Status: RESOURCE_EXHAUSTED)]', 'RATE_LIMITED'],
    ['gemini', 'TerminalQuotaError: You have exhausted your daily quota', 'QUOTA_EXHAUSTED'],
    ['gemini', 'MODEL_CAPACITY_EXHAUSTED', 'UNAVAILABLE'],
    ['gemini', 'exception TypeError: fetch failed sending request', 'UNAVAILABLE'],
    ['gemini', 'The input token count (2000000) exceeds the maximum', 'CONTEXT_OVERFLOW'],
    ['copilot', 'Error: No authentication information found.', 'UNAUTHENTICATED'],
    ['copilot', 'You have no premium requests left', 'QUOTA_EXHAUSTED'],
    ['copilot', 'Sorry, you have exceeded your rate limit', 'RATE_LIMITED'],
    ['opencode', 'AI_LoadAPIKeyError: OpenAI API key is missing', 'UNAUTHENTICATED'],
    ['opencode', 'ProviderModelNotFoundError', 'INVALID_ARGUMENT'],
    ['opencode', 'permission requested: bash', 'PERMISSION_DENIED'],
    ['qwen', 'No auth type is selected.', 'UNAUTHENTICATED'],
    ['droid', 'Authentication failed. Please log in using /login or set a …', 'UNAUTHENTICATED'],
    ['auggie', '❌ No auth provided. Please log in with `auggie login` or …', 'UNAUTHENTICATED'],
    ['qwen', '[qwen-code] Waiting for API capacity... attempt 3', 'UNAVAILABLE'],
    [
      'aider',
      'The API provider is not able to authenticate you. Check your API key.',
      'UNAUTHENTICATED',
    ],
    ['aider', 'Insufficient credits with the API provider. Please add credits.', 'QUOTA_EXHAUSTED'],
    ['aider', 'The API provider has rate limited you. Try again later.', 'RATE_LIMITED'],
    ['aider', "The API provider's servers are down or overloaded.", 'UNAVAILABLE'],
    ['aider', 'Model gpt-4o has hit a token limit!', 'CONTEXT_OVERFLOW'],
    ['goose', 'Authentication error: invalid key', 'UNAUTHENTICATED'],
    ['goose', 'Credits exhausted: top up', 'QUOTA_EXHAUSTED'],
    ['goose', 'Rate limit exceeded: slow down', 'RATE_LIMITED'],
    ['goose', 'Network error: dns', 'UNAVAILABLE'],
    ['goose', 'Context length exceeded: 200k', 'CONTEXT_OVERFLOW'],
    ['llm', "Error: No key found - add one using 'llm keys set openai'", 'UNAUTHENTICATED'],
    ['llm', 'Error: Error code: 429 - slow down', 'RATE_LIMITED'],
    ['llm', "Error: 'gpt-9' is not a known model", 'INVALID_ARGUMENT'],
    ['llm', 'Error: Connection error.', 'UNAVAILABLE'],
    ['ollama', 'Error: could not connect to a running Ollama instance', 'UNAVAILABLE'],
    ['ollama', 'the input length exceeds the context length', 'CONTEXT_OVERFLOW'],
  ])('%s: %s', (id, text, expected) => {
    expect(classOf(catalogue.tools.get(id) as Tool, text)).toBe(expected);
  });

  it.each([
    ['gemini', 41, 'UNAUTHENTICATED'],
    ['gemini', 173, 'RATE_LIMITED'],
    ['codex', 2, 'INVALID_ARGUMENT'],
    ['llm', 2, 'INVALID_ARGUMENT'],
  ])('%s: exit code %i', (id, exitCode, expected) => {
    expect(classOf(catalogue.tools.get(id) as Tool, '', exitCode)).toBe(expected);
  });
});

describe('what any program may say when it fails', () => {
  it.each([
    ['HTTP 402 Payment Required', 'QUOTA_EXHAUSTED'],
    ['{"error":{"code":"insufficient_quota","message":"429"}}', 'QUOTA_EXHAUSTED'],
    ['429 Too Many Requests', 'RATE_LIMITED'],
    ['request failed with status code 429', 'RATE_LIMITED'],
    ['Retry-After: 20', 'RATE_LIMITED'],
    ["This model's maximum context length is 8192 tokens", 'CONTEXT_OVERFLOW'],
    ['Error code: 401', 'UNAUTHENTICATED'],
    ['Incorrect API key provided: sk-***', 'UNAUTHENTICATED'],
    ['OPENAI_API_KEY not set', 'UNAUTHENTICATED'],
    ['error: no api key', 'UNAUTHENTICATED'],
    ['HTTP/1.1 403 Forbidden', 'PERMISSION_DENIED'],
    ['503 Service Unavailable', 'UNAVAILABLE'],
    ['connect ECONNREFUSED 127.0.0.1:443', 'UNAVAILABLE'],
    ['curl: (6) Could not resolve host: api.example.com', 'UNAVAILABLE'],
    ['getaddrinfo EAI_AGAIN api.example.com', 'UNAVAILABLE'],
    ['write failed: No space left on device', 'RESOURCE_LIMIT'],
    ['FATAL ERROR: JavaScript heap out of memory', 'RESOURCE_LIMIT'],
    ['blocked by our content policy', 'REFUSED'],
    ['400 Bad Request: invalid_request_error', 'INVALID_ARGUMENT'],
    ['Traceback: KeyError at line 401', 'TOOL_CRASH'],
    ['processed 429 files, then gave up', 'TOOL_CRASH'],
    ['sh: ./x: Permission denied', 'TOOL_CRASH'],
    ['', 'TOOL_CRASH'],
  ])('%s', (text, expected) => {
    expect(classOf(plain, text)).toBe(expected);
  });

  it('counts in this order: structured status, exit code, structured words, stderr, stdout', () => {
    const tool = { ...plain, errors: { exitCodes: { '9': 'QUOTA_EXHAUSTED' as const } } };
    const texts = { stdout: 'overloaded', stderr: 'too many requests' };
    const run = (part: object, structured?: { message: string; status?: number }) =>
      classifyRun({
        tool,
        result: ended({ ...texts, ...part }),
        deadlineMs: 1,
        ...(structured === undefined ? {} : { structured }),
      }).class;
    expect(run({ exitCode: 9 }, { message: 'forbidden', status: 401 })).toBe('UNAUTHENTICATED');
    expect(run({ exitCode: 9 }, { message: 'forbidden' })).toBe('QUOTA_EXHAUSTED');
    expect(run({}, { message: 'forbidden' })).toBe('PERMISSION_DENIED');
    expect(run({})).toBe('RATE_LIMITED');
    expect(run({ stderr: '' })).toBe('UNAVAILABLE');
  });

  it('knows a deadline by who ended the run, not by the exit code of timeout(1)', () => {
    expect(classOf(plain, '', 124)).toBe('TOOL_CRASH');
    expect(classOf(plain, '429 Too Many Requests', 124)).toBe('RATE_LIMITED');
    const tool = { ...plain, errors: { exitCodes: { '124': 'UNAVAILABLE' as const } } };
    expect(classOf(tool, '', 124)).toBe('UNAVAILABLE');
    const late = ended({ exitCode: 124, endedBy: 'deadline' });
    expect(classifyRun({ tool: plain, result: late, deadlineMs: 1 }).class).toBe(
      'DEADLINE_EXCEEDED',
    );
  });

  it('looks at the end of a long output only, and is quick about it', () => {
    const noise = `401 Unauthorized\n${'x '.repeat(2_000_000)}`;
    expect(classOf(plain, noise)).toBe('TOOL_CRASH');
  });

  it('keeps terminal control sequences out of message and evidence', () => {
    const stderr = '\u001b[31mError: 401 Unauthorized\u001b[0m\u0007';
    const failure = classifyRun({ tool: plain, result: ended({ stderr }), deadlineMs: 1 });
    expect(failure.message).toBe('plain failed with exit code 1: Error: 401 Unauthorized');
    expect(failure.evidence).toBe('generic/auth: Error: 401 Unauthorized');
  });
});

describe('the table of classes', () => {
  it('names the seventeen, and what follows each', () => {
    const byFallback = (wanted: string) =>
      Object.entries(errorClasses)
        .filter(([, { fallback }]) => fallback === wanted)
        .map(([name]) => name)
        .sort();
    expect(byFallback('no')).toEqual([
      'CANCELLED',
      'CONFLICT',
      'CONTEXT_OVERFLOW',
      'INTERNAL',
      'INVALID_ARGUMENT',
      'PERMISSION_DENIED',
      'REFUSED',
    ]);
    expect(byFallback('warn')).toEqual(['UNAUTHENTICATED']);
    expect(byFallback('yes')).toEqual([
      'DEADLINE_EXCEEDED',
      'FAILED_PRECONDITION',
      'OUTPUT_INVALID',
      'QUOTA_EXHAUSTED',
      'RATE_LIMITED',
      'RESOURCE_LIMIT',
      'TOOL_CRASH',
      'TOOL_NOT_FOUND',
      'UNAVAILABLE',
    ]);
  });
});
