import { describe, expect, it } from '@jest/globals';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim, aimFile, aimJson } from '../support/aim.js';

describe('bad input gets a clear error', () => {
  it.each([
    [['statsu'], 2, 'No command statsu; did you mean status?'],
    [['secrets', 'sett', 'X'], 2, 'No command secrets sett; did you mean secrets set'],
    [['secrets', 'set'], 2, 'KEY is missing: aim secrets set KEY [VALUE]'],
    [['status', 'now'], 2, 'One argument too many: now'],
    [['secrets', 'list', '--verfy'], 2, 'Unknown option --verfy; did you mean --verify?'],
    [['secrets', 'set', 'A', '--description'], 2, "'-d, --description <value>' argument missing"],
    [
      ['invoke', 'chat', 'hi', '--permission', 'all'],
      2,
      '--permission all: expected ask, read-only',
    ],
    [['route', 'code_generaton'], 2, 'did you mean code_generation?'],
    [['invoke', '--tool', 'gpt', 'hi'], 2, 'No tool gpt is known'],
    [['tools', 'info', 'claud'], 2, 'did you mean claude?'],
    [['health', 'pth'], 2, 'did you mean path?'],
    [['run'], 2, 'Nothing to run'],
    [['run', '--secret', '1X', '--', 'true'], 2, '--secret: expected KEY or ENV=KEY'],
    [['--config', '', 'status'], 2, '--config'],
    [['secrets', 'set', 'A-B/C/D', 'x'], 2, 'A-B/C/D'],
    [['secrets', 'set', 'A', '--stdin', '--prompt'], 2, 'Give the value once'],
    [['invoke', 'chat', '--payload', '{'], 2, '--payload is not JSON'],
    [['invoke', 'chat', '--payload', '[]'], 2, 'expected a JSON object'],
    [
      ['invoke', 'chat', 'hi', '--deadline', 'never'],
      2,
      '--deadline never: expected a number of seconds',
    ],
    [['--config', 'none.json', 'status'], 3, 'No configuration file at'],
  ])('aim %j', async (args, code, message) => {
    const answer = await aim(args);
    expect(answer.stderr).toContain(message);
    expect(answer.stderr).toMatch(/^error: /);
    expect([answer.code, answer.stdout]).toEqual([code, '']);
  });

  it('is one JSON document with --json, whatever is wrong', async () => {
    expect(await aimJson(['statsu'])).toMatchObject({
      schema: 'aim/v1',
      ok: false,
      exitCode: 2,
      data: null,
      errors: [{ code: 'usage.unknown_command', hint: 'aim --help' }],
    });
  });

  it('names the command in the document, also when its options are wrong', async () => {
    expect((await aimJson(['secrets', 'list', '--bogus'])).command).toBe('secrets list');
    expect(await aimJson(['--version'])).toMatchObject({ data: { version: expect.any(String) } });
  });

  it('has no JSON of its own where the output is that of another program', async () => {
    const { code, stdout } = await aim(['run', '--json', '--', 'true']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout).errors[0].message).toContain('aim run has no --json');
  });

  it('names file, line and column of a broken configuration, and changes nothing', async () => {
    const home = tempFolder();
    const file = join(home, 'aim_config.json');
    const text = '{\n  "registry": {\n    "tools": { "x": { "capabilities": "chat" } }\n  }\n}\n';
    writeFileSync(file, text);
    for (const command of [['status'], ['config', 'validate'], ['secrets', 'list']]) {
      const { code, stderr } = await aim(command, { home });
      expect(stderr).toContain(
        `${file}:3:23: registry.tools.x.capabilities: expected array, found string`,
      );
      expect(code).toBe(3);
    }
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('tells a value with NUL from one that can be kept', async () => {
    const { code, stderr } = await aim(['secrets', 'set', 'A', '--stdin'], { input: 'ab\0cd' });
    expect(code).toBe(2);
    expect(stderr).toContain('NUL');
  });

  it('asks nothing where there is nobody to ask', async () => {
    const home = tempFolder();
    const set = await aim(['secrets', 'set', 'A'], { home });
    expect([set.code, set.stderr]).toEqual([
      2,
      expect.stringContaining('aim secrets set A --stdin'),
    ]);
    await aim(['secrets', 'set', 'A', '--stdin'], { home, input: 'some value' });
    const deletion = await aim(['secrets', 'delete', 'A'], { home });
    expect([deletion.code, deletion.stderr]).toEqual([
      2,
      expect.stringContaining('aim secrets delete A --yes'),
    ]);
  });

  it('says which folder it cannot write', async () => {
    const file = join(tempFolder(), 'file');
    writeFileSync(file, '');
    const { code, stderr } = await aim(['secrets', 'set', 'A', '--stdin'], {
      input: 'some value',
      env: { AIM_HOME: file },
    });
    expect(code).toBe(6);
    expect(stderr).toContain(`Cannot write ${file}`);
    expect((await aim(['status'], { env: { AIM_HOME: file } })).code).toBe(0);
  });

  it('says that a home cannot be read, and by which file it noticed', async () => {
    const home = join(tempFolder(), 'home');
    mkdirSync(home, { mode: 0o000 });
    chmodSync(join(home, '..'), 0o755);
    // Root reads everything: then somebody else has to try.
    const nobody = process.getuid?.() === 0 ? { uid: 65_534 } : {};
    const { code, stdout, stderr } = await aim(['status'], { home, cwd: '/', ...nobody });
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain(`Cannot read the configuration ${home}/.config/aim/tools`);
    expect(stderr).toContain('permission denied');
    expect(stderr).toContain('AIM_HOME');
  });

  it('refuses a home of its own that would be another in each folder', async () => {
    const { code, stderr } = await aim(['status'], { env: { AIM_HOME: 'relative' } });
    expect([code, stderr]).toEqual([2, expect.stringContaining('AIM_HOME')]);
  });

  it('sees a full device, and a folder that is gone', async () => {
    const { spawnSync } = await import('node:child_process');
    const full = spawnSync(
      'sh',
      ['-c', '"$0" "$1" --help > /dev/full', process.execPath, aimFile],
      { encoding: 'utf8' },
    );
    expect([full.status, full.stderr]).toEqual([6, expect.stringContaining('no space left')]);
    const gone = spawnSync(
      'sh',
      [
        '-c',
        'cd "$(mktemp -d)" && rmdir "$PWD" && HOME=/nonexistent "$0" "$1" status',
        process.execPath,
        aimFile,
      ],
      { encoding: 'utf8' },
    );
    expect([gone.status, gone.stderr]).toEqual([0, '']);
  });

  it('does not wait for a pipe where a configuration belongs', async () => {
    const { execFileSync } = await import('node:child_process');
    const project = tempFolder();
    execFileSync('mkfifo', [join(project, 'aim_config.json')]);
    const { code, stderr } = await aim(['status'], { cwd: project });
    expect([code, stderr]).toEqual([3, expect.stringContaining('aim_config.json')]);
  });

  it('refuses a damaged index and keeps it byte for byte', async () => {
    const home = tempFolder();
    const index = join(home, '.local/share/aim/secrets/index.json');
    mkdirSync(join(index, '..'), { recursive: true });
    writeFileSync(index, '{"half":');
    for (const command of [
      ['secrets', 'list'],
      ['secrets', 'set', 'A', '--stdin'],
      ['run', '--secret', 'A', '--', 'true'],
    ]) {
      const { code, stderr } = await aim(command, { home, input: 'some value' });
      expect(stderr).toContain(index);
      expect(code).toBe(8);
    }
    expect(readFileSync(index, 'utf8')).toBe('{"half":');
  });

  it('ends without a word when the reader goes away', async () => {
    const { spawnSync } = await import('node:child_process');
    const { stdout, stderr } = spawnSync(
      'sh',
      ['-c', '"$0" "$1" --help | head -1', process.execPath, aimFile],
      { encoding: 'utf8' },
    );
    expect(stdout).toMatch(/^aim: /);
    expect(stderr).toBe('');
  });
});
