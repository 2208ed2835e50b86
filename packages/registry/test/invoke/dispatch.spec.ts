import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AimError, exitCodeOf, loadJobCatalogue } from '@aim/core';
import type { InvokeEvent } from '../../src/invoke/events.js';
import { invokeFailure, type InvokeError } from '../../src/invoke/result.js';
import {
  catalogueTool,
  invoke,
  plainPlan,
  program,
  registryOf,
  tempFolder,
  type Bench,
} from '../support/machine.js';
import { startOllama, type TestServer } from '../../../core/test/support/ollama-server.js';

let ollama: TestServer;
beforeAll(async () => {
  ollama = await startOllama();
});
afterAll(() => ollama.close());

const scripts = {
  answers: `echo '{"result":"hello"}'`,
  refusesKey: `echo 'Error: 401 Unauthorized' >&2; exit 1`,
  crashes: 'exit 3',
  limited: `echo '429 Too Many Requests' >&2; exit 1`,
  badInput: `echo '400 Bad Request' >&2; exit 1`,
  hangs: 'sleep 63',
  timesOut: 'timeout 0.01 sleep 64',
  escapes:
    'setsid sh -c "touch away; exec sleep 9731" >/dev/null 2>&1 </dev/null & until [ -e away ]; do sleep 0.01; done; exit 3',
  looks: `cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ' | grep -q 'sleep 973[1]' && exit 4; echo '{"result":"nobody is left"}'`,
  gone: undefined,
};

/** A chain of tools, each played by a script that also leaves a mark when it is started. */
function chain(...parts: (keyof typeof scripts)[]): Bench & { started: () => string[] } {
  const folder = tempFolder();
  const ids = parts.map((part, index) => `${part}${index + 1}`);
  const programs = Object.fromEntries(
    ids.map((id, index) => {
      const text = scripts[parts[index] as keyof typeof scripts];
      if (text === undefined) return [id, join(folder, 'absent')];
      return [id, program(folder, id, `echo ${id} >> started\n${text}`)];
    }),
  );
  const tools = ids.map((id) => catalogueTool(id, { keys: [{ env: 'A_KEY' }] }));
  const marks = join(folder, 'started');
  return {
    folder,
    registry: registryOf(tools),
    programs,
    started: () => (existsSync(marks) ? readFileSync(marks, 'utf8').trim().split('\n') : []),
  };
}

describe('a chain', () => {
  it('goes on when nothing of the one before is left, in whatever session', async () => {
    expect((await invoke(chain('escapes', 'looks'))).content).toBe('nobody is left');
  });

  it('ends with the first that answers', async () => {
    const bench = chain('answers', 'answers');
    expect((await invoke(bench)).tool).toBe('answers1');
    expect(bench.started()).toEqual(['answers1']);
  });

  it('goes on after each failure that another tool may not share', async () => {
    const bench = chain('gone', 'refusesKey', 'limited', 'crashes', 'answers');
    const result = await invoke(bench);
    expect(result).toMatchObject({
      success: true,
      tool: 'answers5',
      content: 'hello',
      error: null,
    });
    expect(result.attempts.map(({ n, error, outcome }) => [n, error?.class, outcome])).toEqual([
      [1, 'TOOL_NOT_FOUND', 'not_started'],
      [2, 'UNAUTHENTICATED', 'known_failed'],
      [3, 'RATE_LIMITED', 'known_failed'],
      [4, 'TOOL_CRASH', 'known_failed'],
      [5, undefined, 'ok'],
    ]);
    expect(result.warnings).toEqual([
      expect.stringMatching(
        /^refusesKey2 did not accept its key or login: .* aim secrets set A_KEY/,
      ),
    ]);
  });

  it('ends at a loopback Ollama that answers when nothing else does', async () => {
    const bench = chain('crashes');
    const entry = (await loadJobCatalogue()).tools.find(({ id }) => id === 'ollama');
    const registry = registryOf([catalogueTool('crashes1'), entry as never]);
    const result = await invoke(
      { ...bench, registry, env: { OLLAMA_HOST: ollama.url } },
      {
        plan: {
          capability: 'chat',
          chosen: 'crashes1',
          chain: ['crashes1', 'ollama'],
          ...plainPlan,
        },
      },
    );
    expect(result).toMatchObject({ success: true, tool: 'ollama', content: 'hello from ollama' });
    expect(result.attempts).toHaveLength(2);
  });

  it('never goes on after bad input', async () => {
    const bench = chain('badInput', 'answers');
    const result = await invoke(bench);
    expect(result.error).toMatchObject({ class: 'INVALID_ARGUMENT', fallback: false });
    expect(bench.started()).toEqual(['badInput1']);
    expect(invokeFailure(result)?.code).toBe('invoke.invalid_payload');
  });

  it('that fails whole tells every failure, and first what a user can do', async () => {
    const bench = chain('refusesKey', 'limited', 'gone');
    const result = await invoke(bench);
    expect(result.error?.class).toBe('UNAUTHENTICATED');
    expect(result.message).toMatch(
      /^All tools failed for capability 'chat': refusesKey1: .*; limited2: .*; gone3: /,
    );
    expect(result).toMatchObject({ success: false, status: 'error', tool: null, content: null });
    expect(invokeFailure(result)).toMatchObject({
      code: 'invoke.chain_failed',
      hint: 'aim secrets set A_KEY --prompt',
    });
  });

  it('ends where a tool that may write fails in the dark', async () => {
    const bench = chain('crashes', 'answers');
    const result = await invoke(bench, { permission: 'workspace-write' });
    expect(result.attempts.map(({ outcome }) => outcome)).toEqual(['unknown']);
    expect(result.message).toContain('may have changed files (workspace-write)');
    expect(bench.started()).toEqual(['crashes1']);
    expect(invokeFailure(result)?.code).toBe('invoke.chain_failed');
  });

  it('goes on where a tool that may write was refused before it did anything', async () => {
    const bench = chain('gone', 'refusesKey', 'answers');
    const result = await invoke(bench, { permission: 'workspace-write' });
    expect(result.tool).toBe('answers3');
  });

  it('gives a tool that can be followed half of the time that is left', async () => {
    const bench = chain('hangs', 'answers');
    const result = await invoke(bench, { deadlineMs: 1600 });
    expect(result.tool).toBe('answers2');
    expect(result.attempts[0]).toMatchObject({
      outcome: 'known_failed',
      error: { class: 'DEADLINE_EXCEEDED', message: expect.stringContaining('after 0.8 s') },
    });
  });

  it("ends with the user's deadline, whatever failed before", async () => {
    const result = await invoke(chain('refusesKey', 'hangs'), { deadlineMs: 600 });
    expect(result.error?.class).toBe('DEADLINE_EXCEEDED');
    expect(invokeFailure(result)?.code).toBe('invoke.deadline');
  });

  it("is not past the user's deadline because a tool ran into one of its own", async () => {
    const bench = chain('timesOut');
    const result = await invoke(bench);
    expect(result.error).toMatchObject({ class: 'TOOL_CRASH', evidence: 'exit/124' });
    expect(exitCodeOf(invokeFailure(result))).toBe(12);
  });

  it('ends when the user gives up, and starts nothing more', async () => {
    const bench = chain('hangs', 'answers');
    const result = await invoke(bench, { signal: AbortSignal.timeout(200) });
    expect(result).toMatchObject({ status: 'cancelled', error: { class: 'CANCELLED' } });
    expect(bench.started()).toEqual(['hangs1']);
    expect(invokeFailure(result)?.code).toBe('invoke.cancelled');
  });

  it.each(['signal', 'kill'])('starts nothing when the user gave up before: %s', async (how) => {
    const bench = chain('answers');
    const result = await invoke(bench, { [how]: AbortSignal.abort() });
    expect(result.status).toBe('cancelled');
    expect(bench.started()).toEqual([]);
  });

  it('tells of each attempt as it goes', async () => {
    const events: InvokeEvent[] = [];
    const bench = chain('crashes', 'answers');
    const result = await invoke({ ...bench, ports: { onEvent: (event) => events.push(event) } });
    const { success, status, tool, durationMs } = result;
    expect(events).toEqual([
      { type: 'job_planned', capability: 'chat', chain: ['crashes1', 'answers2'] },
      { type: 'attempt_started', n: 1, tool: 'crashes1' },
      { type: 'attempt_ended', attempt: result.attempts[0] },
      { type: 'attempt_started', n: 2, tool: 'answers2' },
      { type: 'attempt_ended', attempt: result.attempts[1] },
      { type: 'job_ended', success, status, tool, durationMs },
    ]);
  });

  it('without an eligible tool says where to look', async () => {
    const bench = chain('answers');
    const result = await invoke({ ...bench, programs: {} });
    expect(result).toMatchObject({
      message: 'No tool can take chat now',
      attempts: [],
      error: { class: 'FAILED_PRECONDITION', action: 'aim route chat' },
    });
    expect(invokeFailure(result)?.code).toBe('invoke.no_eligible_tool');
  });
});

it('a conflict is what another process holds: busy', async () => {
  const result = await invoke(chain('crashes'));
  const error = { ...result.error, class: 'CONFLICT', code: 'CONFLICT' } as InvokeError;
  const failure = invokeFailure({ ...result, error });
  expect(failure?.code).toBe('lock.busy');
  expect(exitCodeOf(failure)).toBe(7);
});

describe('a job that is not valid', () => {
  const circular: Record<string, unknown> = { prompt: 'x' };
  circular['self'] = circular;

  it.each([
    ['no prompt', { payload: {} }, 'there is no prompt, and answers1 needs one'],
    ['an empty prompt', { payload: { prompt: ' \n' } }, 'there is no prompt'],
    ['a prompt that is a number', { payload: { prompt: 7 } }, 'payload.prompt must be a text'],
    ['a prompt with NUL', { payload: { prompt: 'a\0b' } }, 'NUL'],
    ['files that are a word', { payload: { prompt: 'x', files: 'a.ts' } }, 'payload.files'],
    ['a payload that is a list', { payload: ['x'] }, 'must be a JSON object'],
    ['a payload that is null', { payload: null }, 'must be a JSON object'],
    ['a payload that goes in circles', { payload: circular }, 'cannot be written as JSON'],
    ['a folder that is not there', { cwd: '/nowhere' }, 'the working directory /nowhere'],
    ['a model that is an option', { model: '--yolo' }, '"--yolo" is not the name of a model'],
  ])('with %s starts nothing and does not fall back', async (_what, part, problem) => {
    const bench = chain('answers', 'answers');
    const result = await invoke(bench, part as never);
    expect(result).toMatchObject({ success: false, attempts: [] });
    expect(result.error).toMatchObject({ class: 'INVALID_ARGUMENT', fallback: false });
    expect(result.message).toContain(problem);
    expect(bench.started()).toEqual([]);
  });
});

describe('the keys of a tool', () => {
  const locked = new AimError('secret.locked', 'The keychain is locked', {
    hint: 'aim secrets unlock',
  });

  it('that cannot be had keep it from being started, and the next has its turn', async () => {
    const bench = chain('answers', 'answers');
    const result = await invoke({
      ...bench,
      ports: {
        environmentFor: (tool) =>
          Promise.resolve({
            env: { PATH: process.env['PATH'] ?? '' },
            values: [],
            withheld: tool.id === 'answers2' ? ['A_KEY is withheld: a login is present'] : [],
            ...(tool.id === 'answers1' ? { problem: locked } : {}),
          }),
      },
    });
    expect(result.tool).toBe('answers2');
    expect(result.attempts[0]).toMatchObject({
      outcome: 'not_started',
      error: { class: 'UNAUTHENTICATED', action: 'aim secrets unlock', evidence: 'secret.locked' },
    });
    expect(result.warnings).toEqual([
      'answers1 did not accept its key or login: answers1 cannot get its keys: The keychain is locked; try: aim secrets unlock',
      'A_KEY is withheld: a login is present',
    ]);
    expect(bench.started()).toEqual(['answers2']);
  });

  it('are asked for only when its turn comes', async () => {
    const asked: string[] = [];
    const bench = chain('answers', 'answers');
    await invoke({
      ...bench,
      ports: {
        environmentFor: (tool) => {
          asked.push(tool.id);
          return Promise.resolve({
            env: { PATH: process.env['PATH'] ?? '' },
            values: [],
            withheld: [],
          });
        },
      },
    });
    expect(asked).toEqual(['answers1']);
  });
});
