import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import {
  packageRegistry,
  type PackageRegistry,
} from '../../../core/test/support/package-registry.js';
import { aim, aimJson, type AimCall } from '../support/aim.js';

const codex = (version: string) => ({
  name: '@openai/codex',
  version,
  program: `console.log('codex-cli ${version}')`,
});

let registry: PackageRegistry;
beforeAll(async () => {
  registry = await packageRegistry(codex('1.0.0'), codex('2.0.0'), {
    name: 'torn',
    version: '1.0.0',
    fault: 'truncated',
  });
});
afterAll(() => registry.close());

/** A user with a Node of their own, a prefix of npm and the registry of this test. */
function machine(): AimCall & { home: string; env: Record<string, string> } {
  const home = tempFolder();
  const prefix = join(home, 'prefix');
  const env = {
    PATH: [join(prefix, 'bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
    npm_config_prefix: prefix,
    npm_config_registry: registry.url,
    npm_config_fetch_retry_mintimeout: '10',
    npm_config_fetch_retry_maxtimeout: '100',
  };
  return { home, env };
}

interface Data {
  steps: { tool: string; action: string; to: string | null }[];
  outcomes: { tool: string; status: string; before: string | null; after: string | null }[];
}

const told = ({ outcomes }: Data) =>
  outcomes.map(({ tool, status, before, after }) => [tool, status, before, after]);

const versionIn = (home: string) =>
  (
    JSON.parse(
      fs.readFileSync(join(home, 'prefix/lib/node_modules/@openai/codex/package.json'), 'utf8'),
    ) as { version: string }
  ).version;

describe('aim install', () => {
  it('installs, updates, rolls back and removes a tool', async () => {
    const user = machine();
    const installed = await aimJson<Data>(['install', 'codex@1.0.0', '--yes'], user);
    expect(told(installed.data)).toEqual([['codex', 'done', null, '1.0.0']]);
    const outdated = await aim(['outdated', '--check'], user);
    expect([outdated.code, outdated.stdout]).toEqual([1, 'codex  1.0.0 → 2.0.0  npm\n']);
    expect(told((await aimJson<Data>(['update', '--yes'], user)).data)).toEqual([
      ['codex', 'done', '1.0.0', '2.0.0'],
    ]);
    const back = await aim(['rollback', 'codex', '--yes'], user);
    expect(back.stdout).toContain('codex  2.0.0 → 1.0.0');
    expect(versionIn(user.home)).toBe('1.0.0');
    const removed = await aimJson<Data>(['uninstall', 'codex', '--yes'], user);
    expect(told(removed.data)).toEqual([['codex', 'done', '1.0.0', null]]);
    await aim(['rollback', '--yes'], user);
    expect(versionIn(user.home)).toBe('1.0.0');
    const log = fs.readdirSync(join(user.home, '.local/share/aim/audit'))[0] as string;
    const events = fs
      .readFileSync(join(user.home, '.local/share/aim/audit', log), 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { event_type: string }).event_type);
    expect(events).toEqual([
      'tool_install',
      'tool_upgrade',
      'tool_rollback',
      'tool_uninstall',
      'tool_rollback',
    ]);
  }, 120_000);

  it('four at once do one installation', async () => {
    const user = machine();
    const before = registry.asked.length;
    const all = await Promise.all(
      Array.from({ length: 4 }, () => aimJson<Data>(['install', 'codex@1.0.0', '--yes'], user)),
    );
    expect(all.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
    const fetched = registry.asked.slice(before).filter((path) => path.endsWith('codex-1.0.0.tgz'));
    expect(fetched).toHaveLength(1);
    const done = all.flatMap(({ data }) => data.outcomes.filter(({ status }) => status === 'done'));
    expect(done).toHaveLength(1);
  }, 120_000);

  it('writes nothing for --dry-run, and asks nobody who is not there', async () => {
    const user = machine();
    const before = hashOf(user.home);
    const { data } = await aimJson<Data>(['install', 'codex@1.0.0', '--dry-run'], user);
    expect(data.steps).toEqual([expect.objectContaining({ tool: 'codex', action: 'install' })]);
    expect((await aim(['install', 'codex@1.0.0'], user)).code).toBe(2);
    expect(hashOf(user.home)).toBe(before);
  }, 60_000);

  it('installs what the configuration lists, tells each outcome, and ends with 4 for some', async () => {
    const user = machine();
    const file = join(user.home, '.config/aim/aim_config.json');
    fs.mkdirSync(dirname(file), { recursive: true });
    const made = join(user.home, 'made');
    const environment = {
      npmGlobal: ['@openai/codex', 'torn'],
      versionPins: { npm: { '@openai/codex': '1.0.0' } },
    };
    const tools = { mine: { detectCommands: ['mine'], installCommand: ['touch', made] } };
    fs.writeFileSync(file, JSON.stringify({ environment, registry: { tools } }));
    const { exitCode, data, errors } = await aimJson<Data>(['tools', 'install-all', '--yes'], user);
    expect([exitCode, told(data), errors.map(({ code }) => code)]).toEqual([
      4,
      [
        ['mine', 'done', null, null],
        ['codex', 'done', null, '1.0.0'],
        ['torn', 'failed', null, null],
      ],
      ['install.failed'],
    ]);
    expect(fs.existsSync(made)).toBe(true);
  }, 120_000);

  it('does for a clone nothing that its user did not agree to', async () => {
    const user = machine();
    const cwd = tempFolder();
    const config = { environment: { npmGlobal: ['@openai/codex'] } };
    fs.writeFileSync(join(cwd, 'aim_config.json'), JSON.stringify(config));
    const refused = await aimJson<Data>(['install', '--from-config', '--yes'], { ...user, cwd });
    expect([refused.exitCode, refused.errors[0]?.code]).toEqual([6, 'config.untrusted']);
    await aim(['trust', '--yes'], { ...user, cwd });
    expect(fs.existsSync(join(user.home, 'prefix'))).toBe(false);
  }, 60_000);
});

/** Every file below a folder, with its content. */
function hashOf(folder: string): string {
  const hash = createHash('sha256');
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    hash.update(path).update(entry.isFile() ? fs.readFileSync(path) : '');
  }
  return hash.digest('hex');
}
