import { describe, expect, it } from '@jest/globals';
import { linkSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { testHost } from '../../../core/test/support/test-host.js';
import { filesChangedSince, writtenPlaces } from '../../src/leaks/written-files.js';

function write(file: string, changedAt = new Date()): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
  utimesSync(file, changedAt, changedAt);
  return file;
}

const start = new Date('2026-11-25T10:00:00Z');
const before = new Date('2026-11-25T09:59:00Z');
const after = new Date('2026-11-25T10:00:05Z');

describe('filesChangedSince', () => {
  it('finds what a pattern names and was changed, each file once and no link', async () => {
    const folder = tempFolder();
    const session = write(join(folder, 'sessions/2026/11/25/rollout-1.jsonl'), after);
    write(join(folder, 'sessions/2026/11/24/rollout-0.jsonl'), before);
    write(join(folder, 'sessions/2026/11/25/other.txt'), after);
    linkSync(session, join(folder, 'sessions/2026/11/25/rollout-2.jsonl'));
    symlinkSync(session, join(folder, 'sessions/2026/11/25/rollout-3.jsonl'));
    const files = await filesChangedSince(
      [join(folder, 'sessions/*/*/*/rollout-*.jsonl')],
      start.getTime(),
    );
    expect(files).toHaveLength(1);
    expect(files[0]).toMatch(/rollout-[12]\.jsonl$/);
  });

  it('takes a file by its name, a folder with all that lies in it, and nothing that is absent', async () => {
    const folder = tempFolder();
    const history = write(join(folder, 'history.jsonl'), after);
    const log = write(join(folder, 'log/deep/.hidden.log'), after);
    expect(
      await filesChangedSince(
        [history, join(folder, 'log'), join(folder, 'none/**')],
        start.getTime(),
      ),
    ).toEqual([history, log]);
  });

  it('reads signs of a pattern in the folder of a user as they are', async () => {
    const folder = join(tempFolder(), '[work] {a,b}');
    const log = write(join(folder, 'log/a.log'), after);
    expect(await filesChangedSince([`${folder}/log/**`], start.getTime())).toEqual([log]);
  });
});

describe('writtenPlaces', () => {
  it('names the folders of the tool on this machine, without models', () => {
    const host = testHost({ home: '/home/me', cwd: '/work', env: { CODEX_HOME: '/data/codex' } });
    const details = {
      folders: { home: { path: '~/.codex', moved: ['$CODEX_HOME'] } },
      writes: [
        { kind: 'log' as const, path: '{home}/log/**' },
        { kind: 'model' as const, path: '{home}/models/**' },
        { kind: 'history' as const, path: '<git-root>/.history' },
      ],
    };
    expect(writtenPlaces(details, host)).toEqual(['/data/codex/log/**']);
  });
});
