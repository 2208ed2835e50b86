import { describe, expect } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { itNeeds } from '../../../core/test/support/needs.js';
import type { InvokeEvent } from '../../src/invoke/events.js';
import { invoke, program, registryOf, catalogueTool, tempFolder } from '../support/machine.js';

const answers = `cat >/dev/null; echo '{"result":"done"}'`;

/** A repository with a change that is not committed, and a tool that does this before it crashes. */
function scene(does: string) {
  const cwd = tempFolder();
  const git = (...args: string[]) => execFileSync('git', args, { cwd, encoding: 'utf8' });
  git('init', '-q');
  fs.writeFileSync(join(cwd, 'kept'), 'as committed\n');
  fs.writeFileSync(join(cwd, 'gone'), 'still here\n');
  git('add', '.');
  const me = ['-c', 'user.name=me', '-c', 'user.email=me@example.com'];
  git(...me, 'commit', '-qm', 'first');
  fs.writeFileSync(join(cwd, 'kept'), 'my change\n');
  fs.writeFileSync(join(cwd, 'mine'), 'not added\n');
  const folder = tempFolder();
  const programs = {
    breaks: program(folder, 'breaks', `cat >/dev/null; ${does}; exit 3`),
    answers: program(folder, 'answers', answers),
  };
  const registry = registryOf([catalogueTool('breaks'), catalogueTool('answers')]);
  const events: InvokeEvent[] = [];
  const ports = { onEvent: (event: InvokeEvent) => events.push(event) };
  const run = (restore: boolean) =>
    invoke(
      { folder, registry, programs, ports },
      { permission: 'workspace-write', cwd, restore, deadlineMs: 60_000 },
    );
  const read = (name: string) => fs.readFileSync(join(cwd, name), 'utf8');
  return { cwd, git, run, read, events };
}

const changes = 'echo theirs > kept; rm gone; mkdir -p new/deep; echo x > new/deep/file';

describe('a tool that changed files and then failed', () => {
  itNeeds(['git'], 'is followed by nobody', async () => {
    const { run, read } = scene(changes);
    const result = await run(false);
    expect(result.attempts.map(({ tool, outcome }) => [tool, outcome])).toEqual([
      ['breaks', 'unknown'],
    ]);
    expect(read('kept')).toBe('theirs\n');
  });

  itNeeds(['git'], 'is followed by the next when its changes were put back', async () => {
    const { cwd, git, run, read, events } = scene(changes);
    const status = git('status', '--porcelain');
    const result = await run(true);
    expect(result).toMatchObject({ tool: 'answers', content: 'done' });
    expect([read('kept'), read('gone'), read('mine')]).toEqual([
      'my change\n',
      'still here\n',
      'not added\n',
    ]);
    expect(fs.existsSync(join(cwd, 'new'))).toBe(false);
    expect(git('status', '--porcelain')).toBe(status);
    const restored = events.find((each) => each.type === 'workspace_restored');
    expect(restored).toMatchObject({ tool: 'breaks', files: ['gone', 'kept', 'new/deep/file'] });
    // What it had done is not lost.
    const { tree } = restored as Extract<InvokeEvent, { type: 'workspace_restored' }>;
    expect(git('show', `${tree}:kept`)).toBe('theirs\n');
    expect(result.warnings).toEqual([
      expect.stringContaining('breaks had changed 3 files, which were put back'),
    ]);
  });

  itNeeds(['git'], 'is followed by the next when all that it did was to add files', async () => {
    const { cwd, run } = scene('mkdir new; echo x > new/file');
    expect(await run(true)).toMatchObject({ tool: 'answers', content: 'done' });
    expect(fs.existsSync(join(cwd, 'new'))).toBe(false);
  });

  itNeeds(['git'], 'is followed by nobody when it has committed', async () => {
    const commit = 'git -c user.name=x -c user.email=x@example.com commit -qam theirs';
    const { run, read } = scene(`echo theirs > kept; ${commit}`);
    const result = await run(true);
    expect(result.attempts.map(({ tool }) => tool)).toEqual(['breaks']);
    expect(result.warnings).toEqual([
      'What breaks changed is still there: it has committed or staged what it changed',
    ]);
    expect(read('kept')).toBe('theirs\n');
  });

  itNeeds(['git'], 'is not started where nothing could be put back', async () => {
    const { cwd, run } = scene(changes);
    fs.rmSync(join(cwd, '.git'), { recursive: true });
    expect(await run(true)).toMatchObject({
      attempts: [],
      error: {
        class: 'FAILED_PRECONDITION',
        message: expect.stringContaining('no git repository'),
      },
    });
  });
});
