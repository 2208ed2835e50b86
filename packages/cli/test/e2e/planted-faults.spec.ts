import { describe, expect, it } from '@jest/globals';
import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aimJson } from '../support/aim.js';

interface Check {
  id: string;
  tool: string | null;
  status: string;
  evidence: string | null;
}
interface Health {
  overallStatus: string;
  ignoredCount: number;
  checks: Check[];
}

/** In the shape of a key of OpenAI, and none. */
const openaiKey = [
  'sk',
  'proj',
  `${'Ab3dEf6hIj9'.repeat(7)}T3BlbkFJ${'Kl2mNo5pQr8'.repeat(7)}`,
].join('-');

/** A home with one tool of each fault, and one that is well. */
function machine() {
  const home = tempFolder();
  const at = (path: string) => join(home, path);
  const put = (path: string, text: string, mode = 0o644) => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text, { mode });
    chmodSync(at(path), mode);
  };
  const install = (
    prefix: string,
    { bin, name, version }: Record<'bin' | 'name' | 'version', string>,
  ) => {
    const folder = `${prefix}/lib/node_modules/${name}`;
    put(`${folder}/package.json`, JSON.stringify({ name, version, bin: { [bin]: 'run' } }));
    put(`${folder}/run`, '#!/bin/sh\n', 0o755);
    mkdirSync(at(`${prefix}/bin`), { recursive: true });
    symlinkSync(at(`${folder}/run`), at(`${prefix}/bin/${bin}`));
  };
  const configure = (environment: object, tools: object = {}) =>
    put('.config/aim/aim_config.json', JSON.stringify({ registry: { tools }, environment }), 0o600);
  const env: Record<string, string> = {
    PATH: `${home}/npm/bin:/usr/bin:/bin`,
    OPENAI_API_KEY: 'in the environment',
    GEMINI_API_KEY: 'in the environment',
  };
  const health = (args: string[] = []) => aimJson<Health>(['health', ...args], { home, env });
  /** What is wrong, as check and tool. */
  const wrong = async (args: string[] = []) =>
    (await health(args)).data.checks
      .filter(({ status }) => ['warn', 'fail', 'unknown'].includes(status))
      .map(({ id, tool }) => (tool === null ? id : `${id} ${tool}`));
  return { home, env, at, put, install, configure, health, wrong };
}

const codex = { bin: 'codex', name: '@openai/codex', version: '0.58.0' };

describe('aim health', () => {
  it('finds nothing on a machine that is well', async () => {
    const { install, configure, wrong } = machine();
    install('npm', codex);
    configure(
      { npmGlobal: [], versionPins: { npm: { '@openai/codex': '0.58.0' } } },
      { codex: {} },
    );
    expect(await wrong()).toEqual([]);
  });

  it('names every planted fault and nothing else', async () => {
    const { home, env, at, put, install, configure, health, wrong } = machine();
    // drifted from its pin
    install('npm', codex);
    // the pinned copy is shadowed by another
    install('npm', { bin: 'gemini', name: '@google/gemini-cli', version: '0.9.0' });
    install('other', { bin: 'gemini', name: '@google/gemini-cli', version: '0.10.0' });
    env['PATH'] = `${home}/npm/bin:${home}/other/bin:/usr/bin:/bin`;
    // which also updates itself, so that the pin will not hold: nothing switches that off
    // a dangling link
    symlinkSync(at('gone'), at('npm/bin/qwen'));
    // installed where PATH does not lead
    put('.local/bin/claude', '#!/bin/sh\n', 0o755);
    // a key in plaintext in its configuration
    put('.codex/config.toml', `[mcp_servers.x.env]\nOPENAI_API_KEY = "${openaiKey}"\n`, 0o600);
    // a vault that others can read, and a lock of a dead process
    put('.local/share/aim/trust.json', '{"files":{}}', 0o644);
    chmodSync(at('.local/share/aim'), 0o700);
    const dead = { pid: spawnSync('true').pid, host: hostname(), startedAt: null };
    put('.local/share/aim/trust.json.lock', JSON.stringify(dead), 0o600);
    configure(
      {
        healthChecks: {
          requiredPaths: ['~/work'],
          pathOrder: ['/usr/bin', '~/npm/bin'],
          permissions: { '~/npm/lib': '700' },
        },
        versionPins: { npm: { '@openai/codex': '0.60.0', '@google/gemini-cli': '0.10.0' } },
      },
      // goose is missing; nobody gave claude a key or a login
      { codex: {}, gemini: {}, qwen: {}, claude: {}, goose: {} },
    );
    expect(await wrong()).toEqual([
      'required_paths',
      'path_order',
      'permissions',
      'missing goose',
      'on_path claude',
      'shadowed gemini',
      'broken qwen',
      'pins codex',
      'self_update gemini',
      'keys claude',
      'plaintext_keys codex',
      'own_files',
      'own_files',
    ]);
    const all = await health();
    expect(all).toMatchObject({ exitCode: 1, data: { overallStatus: 'unhealthy' } });
    expect(JSON.stringify(all)).not.toContain(openaiKey.slice(10, 40));
    const plain = all.data.checks.find(({ id }) => id === 'plaintext_keys');
    expect(plain?.evidence).toBe(`${at('.codex/config.toml')}:2:19`);

    // mends its own files and nothing else, and checks again
    expect((await aimJson(['health', '--fix'], { home, env })).exitCode).toBe(2);
    const planned = await aimJson<{ repairs: unknown[] }>(['health', '--fix', '--dry-run'], {
      home,
      env,
    });
    expect(planned.data.repairs).toHaveLength(2);
    expect(statSync(at('.local/share/aim/trust.json')).mode & 0o777).toBe(0o644);
    const mended = await aimJson<{ repairs: { isDone: boolean }[] }>(['health', '--fix', '--yes'], {
      home,
      env,
    });
    expect(mended.data.repairs.map(({ isDone }) => isDone)).toEqual([true, true]);
    expect(await wrong(['own_files'])).toEqual([]);
    expect(readFileSync(at('.codex/config.toml'), 'utf8')).toContain(openaiKey);
  });

  it('goes on where the index of secrets is damaged, and says so', async () => {
    const { put, home, env } = machine();
    put('.local/share/aim/secrets/index.json', '{"half":', 0o600);
    const { exitCode, data } = await aimJson<Health>(['health'], { home, env });
    expect(exitCode).toBe(1);
    const states = Object.fromEntries(data.checks.map(({ id, status }) => [id, status]));
    expect(states).toMatchObject({ state_files: 'fail', secrets_vault: 'unknown', config: 'ok' });
  });

  it('leaves uncounted what the user ignores, and what an untrusted project would hide', async () => {
    const { put, configure, health, at, home, env } = machine();
    configure(
      { healthChecks: { ignore: [{ id: 'missing', tool: 'goose', reason: 'next week' }] } },
      {
        goose: {},
        aider: {},
      },
    );
    const { data } = await health(['missing']);
    expect(data).toMatchObject({ ignoredCount: 1, overallStatus: 'unhealthy' });
    const project = {
      environment: { healthChecks: { ignore: [{ id: 'missing', reason: 'hush' }] } },
    };
    put('work/aim_config.json', JSON.stringify(project));
    const there = await aimJson<Health>(['health', 'missing'], { home, env, cwd: at('work') });
    expect(there.data.ignoredCount).toBe(1);
  });
});
