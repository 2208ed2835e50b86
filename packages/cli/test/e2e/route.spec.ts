import { describe, expect, it } from '@jest/globals';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim, aimJson } from '../support/aim.js';

/** A home whose PATH has these programs, which nobody may start. */
function machine(...names: string[]) {
  const home = tempFolder();
  const bin = join(home, 'bin');
  mkdirSync(bin);
  for (const name of names) {
    writeFileSync(join(bin, name), `#!/bin/sh\ntouch ${join(home, 'started')}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const env = { PATH: `${bin}:/usr/bin:/bin`, OLLAMA_HOST: 'http://127.0.0.1:1' };
  return { home, env };
}

interface Plan {
  chosen: string | null;
  chain: string[];
  whatIf?: Plan & { changes: { tool: string }[] };
}

describe('aim route', () => {
  it('shows what would be different if a tool were down', async () => {
    const call = machine('claude', 'codex');
    const { code, stdout } = await aim(['route', 'chat', '--what-if', 'claude=down'], call);
    expect(code).toBe(0);
    expect(stdout).toContain('chat goes to claude: claude → codex → ollama\n');
    expect(stdout).toContain('what if claude=down: to codex: codex → ollama\n');
    expect(stdout).toMatch(/^claude +1 → - +what if it is down$/m);
    const { data } = await aimJson<Plan>(['route', 'chat', '--what-if', 'claude=down'], call);
    expect(data.chosen).toBe('claude');
    expect(data.whatIf?.changes.map(({ tool }) => tool)).toEqual(['claude', 'codex', 'ollama']);
  });

  it('ends with 10 when nobody would be left, and with 2 for a condition that is none', async () => {
    const call = machine('claude');
    const none = await aim(
      ['route', 'chat', '--what-if', 'chain=claude', '--what-if', 'claude=down'],
      call,
    );
    expect(none.code).toBe(10);
    const wrong = await aim(['route', 'chat', '--what-if', 'claude=dwn'], call);
    expect([wrong.code, wrong.stdout]).toEqual([2, '']);
    expect(wrong.stderr).toContain('did you mean down?');
    expect(wrong.stderr).toContain('key:NAME=present|absent');
  });

  it('keeps a job on this machine when it is told to', async () => {
    const call = machine('claude');
    const { data } = await aimJson<Plan>(['route', 'chat', '--local-only'], call);
    expect(data.chain).toEqual(['ollama']);
    const invoked = await aim(['invoke', 'chat', 'hello', '--local-only'], call);
    expect([invoked.code, invoked.stdout]).toEqual([12, '']);
    expect(invoked.stderr).not.toContain('claude');
  });

  it('repeats what chance decided, by its seed', async () => {
    const call = machine('claude', 'codex', 'gemini', 'qwen', 'goose');
    const weighted = ['route', 'chat', '--strategy', 'weighted'];
    const { data } = await aimJson<Plan & { strategy: { seed: number } }>(weighted, call);
    const seed = String(data.strategy.seed);
    for (let n = 0; n < 2; n++) {
      const again = await aimJson<Plan>([...weighted, '--seed', seed], call);
      expect(again.data.chain).toEqual(data.chain);
    }
    expect((await aim(['route', 'chat', '--seed', 'many'], call)).code).toBe(2);
  });

  it('says that a strategy has nothing to go by', async () => {
    const { stdout } = await aim(['route', 'chat', '--strategy', 'fastest'], machine('claude'));
    expect(stdout).toContain('by strategy fastest\n');
    expect(stdout).toContain('no times are recorded of any of these tools, so they stay in order');
  });

  it('replays the jobs in the log by another configuration, and ends with 1 for a change', async () => {
    const call = machine();
    const script = `#!/bin/sh\necho '{"success":true,"message":"","content":"x"}'\n`;
    const file = join(call.home, 'script.sh');
    writeFileSync(file, script, { mode: 0o755 });
    const tool = { adapterScript: file, capabilities: ['chat'], keys: [] };
    const config = (primaryTool: string) =>
      JSON.stringify({
        registry: { tools: { a: tool, b: tool }, capabilities: { chat: { primaryTool } } },
      });
    mkdirSync(join(call.home, '.config/aim'), { recursive: true });
    writeFileSync(join(call.home, '.config/aim/aim_config.json'), config('a'));
    writeFileSync(join(call.home, 'new.json'), config('b'));
    expect((await aim(['invoke', 'chat', 'hello'], call)).code).toBe(0);
    expect((await aim(['route', '--replay'], call)).code).toBe(0);
    const { code, stdout } = await aim(
      ['route', '--replay', '--since', '1h', '--config', 'new.json'],
      call,
    );
    expect(code).toBe(1);
    expect(stdout).toContain('1 of 1 recorded job would go to another tool\n');
    expect(stdout).toMatch(/Z +chat +a → b +not in the chain that was asked for$/m);
  });

  it.each([
    [['route'], 'Name a capability, or --replay'],
    [['route', 'chat', '--since', '1h'], '--since goes with --replay'],
    [['route', '--replay', '--local-only'], '--local-only does not go with --replay'],
    [['route', '--replay', '--since', 'yesterday'], '--since yesterday: expected a time'],
  ])('%j is refused', async (args, words) => {
    const { code, stderr } = await aim(args);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
  });
});
