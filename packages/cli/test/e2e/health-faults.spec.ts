import { describe, expect, it } from '@jest/globals';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aimJson } from '../support/aim.js';
import { installRealClis, installRealClisThatCannotRun } from '../support/real-clis.js';

interface Finding {
  id: string;
  tool: string | null;
  status: string;
  message: string;
  evidence: string | null;
  fix: string | null;
}

/** In the shape of a key of OpenAI, and none. */
const openaiKey = `sk-proj-${'Ab3dEf6hIj9'.repeat(7)}T3BlbkFJ${'Kl2mNo5pQr8'.repeat(7)}`;

/**
 * A home beside real CLIs of npm: Codex CLI and Gemini CLI that are whole, older ones of Codex CLI
 * and GitHub Copilot CLI before them on PATH, which came for another processor.
 */
function machine() {
  const whole = installRealClis();
  const { main, second: older } = installRealClisThatCannotRun();
  const home = tempFolder();
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text, { mode: 0o600 });
  };
  mkdirSync(join(home, 'bin'));
  const node = dirname(process.execPath);
  const pathOf = (...folders: string[]) => [...folders, `${home}/bin`, node, '/usr/bin', '/bin'];
  const env = { OPENAI_API_KEY: 'set', GEMINI_API_KEY: 'set' };
  const wrong = async (...folders: string[]) => {
    const { data, exitCode } = await aimJson<{ checks: Finding[] }>(['health'], {
      home,
      env: { ...env, PATH: pathOf(...folders).join(':') },
    });
    const isWell = ({ status }: Finding) => ['ok', 'info', 'skipped'].includes(status);
    return { exitCode, found: data.checks.filter((check) => !isWell(check)) };
  };
  return { home, put, wrong, whole, main, older };
}

describe('aim health beside real CLIs', () => {
  it('has nothing to say of two that are whole', async () => {
    const { put, wrong, whole } = machine();
    put('.config/aim/aim_config.json', '{"registry":{"tools":{"codex":{},"gemini":{}}}}');
    put('.codex/config.toml', 'model = "gpt-5"\n');
    expect(await wrong(`${whole}/bin`)).toEqual({ exitCode: 0, found: [] });
  });

  it('names every planted fault and nothing else', async () => {
    const { home, put, wrong, whole, main, older } = machine();
    put(
      '.config/aim/aim_config.json',
      JSON.stringify({
        // goose is missing; claude has no key; gemini drifted from its pin; of codex an older copy
        // is before the pinned one
        registry: { tools: { codex: {}, gemini: {}, qwen: {}, claude: {}, goose: {} } },
        environment: {
          versionPins: { npm: { '@openai/codex': '0.169.0', '@google/gemini-cli': '0.60.0' } },
        },
      }),
    );
    // a link of npm whose package is gone
    symlinkSync('../lib/node_modules/@qwen-code/qwen-code/cli.js', join(home, 'bin/qwen'));
    // where PATH does not lead, and without the part for this processor
    mkdirSync(join(home, '.local/bin'), { recursive: true });
    symlinkSync(join(main, 'bin/claude'), join(home, '.local/bin/claude'));
    put('.claude/settings.json', '{\n  "model": "opus"\n  "env": {}\n}\n');
    put('.codex/config.toml', `[mcp_servers.x.env]\nOPENAI_API_KEY = "${openaiKey}"\n`);
    put(
      '.gemini/settings.json',
      JSON.stringify({
        general: { enableAutoUpdate: false },
        mcpServers: { docs: { command: 'no-such-program' } },
      }),
    );
    // an update of npm that broke off
    put('.npmrc', `prefix=${home}/npm\n`);
    put('npm/lib/node_modules/@google/.gemini-cli-A1b2C3d4/package.json', '{}');

    const { exitCode, found } = await wrong(`${older}/bin`, `${whole}/bin`);
    expect(exitCode).toBe(1);
    expect(found.map(({ id, tool, status }) => [id, tool, status])).toEqual([
      ['tool_settings', 'claude', 'fail'],
      ['mcp_servers', 'gemini', 'warn'],
      ['missing', 'goose', 'fail'],
      ['on_path', 'claude', 'warn'],
      ['shadowed', 'codex', 'fail'],
      ['broken', 'qwen', 'fail'],
      ['pins', 'gemini', 'warn'],
      ['half_updates', 'gemini', 'warn'],
      ['native_parts', 'claude', 'fail'],
      ['native_parts', 'codex', 'fail'],
      ['native_parts', 'copilot', 'fail'],
      ['keys', 'claude', 'warn'],
      ['plaintext_keys', 'codex', 'warn'],
    ]);
    // Each says where, and what helps.
    expect(found.filter(({ id, evidence }) => evidence === null && id !== 'missing')).toMatchObject(
      [{ id: 'keys' }],
    );
    expect(found.filter(({ fix }) => fix === null)).toEqual([]);
    expect(JSON.stringify(found)).not.toContain(openaiKey.slice(8, 40));
  });
});
