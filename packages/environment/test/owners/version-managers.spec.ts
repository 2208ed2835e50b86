import { describe, expect, it } from '@jest/globals';
import { detectTools } from '../../src/index.js';
import { hostWith, tool } from '../support/host.js';
import { link, program, tree, type Entry } from '../support/tree.js';

function detect(folder: string, entries: Record<string, Entry>) {
  const root = tree(entries);
  const [found] = detectTools([tool('codex')], hostWith([`${root}/${folder}`], { home: root }));
  return { root, found };
}

/** A global prefix of npm with codex in it. */
function prefix(folder: string, version: string): Record<string, Entry> {
  const root = `${folder}/lib/node_modules/@openai/codex`;
  return {
    [`${root}/package.json`]: JSON.stringify({
      name: '@openai/codex',
      version,
      bin: { codex: 'bin/codex.js' },
    }),
    [`${root}/bin/codex.js`]: program(version),
    [`${folder}/bin/codex`]: link('../lib/node_modules/@openai/codex/bin/codex.js'),
  };
}

describe('mise', () => {
  const installs = '.local/share/mise/installs';
  const shim = {
    'bin/mise': program(),
    '.local/share/mise/shims/codex': link('/bin/mise'),
  };
  const recorded = { [`${installs}/.mise-installs.toml`]: '[npm-openai-codex]\nshort = "codex"\n' };
  const one = prefix(`${installs}/npm-openai-codex/0.169.0`, '0.169.0');

  it('has its shims, with the version of the only program behind one', () => {
    const { root, found } = detect('.local/share/mise/shims', {
      ...shim,
      ...one,
      [`${installs}/npm-openai-codex/latest`]: link('./0.169.0'),
    });
    expect(found).toMatchObject({ channel: 'mise', package: '@openai/codex', version: '0.169.0' });
    expect(found?.evidence).toContain(`${root}/.local/share/mise/shims/codex`);
  });

  it('tells no version of a shim with two behind it: the folder decides', () => {
    const { found } = detect('.local/share/mise/shims', {
      ...shim,
      ...one,
      ...prefix(`${installs}/npm-openai-codex/0.170.0`, '0.170.0'),
    });
    expect(found).toMatchObject({ channel: 'mise', package: '@openai/codex', version: null });
    expect(found?.evidence).toContain('2 versions');
  });

  it('is not believed by the names of its folders: the package tells the version', () => {
    const { found } = detect(`${installs}/npm-openai-codex/1.0.0/bin`, {
      ...recorded,
      ...prefix(`${installs}/npm-openai-codex/1.0.0`, '0.169.0'),
    });
    expect(found).toMatchObject({ channel: 'mise', version: '0.169.0' });
  });

  it('keeps a program without metadata, whose version stays unknown', () => {
    const { found } = detect(`${installs}/codex/1.0.0`, {
      ...recorded,
      [`${installs}/codex/1.0.0/codex`]: program(),
    });
    expect(found).toMatchObject({ channel: 'mise', package: null, version: null });
  });

  it('owns nothing where its record is missing', () => {
    const { found } = detect(`${installs}/npm-openai-codex/0.169.0/bin`, one);
    expect(found).toMatchObject({ channel: 'unknown', version: '0.169.0' });
  });

  it('leaves the prefix of its Node.js to npm', () => {
    const { found } = detect(`${installs}/node/22.0.0/bin`, {
      ...recorded,
      ...prefix(`${installs}/node/22.0.0`, '0.169.0'),
    });
    expect(found).toMatchObject({ channel: 'npm', version: '0.169.0' });
  });
});

describe('asdf', () => {
  it('has its shims, which name the versions that have the program', () => {
    const { found } = detect('.asdf/shims', {
      '.asdf/shims/codex': program(
        '#!/usr/bin/env bash\n# asdf-plugin: nodejs 22.0.0\nexec asdf exec "codex" "$@"\n',
      ),
      ...prefix('.asdf/installs/nodejs/22.0.0', '0.169.0'),
    });
    expect(found).toMatchObject({ channel: 'asdf', package: '@openai/codex', version: '0.169.0' });
  });

  it('has a shim whose program is gone, of unknown version', () => {
    const { found } = detect('.asdf/shims', {
      '.asdf/shims/codex': program('#!/bin/sh\n# asdf-plugin: nodejs 22.0.0\n'),
    });
    expect(found).toMatchObject({ channel: 'asdf', package: null, version: null });
  });
});

describe('volta', () => {
  const image = '.volta/tools/image/packages/@openai/codex';
  const shim = {
    '.volta/bin/volta-shim': program(),
    '.volta/bin/codex': link('volta-shim'),
    '.volta/tools/user/bins/codex.json':
      '{"name":"codex","package":"@openai/codex","version":"0.168.0","manager":"Npm"}',
  };

  it('has its shims; the package tells the version, else what volta noted', () => {
    expect(detect('.volta/bin', shim).found).toMatchObject({
      channel: 'volta',
      package: '@openai/codex',
      version: '0.168.0',
    });
    const installed = { ...shim, ...prefix(image, '0.169.0') };
    expect(detect('.volta/bin', installed).found).toMatchObject({
      channel: 'volta',
      version: '0.169.0',
    });
  });

  it('owns what it let npm put into its folder, by its own record', () => {
    const { found } = detect(`${image}/bin`, {
      ...prefix(image, '0.169.0'),
      '.volta/tools/user/packages/@openai/codex.json': '{"name":"@openai/codex"}',
    });
    expect(found).toMatchObject({ channel: 'volta', version: '0.169.0' });
  });
});

describe('proto', () => {
  const registry = { '.proto/shims/registry.json': '{"codex":{}}' };

  it('has the shims of its list, of unknown version', () => {
    const { root, found } = detect('.proto/shims', {
      ...registry,
      '.proto/shims/codex': program('proto-shim'),
    });
    expect(found).toMatchObject({ channel: 'proto', version: null });
    expect(found?.evidence).toContain(`${root}/.proto/shims/registry.json`);
  });

  it('has no shim that is not in it', () => {
    const { found } = detect('.proto/shims', { '.proto/shims/codex': program('proto-shim') });
    expect(found?.channel).toBe('unknown');
  });

  it('owns a program of its tools', () => {
    const { found } = detect('.proto/bin', {
      ...registry,
      '.proto/tools/codex/0.169.0/codex': program(),
      '.proto/bin/codex': link('../tools/codex/0.169.0/codex'),
    });
    expect(found).toMatchObject({ channel: 'proto', version: null });
  });
});
