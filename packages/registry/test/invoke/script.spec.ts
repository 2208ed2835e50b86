import { describe, expect, it } from '@jest/globals';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AimConfig, Host } from '@aim/core';
import { buildRegistry } from '../../src/tools/build-registry.js';
import { invoke, plainPlan, program, tempFolder } from '../support/machine.js';

const folder = tempFolder();
const catalogue = { tools: [], providers: [] };

/** One tool `old` with an adapter script, as a configuration of AIM+ has it. */
function old(adapterScript: string, env: Host['env'] = {}) {
  const tool = { name: 'Old', capabilities: ['chat'], adapterScript };
  const config: AimConfig = { registry: { tools: { old: tool } } };
  const files = new Map([['old', join(folder, 'aim_config.json')]]);
  return { folder, registry: buildRegistry(catalogue, config, files), programs: {}, env };
}

function script(text: string): string {
  return program(folder, `s-${Math.random().toString(36).slice(2)}.sh`, text);
}

/** An adapter as it was written for AIM+, in node since it must parse JSON. */
const adapter = `#!${process.execPath}
let text = '';
process.stdin.on('data', (chunk) => (text += chunk)).on('end', () => {
  const { capability, payload, ...rest } = JSON.parse(text);
  const known = capability === 'chat';
  const reply = {
    success: known,
    message: known ? 'done' : 'Unsupported capability: ' + capability,
    content: { payload, rest, ends: text.endsWith('}\\n'), exit_code: 0 },
  };
  process.stdout.write(JSON.stringify(reply));
  process.exitCode = known ? 0 : 1;
});`;

describe('an adapter script of AIM+', () => {
  it('works unchanged: one JSON object in, one out', async () => {
    const payload = { prompt: 'hi', files: ['a.ts'], context: { language: 'ts' } };
    const result = await invoke(old(script(adapter)), { payload });
    expect(result).toMatchObject({ success: true, message: 'done', tool: 'old', status: 'ok' });
    expect(result.content).toEqual({ payload, rest: {}, ends: true, exit_code: 0 });
  });

  it('keeps its own word for why it failed, also with another exit code than 0', async () => {
    const result = await invoke(old(script(adapter)), { capability: 'testing', plan: chatPlan() });
    expect(result.error).toMatchObject({
      class: 'TOOL_CRASH',
      message: 'Old: Unsupported capability: testing',
    });
    expect(result.attempts[0]).toMatchObject({ exitCode: 1, outcome: 'known_failed' });
  });

  it('that says it failed is followed by the next tool, whatever it was allowed to do', async () => {
    const no = script(`echo '{"success":false,"message":"not today"}'; exit 1`);
    const yes = script(`echo '{"success":true,"message":"yes"}'`);
    const tool = (adapterScript: string) => ({ capabilities: ['chat'], adapterScript });
    const registry = buildRegistry(catalogue, {
      registry: { tools: { no: tool(no), yes: tool(yes) } },
    });
    const result = await invoke({ folder, registry, programs: {} }, { permission: 'full' });
    expect(result.attempts.map(({ outcome }) => outcome)).toEqual(['known_failed', 'ok']);
  });

  it('needs no prompt', async () => {
    const result = await invoke(old(script(adapter)), { payload: { tools: ['ruff'] } });
    expect(result.content).toMatchObject({ payload: { tools: ['ruff'] } });
  });

  it.each([
    ['a list', `echo '[{"success":true}]'`, 'OUTPUT_INVALID'],
    ['an object without success', `echo '{"foo":1}'`, 'OUTPUT_INVALID'],
    ['success that is a word', `echo '{"success":"yes"}'`, 'OUTPUT_INVALID'],
    ['no JSON', 'echo fine', 'OUTPUT_INVALID'],
    ['nothing', 'exit 0', 'OUTPUT_INVALID'],
    ['success with exit code 1', `echo '{"success":true,"message":"m"}'; exit 1`, 'TOOL_CRASH'],
    [
      'a failure that it explains',
      `echo '{"success":false,"message":"401 Unauthorized"}'`,
      'UNAUTHENTICATED',
    ],
    ['a failure without words', `echo '{"success":false}'`, 'TOOL_CRASH'],
    ['its reason on stderr', `echo 'rate limit' >&2; exit 1`, 'RATE_LIMITED'],
  ])('that prints %s fails by that', async (_what, text, expected) => {
    const result = await invoke(old(script(text)));
    expect(result.success).toBe(false);
    expect(result.error?.class).toBe(expected);
  });

  it('may leave message and content out', async () => {
    const result = await invoke(old(script(`echo '{"success":true}'`)));
    expect(result).toMatchObject({ success: true, message: 'Old answered', content: null });
  });

  it('is found through variables, and beside the file that names it', async () => {
    mkdirSync(join(folder, 'adapters'), { recursive: true });
    program(join(folder, 'adapters'), 'a.sh', `echo '{"success":true,"message":"found"}'`);
    const byVariable = await invoke(old('%ROOT%/adapters/a.sh', { ROOT: folder }));
    const beside = await invoke(old('adapters/a.sh'), { cwd: '/' });
    expect([byVariable.message, beside.message]).toEqual(['found', 'found']);
  });

  it('that cannot be found says where it was looked for', async () => {
    const unset = await invoke(old('%AIM_REGISTRY_PATH%/a.ps1'));
    expect(unset.error).toMatchObject({
      class: 'FAILED_PRECONDITION',
      message: expect.stringContaining('needs AIM_REGISTRY_PATH, which is not set'),
    });
    const gone = await invoke(old('/nowhere/a.sh'));
    expect(gone.error).toMatchObject({
      class: 'TOOL_NOT_FOUND',
      message: 'The script of Old does not exist: /nowhere/a.sh',
    });
    const config: AimConfig = {
      registry: { tools: { old: { capabilities: ['chat'], adapterScript: 'a.sh' } } },
    };
    const homeless = await invoke({ ...old('a.sh'), registry: buildRegistry(catalogue, config) });
    expect(homeless.error?.class).toBe('FAILED_PRECONDITION');
    expect([unset, gone, homeless].map(({ attempts }) => attempts[0]?.outcome)).toEqual(
      Array(3).fill('not_started'),
    );
  });

  it('that is not executable says how to make it so', async () => {
    const file = program(folder, 'plain.sh', 'exit 0');
    const { chmodSync } = await import('node:fs');
    chmodSync(file, 0o644);
    const result = await invoke(old(file));
    expect(result.error).toMatchObject({ class: 'TOOL_NOT_FOUND', action: `chmod +x ${file}` });
  });

  it('of PowerShell runs through pwsh, quiet and without a profile', async () => {
    const bin = tempFolder();
    program(bin, 'pwsh', String.raw`printf '{"success":true,"message":"%s"}' "$*"`);
    const file = program(folder, 'AIM_old.PS1', '# PowerShell');
    const result = await invoke(old(file, { PATH: bin }));
    expect(result.message).toBe(`-NoProfile -NonInteractive -File ${file}`);
    const without = await invoke(old(file, { PATH: '/nowhere' }));
    expect(without.error).toMatchObject({
      class: 'TOOL_NOT_FOUND',
      message: expect.stringContaining('there is no pwsh on PATH'),
    });
  });

  it('does not tell a part of an injected value that it writes with escapes', async () => {
    const message = `${'a'.repeat(390)}${String.raw`\u0073k-live-abcdef1234567890`}`;
    const text = script(`cat <<'END'\n{"success":false,"message":"${message}"}\nEND`);
    const result = await invoke({ ...old(text), secrets: { K: 'sk-live-abcdef1234567890' } });
    expect(result.message).toContain('aaa');
    expect(JSON.stringify(result)).not.toContain('sk-l');
  });

  it('does not tell an injected value in what it says', async () => {
    const text = String.raw`printf '{"success":true,"message":"%s","content":{"%s":["%s"]}}' "$K" "$K" "$K"`;
    const result = await invoke({ ...old(script(text)), secrets: { K: 'sk-0123456789' } });
    expect(result.message).toBe('[redacted]');
    expect(result.content).toEqual({ '[redacted]': ['[redacted]'] });
  });
});

describe('what reaches the terminal', () => {
  const evil = '\u001b[31mred\u001b[0m\u001b]0;title\u0007\u009b2J\r';
  const reply = (fields: object) => script(`cat <<'END'\n${JSON.stringify(fields)}\nEND`);

  it('is a text without control sequences, but for tab and newline', async () => {
    const text = reply({ success: true, message: evil, content: `${evil}\tand\n more \n` });
    const result = await invoke(old(text));
    expect(result).toMatchObject({ message: 'red', content: 'red\tand\n more \n' });
  });

  it('is not data: that stays as the script wrote it', async () => {
    const content = { text: evil, list: [evil] };
    expect((await invoke(old(reply({ success: true, content })))).content).toEqual(content);
  });

  it('is no message, warning or event with the words of a configuration', async () => {
    const events: unknown[] = [];
    const named = (adapterScript: string) => {
      const config: AimConfig = {
        registry: { tools: { old: { name: evil, capabilities: ['chat'], adapterScript } } },
      };
      return {
        folder,
        registry: buildRegistry(catalogue, config),
        programs: {},
        ports: { onEvent: (event: unknown) => events.push(event) },
      };
    };
    const results = [
      await invoke(named(script(`echo '{"success":true}'`))),
      await invoke(named(script('exit 1'))),
      await invoke(named('/nowhere/\u001b[2Ja.sh')),
      await invoke(named('/nowhere'), { cwd: '/nowhere/\u001b[2J' }),
    ];
    // JSON writes ESC as \u001b, and the one-byte CSI as it is.
    expect(JSON.stringify([results, events])).not.toMatch(/\\u00|\\r|[\u0080-\u009f]/);
  });

  it('has no secret that control characters were to hide', async () => {
    const hidden = 'sk-01\u001b[0m234\u000056789';
    const text = reply({ success: true, message: hidden, content: hidden });
    const result = await invoke({ ...old(text), secrets: { K: 'sk-0123456789' } });
    expect(result).toMatchObject({ message: '[redacted]', content: '[redacted]' });
  });
});

function chatPlan() {
  return { capability: 'testing', chosen: 'old', chain: ['old'], ...plainPlan };
}
