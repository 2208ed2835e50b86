import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOllama, type TestServer } from '../../core/test/support/ollama-server.js';
import type { InvokeEvent } from '../src/index.js';
import { sampleKey } from './support/sample-key.js';
import { user, userConfig, type Entry } from './support/user.js';

let ollama: TestServer;
beforeAll(async () => {
  ollama = await startOllama();
});
afterAll(() => ollama.close());

const value = 'sk-live-0123456789abcdef';
const prompt = 'the text of the prompt';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** A Claude Code that is not signed in. */
const signedOut: Record<string, Entry> = {
  'bin/claude': {
    program: `cat >/dev/null; echo '{"is_error":true,"result":"Not logged in"}'; exit 1`,
  },
};

const mine = {
  [userConfig]: JSON.stringify({
    registry: {
      tools: {
        mine: { adapterScript: './mine.sh', capabilities: ['poetry'], keys: ['OPENAI_API_KEY'] },
      },
    },
  }),
};

describe('invoke', () => {
  it('goes on to the tool that answers, tells each step and records no prompt', async () => {
    const { aim, audit, auditText } = user(signedOut, { OLLAMA_HOST: ollama.url });
    const events: InvokeEvent[] = [];
    const { result, failure } = await aim().invoke({
      capability: 'code_generation',
      payload: { prompt },
      onEvent: (event) => events.push(event),
    });
    expect(failure).toBeUndefined();
    expect(result).toMatchObject({ success: true, tool: 'ollama', content: 'hello from ollama' });
    expect(events.map(({ type }) => type)).toEqual([
      'job_planned',
      'attempt_started',
      'attempt_ended',
      'attempt_started',
      'attempt_ended',
      'job_ended',
    ]);
    expect(audit()).toEqual([
      expect.objectContaining({
        event_type: 'tool_invoke',
        severity: 'info',
        message: 'code_generation: answered by ollama',
        details: {
          capability: 'code_generation',
          tool: 'ollama',
          status: 'ok',
          permission: 'read-only',
          plan: {
            wishes: {},
            chain: ['claude', 'ollama'],
            strategy: { name: 'ordered', seed: expect.any(Number), note: null },
            // Whatever else the machine of the test has.
            installed: expect.arrayContaining(['claude']),
            withoutKey: ['claude'],
            leftAlone: [],
          },
          prompt: { bytes: prompt.length, sha256: sha256(prompt) },
          answer: { bytes: 17, sha256: sha256('hello from ollama') },
          attempts: [
            expect.objectContaining({
              tool: 'claude',
              class: 'UNAUTHENTICATED',
              reason: expect.stringMatching(/^installed at /),
              startedAt: expect.stringMatching(/^2.*Z$/),
            }),
            expect.objectContaining({ tool: 'ollama', outcome: 'ok', class: null }),
          ],
        },
      }),
    ]);
    expect(auditText()).not.toMatch(/the text of the prompt|hello from ollama/);
  });

  it('records the texts where the configuration says so, without keys', async () => {
    const files = { ...signedOut, [userConfig]: '{"audit":{"texts":true}}' };
    const { aim, audit, auditText } = user(files, { OLLAMA_HOST: ollama.url });
    const key = await sampleKey();
    await aim().invoke({ capability: 'chat', payload: { prompt: `use ${key} please` } });
    expect(audit()[0]?.details).toMatchObject({
      prompt: { text: 'use [redacted] please' },
      answer: { text: 'hello from ollama' },
    });
    expect(auditText()).not.toContain(key);
  });

  it('answers a failed job as a result, with the error that decides the exit code', async () => {
    const { aim, audit } = user(signedOut);
    const { result, failure } = await aim().invoke({
      capability: 'chat',
      payload: { prompt },
      tool: 'claude',
    });
    expect(result).toMatchObject({ success: false, tool: null, attempts: [{ tool: 'claude' }] });
    expect(failure).toMatchObject({ code: 'invoke.chain_failed' });
    expect(audit()).toMatchObject([{ severity: 'error', message: 'chat: failed' }]);
  });

  it('starts nothing where no tool can take the job', async () => {
    const { aim } = user({
      [userConfig]: '{"registry":{"capabilities":{"chat":{"primaryTool":"claude"}}}}',
    });
    const { result, failure } = await aim().invoke({ capability: 'chat', payload: { prompt } });
    expect(result.attempts).toEqual([]);
    expect(failure).toMatchObject({ code: 'invoke.no_eligible_tool' });
  });

  it("runs the user's own adapter with its key, which appears nowhere", async () => {
    const { aim, home, auditText } = user(mine);
    writeFileSync(
      join(home, 'aim/config/mine.sh'),
      `#!/bin/sh\ncat >/dev/null; printf '{"success":true,"message":"","content":"key %s"}' "$OPENAI_API_KEY"\n`,
      { mode: 0o755 },
    );
    await aim().setSecret({ name: 'OPENAI_API_KEY', value });
    const { result } = await aim().invoke({ capability: 'poetry', payload: { prompt } });
    expect(result).toMatchObject({ success: true, tool: 'mine' });
    expect(JSON.stringify(result)).toMatch(/key \[redacted\]/);
    expect(JSON.stringify(result) + auditText()).not.toContain(value);
  });

  it('is cancelled by its signal', async () => {
    const { aim } = user({ 'bin/claude': { program: 'cat >/dev/null; sleep 60' } });
    const cancel = new AbortController();
    const { result, failure } = await aim().invoke({
      capability: 'chat',
      payload: { prompt },
      tool: 'claude',
      signal: cancel.signal,
      onEvent: ({ type }) => type === 'attempt_started' && cancel.abort(),
    });
    expect([result.status, failure?.code]).toEqual(['cancelled', 'invoke.cancelled']);
  });

  it.each([
    ['capability', { capability: 'code_generaton' }, 'usage.unknown_capability'],
    ['tool', { capability: 'chat', tool: 'claud' }, 'usage.unknown_tool'],
  ])('refuses an unknown %s, and records nothing', async (_name, request, code) => {
    const { aim, auditText } = user();
    await expect(aim().invoke({ payload: { prompt }, ...request })).rejects.toMatchObject({ code });
    expect(auditText()).toBe('');
  });
});

describe('route', () => {
  it('plans as invoke does, and asks nobody', async () => {
    const { aim, auditText } = user(signedOut, { OLLAMA_HOST: ollama.url });
    const before = ollama.requests.length;
    const plan = await aim().route({ capability: 'code_generation' });
    expect([plan.chosen, plan.chain]).toEqual(['claude', ['claude', 'ollama']]);
    expect([ollama.requests.length, auditText()]).toEqual([before, '']);
  });

  it('says that no key is stored, until one is', async () => {
    const { aim } = user(signedOut);
    const reason = async () => (await aim().route({ capability: 'chat' })).candidates[0]?.reason;
    expect(await reason()).toContain('no key is stored');
    await aim().setSecret({ name: 'ANTHROPIC_API_KEY', value });
    expect(await reason()).not.toContain('no key');
  });
});
