import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chmodSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { startRegistry, type TestRegistry } from '../../../core/test/support/npm-registry.js';
import { aim, aimJson } from '../support/aim.js';
import { pathWith, programs } from '../support/programs.js';

interface Row {
  id: string;
  version: string | null;
  channel: string;
  evidence: string;
  latest: { version: string | null; update: string; failure: string | null } | null;
}

let registry: TestRegistry;
beforeAll(async () => {
  registry = await startRegistry({ '@openai/codex': '0.170.0' });
});
afterAll(() => registry.close());

/** A prefix as npm fills it, with codex 0.169.0. */
function codexPrefix(): string {
  const prefix = tempFolder();
  const root = join(prefix, 'lib/node_modules/@openai/codex');
  mkdirSync(root, { recursive: true });
  mkdirSync(join(prefix, 'bin'));
  writeFileSync(
    join(root, 'package.json'),
    '{"name":"@openai/codex","version":"0.169.0","bin":{"codex":"codex.js"}}',
  );
  writeFileSync(join(root, 'codex.js'), '', { mode: 0o755 });
  symlinkSync('../lib/node_modules/@openai/codex/codex.js', join(prefix, 'bin/codex'));
  return prefix;
}

async function toolRows(args: string[], call: { home: string; env: Record<string, string> }) {
  return (await aimJson<{ tools: Row[] }>(args, call)).data.tools;
}

describe('aim status --online', () => {
  it('asks once, and later calls show what it heard and ask nobody', async () => {
    const call = {
      home: tempFolder(),
      env: { PATH: `${codexPrefix()}/bin`, npm_config_registry: registry.url },
    };
    expect((await toolRows(['status'], call))[0]?.latest).toBeNull();
    const heard = { version: '0.170.0', update: 'available', failure: null };
    expect((await toolRows(['status', '--online'], call))[0]?.latest).toMatchObject(heard);
    expect((await toolRows(['status'], call))[0]?.latest).toMatchObject(heard);
    expect((await toolRows(['status', '--online'], call))[0]?.latest).toMatchObject(heard);
    expect(registry.asked()).toEqual(['GET /@openai%2fcodex']);
    expect((await aim(['status'], call)).stdout).toContain('0.169.0 → 0.170.0');
  });

  it('without a network tells what there is, and why it heard nothing', async () => {
    const call = {
      home: tempFolder(),
      env: { PATH: `${codexPrefix()}/bin`, npm_config_registry: 'http://127.0.0.1:9/' },
    };
    const [codex] = await toolRows(['status', '--online'], call);
    expect(codex).toMatchObject({
      version: '0.169.0',
      latest: { version: null, update: 'unknown', failure: expect.stringContaining('reached') },
    });
  });
});

describe('aim status --probe', () => {
  it('runs what nobody owns, and nothing else', async () => {
    const ran = join(tempFolder(), 'ran');
    const folder = programs({
      goose: `echo goose >> ${ran}; echo " 1.9.2"`,
      // Its --version is known to write files.
      copilot: `echo copilot >> ${ran}; echo 1.0.102`,
    });
    const env = { ...pathWith(folder) };
    const home = tempFolder();
    const before = await toolRows(['status'], { home, env });
    expect(before.map(({ id, version }) => [id, version])).toEqual([
      ['copilot', null],
      ['goose', null],
    ]);
    expect(() => readdirSync(ran)).toThrow('ENOENT');
    const after = await toolRows(['status', '--probe'], { home, env });
    expect(after.map(({ id, version, channel }) => [id, version, channel])).toEqual([
      ['copilot', null, 'unknown'],
      ['goose', '1.9.2', 'unknown'],
    ]);
    expect(after[1]?.evidence).toBe(`${folder}/goose --version told it`);
  });
});

it('a home that nobody may write to is looked at all the same', async () => {
  const home = tempFolder();
  chmodSync(home, 0o555);
  const env = { PATH: `${codexPrefix()}/bin` };
  chmodSync(join(env.PATH, '..'), 0o755);
  const { code, stdout } = await aim(['status'], { home, env, cwd: '/', uid: 65534 });
  expect([code, stdout]).toEqual([0, expect.stringContaining('0.169.0')]);
  expect(readdirSync(home)).toEqual([]);
});
