import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim, aimFile, aimJson } from '../support/aim.js';
import { programs } from '../support/programs.js';

describe('a team that shares a configuration', () => {
  it('makes it of one machine, and each member sees it over their own', async () => {
    const project = tempFolder();
    mkdirSync(join(project, '.git'));
    const ann = tempFolder();
    const bin = programs({ codex: '', aider: '' });
    const env = { PATH: `${bin}:/usr/bin:/bin` };
    const made = await aim(['config', 'init', '--project'], { home: ann, cwd: project, env });
    expect([made.code, made.stdout]).toEqual([0, expect.stringContaining('codex')]);
    expect(made.stderr).toContain('is trusted');

    // Ann wrote it: for her it has an effect. Bob has to agree first.
    const ask = ['config', 'show', 'registry.capabilities.refactoring.primaryTool'];
    const hers = await aim(ask, { home: ann, cwd: project });
    expect([hers.code, hers.stdout]).toEqual([0, 'codex\n']);
    const bob = tempFolder();
    const waiting = await aim(ask, { home: bob, cwd: project });
    expect([waiting.code, waiting.stdout]).toEqual([6, '']);
    expect(waiting.stderr).toContain('aim trust');
    await aim(['trust'], { home: bob, cwd: project });
    expect((await aim(ask, { home: bob, cwd: project })).stdout).toBe('codex\n');

    // What Bob prefers stands in his own file, and the project's wins over it.
    const prefers = ['config', 'set', 'registry.capabilities.refactoring.primaryTool', 'aider'];
    await aim(prefers, { home: bob, cwd: project });
    await aim(['config', 'set', 'audit.enabled', 'false'], { home: bob, cwd: project });
    const { data } = await aimJson<{ values: { key: string; value: unknown; origin: object }[] }>(
      ['config', 'show', '--origin'],
      { home: bob, cwd: project, env: { AIM_SECRETS_BACKEND: 'file' } },
    );
    const found = Object.fromEntries(data.values.map(({ key, ...rest }) => [key, rest]));
    const chain = 'registry.capabilities.refactoring.primaryTool';
    expect(found[chain]).toMatchObject({ value: 'codex', origin: { kind: 'project' } });
    expect(found['audit.enabled']).toMatchObject({
      value: false,
      origin: { kind: 'user', place: { line: 11 } },
    });
    expect(found['secrets.backend']).toMatchObject({
      value: 'file',
      origin: { kind: 'environment', variable: 'AIM_SECRETS_BACKEND' },
    });
  });
});

describe('aim config', () => {
  it('shows lines for people, and nothing but the value for one key', async () => {
    const home = tempFolder();
    await aim(['config', 'set', 'environment.toolsRoot', '/opt'], { home });
    const { stdout } = await aim(['config', 'show', '--origin'], { home });
    const line = stdout.split('\n').find((text) => text.startsWith('environment.toolsRoot'));
    expect(line?.split(/ {2,}/)).toEqual([
      'environment.toolsRoot',
      '"/opt"',
      '~/.config/aim/aim_config.json:4 (user)',
    ]);
    expect((await aim(['config', 'show', 'environment.toolsRoot'], { home })).stdout).toBe(
      '/opt\n',
    );
    const unset = await aim(['config', 'show', 'audit.logPath'], { home });
    expect(unset).toMatchObject({ code: 1, stdout: '' });
    expect(unset.stderr).toContain('audit.logPath is not set');
  });

  it('keeps the file as it was when a value is refused, and repeats no value', async () => {
    const home = tempFolder();
    const file = join(home, 'aim_config.json');
    writeFileSync(file, '{ "audit": { "enabled":   true } }');
    for (const args of [
      ['audit.enabled', 'perhaps-a-secret'],
      ['audit.enabled', 'true', 'perhaps-a-secret'],
      ['audit.enbled', 'perhaps-a-secret'],
      ['audit.enabled'],
    ]) {
      const { code, stderr } = await aim(['--config', file, 'config', 'set', ...args], { home });
      expect([code, stderr]).toEqual([2, expect.not.stringContaining('perhaps-a-secret')]);
    }
    expect(readFileSync(file, 'utf8')).toBe('{ "audit": { "enabled":   true } }');
  });

  it('compiles no schema: Node makes no code of text, and Ajv is in the part of MCP alone', () => {
    const home = tempFolder();
    const file = join(home, 'aim_config.json');
    writeFileSync(file, '{ "registry": { "tools": { "mine": { "capabilities": ["chat"] } } } }');
    for (const [command, code] of [
      [['config', 'validate'], 0],
      [['status'], 0],
      [['config', 'set', 'audit.enabled', 'maybe'], 2],
    ] as const) {
      const args = [
        '--disallow-code-generation-from-strings',
        aimFile,
        '--config',
        file,
        ...command,
      ];
      const env = { PATH: '/usr/bin:/bin', HOME: home };
      const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
      expect([status, stderr]).toEqual([code, expect.not.stringContaining('Code generation')]);
    }
    const bundle = join(aimFile, '..');
    const texts = readdirSync(bundle).map((name) => readFileSync(join(bundle, name), 'latin1'));
    // Options of Ajv, by which its compiler would be known; the SDK of MCP checks answers with it.
    const others = texts.filter((text) => !text.includes('elicitation/create'));
    expect(others.length).toBe(texts.length - 1);
    expect(others.filter((text) => /strictSchema|inlineRefs/.test(text))).toEqual([]);
    for (const name of ['core', 'secrets', 'environment', 'registry', 'services', 'cli']) {
      const path = join(import.meta.dirname, '../../..', name, 'package.json');
      const { dependencies = {} } = JSON.parse(readFileSync(path, 'utf8')) as {
        dependencies?: Record<string, string>;
      };
      expect(Object.keys(dependencies)).not.toContain('ajv');
    }
  });

  it('prints a schema that knows the file that init makes', async () => {
    const schema = JSON.parse((await aim(['config', 'schema'])).stdout) as { properties: object };
    const made = JSON.parse((await aim(['config', 'init', '--dry-run'])).stdout) as object;
    expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(Object.keys(made)));
  });
});
