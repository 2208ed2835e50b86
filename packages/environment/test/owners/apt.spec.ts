import { systemHost } from '@aim/core';
import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { itNeeds } from '../../../core/test/support/needs.js';
import { detectTools } from '../../src/index.js';
import { hostWith, tool } from '../support/host.js';
import { link, program, tree, type Entry } from '../support/tree.js';

const status = `Package: other
Status: install ok installed
Architecture: amd64
Version: 9

Package: ollama
Status: install ok installed
Priority: optional
Architecture: amd64
Multi-Arch: same
Version: 1:0.11.4-2
Description: run models
 Version: 7

Package: gone
Status: deinstall ok config-files
Architecture: amd64
Version: 5
`;

function detect(id: string, entries: Record<string, Entry>, folder = 'usr/bin') {
  const root = tree({ 'var/lib/dpkg/status': status, ...entries });
  const host = hostWith([`${root}/${folder}`]);
  const [found] = detectTools([tool(id)], host, { systemRoot: root });
  if (found === undefined) throw new Error('no answer');
  return { root, found };
}

const info = 'var/lib/dpkg/info';

describe('apt owns', () => {
  it('a file of the package that bears its name', () => {
    const { root, found } = detect('ollama', {
      'usr/bin/ollama': program(),
      [`${info}/ollama.list`]: '/.\n/usr\n/usr/bin\n/usr/bin/ollama\n',
    });
    expect(found).toMatchObject({
      channel: 'apt',
      package: 'ollama',
      version: '1:0.11.4-2',
      evidence: `${root}/${info}/ollama.list`,
    });
  });

  it('a file of a package with another name and an architecture, listed before the merge of /usr', () => {
    const { found } = detect('llm', {
      'usr/bin/llm': program(),
      [`${info}/ollama:amd64.list`]: '/.\n/bin\n/bin/llm\n/bin/llm.1\n',
      [`${info}/other.list`]: '/.\n/usr/bin/llm2\n',
    });
    expect(found).toMatchObject({ channel: 'apt', package: 'ollama', version: '1:0.11.4-2' });
  });

  it('a link that the package itself brings', () => {
    const { found } = detect('ollama', {
      'usr/lib/ollama/ollama-bin': program(),
      'usr/bin/ollama': link('../lib/ollama/ollama-bin'),
      [`${info}/ollama.list`]: '/.\n/usr/bin/ollama\n/usr/lib/ollama/ollama-bin\n',
    });
    expect(found.channel).toBe('apt');
  });
});

describe('apt does not own', () => {
  it.each([
    ['a file that no list names', { [`${info}/ollama.list`]: '/.\n/usr/bin/ollama-other\n' }],
    ['a file of a removed package', { [`${info}/gone.list`]: '/.\n/usr/bin/ollama\n' }],
    [
      'a file that one package diverts from another',
      {
        [`${info}/ollama.list`]: '/.\n/usr/bin/ollama\n',
        'var/lib/dpkg/diversions': '/usr/bin/ollama\n/usr/bin/ollama.distrib\nother\n',
      },
    ],
  ])('%s', (_, entries) => {
    const { found } = detect('ollama', {
      'usr/bin/ollama': program(),
      ...(entries as Record<string, Entry>),
    });
    expect(found).toMatchObject({ installed: true, channel: 'unknown', version: null });
  });

  it('a file in /usr/local, whatever a list says', () => {
    const { found } = detect(
      'ollama',
      {
        'usr/local/bin/ollama': program(),
        [`${info}/ollama.list`]: '/.\n/usr/local/bin/ollama\n',
      },
      'usr/local/bin',
    );
    expect(found.channel).toBe('unknown');
  });

  it('a shim that is a link to a program of another name', () => {
    const { found } = detect(
      'ollama',
      {
        'usr/bin/mise': program(),
        'home/shims/ollama': link('/usr/bin/mise'),
        [`${info}/other.list`]: '/.\n/usr/bin/mise\n',
      },
      'home/shims',
    );
    expect(found).toMatchObject({ installed: true, channel: 'mise', package: null });
  });
});

describe('the real dpkg', () => {
  for (const name of ['git', 'jq', 'dpkg-query']) {
    itNeeds(['dpkg-query', name], `agrees on the owner and version of ${name}`, () => {
      const path = `/usr/bin/${name}`;
      expect(fs.existsSync(path)).toBe(true);
      const owner = execFileSync('dpkg-query', ['--search', path], { encoding: 'utf8' });
      const packageName = owner.split(':')[0] as string;
      const version = execFileSync('dpkg-query', ['-W', '-f', '${Version}', packageName], {
        encoding: 'utf8',
      });
      const [found] = detectTools([tool(name)], { ...systemHost(), env: { PATH: '/usr/bin' } });
      expect(found).toMatchObject({ channel: 'apt', package: packageName, version });
    });
  }
});
