import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  catalogueTool,
  invoke,
  plainHeadless,
  program,
  registryOf,
  tempFolder,
} from '../support/machine.js';

const folder = tempFolder();
const bin = (name: string, text: string) => program(folder, name, text);

/** One tool `a`, played by a script. */
function one(script: string, tool: Parameters<typeof catalogueTool>[1] = {}) {
  const name = `a-${Math.random().toString(36).slice(2)}`;
  return {
    folder,
    registry: registryOf([catalogueTool('a', tool)]),
    programs: { a: bin(name, script) },
  };
}

describe('a headless tool that answers', () => {
  it('gives its text, its usage and how it was run', async () => {
    const bench = one(
      `echo '{"result":"hello","is_error":false,"total_cost_usd":0.5,"usage":{"input_tokens":3,"output_tokens":2}}'`,
    );
    const result = await invoke(bench);
    expect(result).toMatchObject({
      contract: 'AIM_PLUS_V1',
      success: true,
      status: 'ok',
      message: 'a answered',
      content: 'hello',
      tool: 'a',
      capability: 'chat',
      error: null,
      usage: { inputTokens: 3, outputTokens: 2, costUsd: 0.5 },
      route: { chosen: 'a', chain: ['a'] },
    });
    expect(result.attempts).toHaveLength(1);
    expect(result.attempts[0]).toMatchObject({
      n: 1,
      tool: 'a',
      version: '1.0.0',
      startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      outcome: 'ok',
      exitCode: 0,
      signal: null,
      httpStatus: null,
      error: null,
    });
  });

  it('gets prompt and files on stdin, never as an argument', async () => {
    const bench = one(
      String.raw`printf '{"result":"%s|%s"}' "$(tr '\n' '/' | tr -d '\r')" "$(tr '\0' ' ' < /proc/$$/cmdline | grep -c secret-plan)"`,
    );
    const payload = { prompt: 'my secret-plan', files: ['a.ts', 'b.ts'] };
    const result = await invoke(bench, { payload });
    expect(result.content).toBe('my secret-plan//Files:/- a.ts/- b.ts|0');
  });

  it('gets the prompt in a private file when it reads one, and the file is gone afterwards', async () => {
    const headless = {
      ...plainHeadless,
      prompt: 'file' as const,
      promptArgs: ['--message-file', '{file}'],
      output: { format: 'text' as const },
    };
    const bench = one(
      `echo "$1 $(cat "$2") $(stat -c %a "$2") $(stat -c %a "$(dirname "$2")") stdin:$(cat)"; echo "$2" > path-of-prompt`,
      { headless },
    );
    const result = await invoke(bench);
    expect(result.content).toBe('--message-file say hello 600 700 stdin:');
    expect(existsSync(readFileSync(join(folder, 'path-of-prompt'), 'utf8').trim())).toBe(false);
    expect(readdirSync(folder).filter((name) => name.startsWith('aim-prompt-'))).toEqual([]);
  });

  it('gets arguments as elements: permission, model, then a prompt that cannot be an option', async () => {
    const headless = {
      ...plainHeadless,
      args: ['run'],
      prompt: 'argument' as const,
      promptArgs: ['-p', '{prompt}'],
      modelArgs: ['--model', '{model}'],
      output: { format: 'text' as const },
    };
    const bench = one(`for each in "$@"; do echo "[$each]"; done`, { headless });
    const result = await invoke(bench, {
      payload: { prompt: '--yolo $(id) "x"' },
      model: 'm-1',
      permission: 'workspace-write',
    });
    expect(result.content).toBe('[run]\n[--write]\n[--model]\n[m-1]\n[-p]\n[ --yolo $(id) "x"]');
  });

  it('runs in the working directory, quiet, with the nearest lower permission', async () => {
    const headless = {
      ...plainHeadless,
      permission: { 'read-only': { env: { MODE: 'look' } } },
      output: { format: 'text' as const },
    };
    const bench = one('echo "$PWD $NO_COLOR $TERM [$CI] $MODE $NO_UPDATE"', {
      headless,
      noUpdateEnv: { NO_UPDATE: 'yes' },
    });
    const result = await invoke(bench, { permission: 'full' });
    expect(result.content).toBe(`${folder} 1 dumb [] look yes`);
    expect(result.route.candidates[0]?.reason).toContain('as read-only');
  });

  it('may say a notice before its JSON, and colours are taken out', async () => {
    const bench = one(
      String.raw`echo 'Loaded cached credentials.'; printf '{"result":"\\u001b[31mred\\u001b[0m"}'`,
    );
    expect((await invoke(bench)).content).toBe('red');
  });

  it('may end before it has read a large prompt', async () => {
    const bench = one(`exec 0<&-; echo '{"result":"short"}'`);
    const result = await invoke(bench, { payload: { prompt: 'x'.repeat(3_000_000) } });
    expect(result.content).toBe('short');
  });

  it('may leave a grandchild that holds its output: it is ended and nobody waits for it', async () => {
    const bench = one(`sleep 60 & echo $! > grandchild; echo '{"result":"done"}'`);
    const result = await invoke(bench);
    expect(result.content).toBe('done');
    const pid = Number(readFileSync(join(folder, 'grandchild'), 'utf8'));
    expect(isAlive(pid)).toBe(false);
  });
});

describe('a headless tool that fails', () => {
  const classOf = async (script: string, tool: Parameters<typeof catalogueTool>[1] = {}) => {
    const result = await invoke(one(script, tool));
    return { result, error: result.error, attempt: result.attempts[0] };
  };

  it('with a status in words is known by them', async () => {
    const { result, error, attempt } = await classOf(`echo 'Error: 401 Unauthorized' >&2; exit 1`, {
      keys: [{ env: 'A_KEY' }],
    });
    expect(error).toMatchObject({
      class: 'UNAUTHENTICATED',
      code: 'UNAUTHENTICATED',
      message: 'a failed with exit code 1: Error: 401 Unauthorized',
      retryable: false,
      fallback: true,
      action: 'aim secrets set A_KEY --prompt',
      evidence: 'generic/auth: Error: 401 Unauthorized',
    });
    expect(attempt).toMatchObject({ outcome: 'known_failed', exitCode: 1 });
    expect(result.warnings).toEqual([
      'a did not accept its key or login: a failed with exit code 1: Error: 401 Unauthorized; try: aim secrets set A_KEY --prompt',
    ]);
  });

  it('and exits with 0 has not succeeded: the field says so', async () => {
    const script = `echo '{"is_error":true,"result":"Credit balance is too low"}'`;
    const { error, attempt } = await classOf(script, {
      errors: { patterns: [{ class: 'QUOTA_EXHAUSTED', pattern: 'Credit balance is too low' }] },
    });
    expect(error).toMatchObject({
      class: 'QUOTA_EXHAUSTED',
      message: 'a ended without an answer: Credit balance is too low',
      evidence: 'a/pattern-1: Credit balance is too low',
    });
    expect(attempt?.exitCode).toBe(0);
  });

  it('and exits with 0 has not succeeded: its words say so where nothing else does', async () => {
    const tool = {
      headless: { ...plainHeadless, output: { format: 'text' as const }, exitCodeReliable: false },
      errors: { patterns: [{ class: 'RATE_LIMITED' as const, pattern: 'has rate limited you' }] },
    };
    const { error } = await classOf(`echo 'The API provider has rate limited you.'`, tool);
    expect(error).toMatchObject({ class: 'RATE_LIMITED' });
  });

  it.each([
    ['says nothing', 'exit 0', 'OUTPUT_INVALID'],
    ['prints half an object', `printf '{"result":"hel'`, 'OUTPUT_INVALID'],
    ['prints an empty answer', `echo '{"result":"  "}'`, 'OUTPUT_INVALID'],
    ['prints a list', `echo '[1,2]'`, 'OUTPUT_INVALID'],
    ['prints null', 'echo null', 'OUTPUT_INVALID'],
    ['fails without a word', 'exit 3', 'TOOL_CRASH'],
    ['dies of a signal', 'kill -SEGV $$', 'TOOL_CRASH'],
    ['lacks its interpreter', 'exec /nowhere/node', 'TOOL_NOT_FOUND'],
    [
      'does not know an option',
      `echo "error: unexpected argument '--json'" >&2; exit 2`,
      'TOOL_NOT_FOUND',
    ],
  ])('when it %s', async (_what, script, expected) => {
    expect((await classOf(script)).error?.class).toBe(expected);
  });

  it('by a code of its table, whatever it says', async () => {
    const { error } = await classOf('echo "all is well" >&2; exit 41', {
      errors: { exitCodes: { '41': 'UNAUTHENTICATED' } },
    });
    expect(error).toMatchObject({ class: 'UNAUTHENTICATED', evidence: 'exit/41: all is well' });
  });

  it('when its file has gone since it was found', async () => {
    const bench = { ...one('exit 0'), programs: { a: join(folder, 'gone') } };
    const result = await invoke(bench);
    expect(result.error).toMatchObject({ class: 'TOOL_NOT_FOUND', action: 'aim tools info a' });
    expect(result.attempts[0]?.outcome).toBe('not_started');
  });

  it('when it hangs: ended at the deadline with all that it started', async () => {
    const bench = one(`sleep 61 & echo $! > hanger; echo 'Reconnecting...' >&2; wait`);
    const result = await invoke(bench, { deadlineMs: 400 });
    expect(result.error).toMatchObject({
      class: 'DEADLINE_EXCEEDED',
      message: expect.stringMatching(/^a was not done after 0\.4 s; its last words: Reconnecting/),
    });
    expect(isAlive(Number(readFileSync(join(folder, 'hanger'), 'utf8')))).toBe(false);
  });

  it('when it waits for more on stdin than it gets: its stdin is closed', async () => {
    const bench = one(`cat > /dev/null; cat >/dev/null; echo '{"result":"read all"}'`);
    expect((await invoke(bench)).content).toBe('read all');
  });

  it('when the user does not wait for it: it is killed, and not asked', async () => {
    const kill = new AbortController();
    const bench = one(`trap 'echo asked > asked' TERM; echo > ready; while :; do sleep 0.05; done`);
    const pending = invoke(bench, { kill: kill.signal });
    await appears(join(folder, 'ready'));
    kill.abort();
    const result = await pending;
    expect(result).toMatchObject({ status: 'cancelled', error: { class: 'CANCELLED' } });
    expect(result.attempts[0]?.signal).toBe('SIGKILL');
    expect(existsSync(join(folder, 'asked'))).toBe(false);
  });

  it('when the user gives up', async () => {
    const stop = new AbortController();
    const pending = invoke(one('sleep 62'), { signal: stop.signal });
    setTimeout(() => stop.abort(), 200);
    const result = await pending;
    expect(result).toMatchObject({ status: 'cancelled', error: { class: 'CANCELLED' } });
  });
});

async function appears(path: string): Promise<void> {
  while (!existsSync(path)) await new Promise((resolve) => setTimeout(resolve, 20));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie that nobody reaped yet is dead.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
