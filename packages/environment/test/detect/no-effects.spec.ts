import { loadCatalogue, systemHost } from '@aim/core';
import { describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { itNeeds } from '../../../core/test/support/needs.js';
import { runDetection } from '../support/detection-process.js';
import { hostWith, tool } from '../support/host.js';
import { link, program, tree } from '../support/tree.js';

/** Tools of several owners, and one that would tell on us if it were started. */
function machine() {
  const root = tree({
    'prefix/lib/node_modules/semver/package.json':
      '{"name":"semver","version":"7.7.3","bin":{"semver":"bin/semver.js"}}',
    'prefix/lib/node_modules/semver/bin/semver.js': program(),
    'prefix/bin/semver': link('../lib/node_modules/semver/bin/semver.js'),
    'own/llm': program('#!/bin/sh\ntouch "$0.was-started"\n'),
  });
  const tools = [tool('semver'), tool('llm'), tool('git'), ...loadCatalogue().tools];
  return { root, tools, path: [`${root}/prefix/bin`, `${root}/own`, '/usr/bin', `${root}/own`] };
}

describe('detection', () => {
  it('starts no process, opens no socket and lists each folder of PATH once', async () => {
    const { root, path } = machine();
    const many = Array.from({ length: 30 }, (_, index) => tool(`tool${index}`));
    const folders = path.filter((folder) => folder.startsWith(root));
    const { found, calls } = await runDetection([tool('llm'), ...many], hostWith(folders));
    expect(found[0]?.path).toBe(`${root}/own/llm`);
    // Two folders, and the one of dpkg's lists is not asked for a file outside the system.
    expect(calls).toEqual({ processes: 0, sockets: 0, listedFolders: 2 });
    expect(fs.existsSync(`${root}/own/llm.was-started`)).toBe(false);
  });

  it('does so with the catalogue on this machine', async () => {
    const { tools, path } = machine();
    const real = systemHost();
    const host = { ...real, env: { PATH: [...path, real.env['PATH']].join(':') } };
    const { found, calls } = await runDetection(tools, host);
    expect(found[0]).toMatchObject({ channel: 'npm', version: '7.7.3' });
    expect(calls).toMatchObject({ processes: 0, sockets: 0 });
  });

  itNeeds(['strace'], 'makes no execve and no socket system call of its own', async () => {
    const { root, tools, path } = machine();
    const log = join(root, 'strace.log');
    const before = ['strace', '-f', '-e', 'trace=execve,socket,connect', '-o', log];
    await runDetection(tools, hostWith(path), { before });
    const lines = fs.readFileSync(log, 'utf8').split('\n');
    const count = (call: string) => lines.filter((line) => line.includes(`${call}(`)).length;
    expect({ execve: count('execve'), socket: count('socket'), connect: count('connect') }).toEqual(
      // The one that starts Node itself.
      { execve: 1, socket: 0, connect: 0 },
    );
  });
});
