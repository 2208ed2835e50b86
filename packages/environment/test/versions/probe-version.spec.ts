import { describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { probeVersion, type VersionProbe } from '../../src/index.js';
import { hostWith } from '../support/host.js';
import { program, tree } from '../support/tree.js';

const pattern = '(\\d+\\.\\d+\\.\\d+)';

function probe(script: string, changes: Partial<VersionProbe> = {}, env = {}) {
  const root = tree({ tool: program(`#!/bin/sh\n${script}\n`), 'tmp/x': '' });
  fs.rmSync(`${root}/tmp/x`);
  const host = hostWith(['/usr/bin', '/bin'], {
    tmp: `${root}/tmp`,
    env: { PATH: '/usr/bin:/bin', ...env },
  });
  const asked = probeVersion(
    { path: `${root}/tool`, args: ['--version'], pattern, ...changes },
    host,
  );
  return { root, asked };
}

describe('a program that is asked for its version', () => {
  it.each([
    ['on stdout', 'echo "tool 1.2.3 (abc)"'],
    ['on stderr', 'echo "1.2.3" >&2; exit 1'],
    ['after a warning that names another', 'echo "WARNING: client is 9.9.9"; echo 1.2.3'],
    ['beside news of an update', 'echo "Update available: 9.9.9"; echo "v1.2.3"'],
  ])('answers %s', async (_, script) => {
    expect(await probe(script).asked).toEqual({ version: '1.2.3' });
  });

  it.each([
    ['nothing', 'exit 0', 'named no version (exit 0)'],
    ['that it died', 'kill -SEGV $$', 'named no version (exit by a signal)'],
    ['words', 'echo no version here; exit 3', 'named no version (exit 3)'],
  ])('says %s', async (_, script, why) => {
    expect(await probe(script).asked).toEqual({ version: null, why });
  });

  it('cannot be started', async () => {
    const { root } = probe('');
    const host = hostWith([], { tmp: `${root}/tmp` });
    const asked = { path: `${root}/gone`, args: [], pattern };
    expect(await probeVersion(asked, host)).toEqual({
      version: null,
      why: 'could not be started',
    });
  });

  it('runs in an empty folder that is its home, with nothing of the user, and leaves nothing', async () => {
    const script =
      'ls -A | wc -l > "$OUT"; pwd >> "$OUT"; echo "$HOME" >> "$OUT"; touch mess; env >> "$OUT"; cat >> "$OUT"; echo 1.2.3';
    const out = `${tree()}/out`;
    const { root, asked } = probe(
      script.replaceAll('$OUT', out),
      { noUpdateEnv: { DISABLE_AUTOUPDATER: '1' } },
      { OPENAI_API_KEY: 'sk-of-the-user' },
    );
    expect(await asked).toEqual({ version: '1.2.3' });
    const [count, folder, home, ...rest] = fs.readFileSync(out, 'utf8').split('\n');
    expect(count?.trim()).toBe('0');
    expect(folder).toBe(home);
    expect(folder?.startsWith(`${root}/tmp/`)).toBe(true);
    expect(rest).toContain('DISABLE_AUTOUPDATER=1');
    expect(rest.join('\n')).not.toContain('sk-of-the-user');
    expect(fs.readdirSync(`${root}/tmp`)).toEqual([]);
  });

  it('that hangs is ended with all that it started', async () => {
    const mark = `${tree()}/alive`;
    const script = `trap "" TERM; (while :; do date +%N > ${mark}; sleep 0.05; done) & sleep 60`;
    expect(await probe(script, { deadlineMs: 300 }).asked).toEqual({
      version: null,
      why: 'did not answer in time',
      isSlow: true,
    });
    const before = fs.readFileSync(mark, 'utf8');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(fs.readFileSync(mark, 'utf8')).toBe(before);
  });
});
