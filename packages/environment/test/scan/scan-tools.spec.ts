import { describe, expect, it } from '@jest/globals';
import { loadCatalogue } from '@aim/core';
import { join } from 'node:path';
import { detectTools, scanTools } from '../../src/index.js';
import { hostWith } from '../support/host.js';
import { link, program, tree, type Entry } from '../support/tree.js';

const { tools } = loadCatalogue();

/** What is told of somebody whose PATH has these folders of the home. */
async function scan(path: readonly string[], files: Record<string, Entry>) {
  const home = tree(files);
  const host = hostWith(
    path.map((folder) => join(home, folder)),
    { home },
  );
  const wastes = await scanTools({
    host,
    tools: detectTools(tools, host),
    knownPackages: (id) => tools.find((tool) => tool.id === id)?.packages ?? [],
  });
  const short = (text: string) => text.replaceAll(`${home}/`, '');
  return wastes.map(({ kind, tool, path: place, version, message, fix, freeableBytes }) => ({
    kind,
    tool,
    path: short(place),
    version,
    message: short(message),
    fix: short(fix),
    hasSize: freeableBytes !== null && freeableBytes > 0,
  }));
}

/** A global prefix of npm with codex in it. */
function codex(folder: string, version: string): Record<string, Entry> {
  const root = `${folder}/lib/node_modules/@openai/codex`;
  const manifest = { name: '@openai/codex', version, bin: { codex: 'bin/codex.js' } };
  return {
    [`${root}/package.json`]: JSON.stringify(manifest),
    [`${root}/bin/codex.js`]: program(version),
    [`${folder}/bin/codex`]: link('../lib/node_modules/@openai/codex/bin/codex.js'),
  };
}

describe('aim scan tools', () => {
  it('tells of every copy but the one that runs, and how its owner removes it', async () => {
    const found = await scan(['a/bin', 'b/bin'], {
      ...codex('a', '2.0.0'),
      ...codex('b', '1.0.0'),
    });
    expect(found).toEqual([
      {
        kind: 'twice',
        tool: 'codex',
        path: 'b/bin/codex',
        version: '1.0.0',
        message: 'Codex CLI is a/bin/codex (npm, 2.0.0) already',
        fix: 'npm uninstall -g --prefix b @openai/codex',
        hasSize: true,
      },
    ]);
  });

  it('tells of versions that the installer of a vendor keeps beside the one that runs', async () => {
    const versions = '.local/share/claude/versions';
    const found = await scan(['.local/bin'], {
      [`${versions}/2.1.197`]: program(),
      [`${versions}/2.1.196`]: program(),
      [`${versions}/notes`]: 'no version',
      '.local/bin/claude': link('../share/claude/versions/2.1.197'),
    });
    expect(found.map(({ kind, path, version }) => [kind, path, version])).toEqual([
      ['old-version', `${versions}/2.1.196`, '2.1.196'],
    ]);
  });

  it('calls none of the versions old where no program is linked to one', async () => {
    expect(
      await scan(['.local/bin'], { '.local/share/claude/versions/2.1.196': program() }),
    ).toEqual([]);
  });

  it('tells that a version manager has several versions', async () => {
    const installs = '.local/share/mise/installs';
    const found = await scan(['.local/share/mise/shims'], {
      'bin/mise': program(),
      '.local/share/mise/shims/codex': link('/bin/mise'),
      ...codex(`${installs}/npm-openai-codex/0.169.0`, '0.169.0'),
      ...codex(`${installs}/npm-openai-codex/0.170.0`, '0.170.0'),
      [`${installs}/npm-openai-codex/latest`]: link('./0.170.0'),
    });
    expect(found.map(({ kind, message }) => [kind, message])).toEqual([
      ['versions', 'mise has 0.169.0, 0.170.0 of Codex CLI, and chooses by the folder'],
    ]);
  });

  it('tells of what npm moved aside and left', async () => {
    const rest = 'a/lib/node_modules/@openai/.codex-A1b2C3d4';
    const found = await scan(['a/bin'], { ...codex('a', '2.0.0'), [`${rest}/package.json`]: '{}' });
    expect(found.map(({ kind, path, fix }) => [kind, path, fix])).toEqual([
      ['half-update', rest, expect.stringMatching(/^rm -r /)],
    ]);
  });

  it('tells of links, shims and scripts that start nothing, of tools that nobody knows too', async () => {
    const found = await scan(['.local/bin', '.asdf/shims'], {
      '.local/bin/gone': link('../share/pipx/venvs/gone/bin/gone'),
      '.local/bin/script': program('#!/nonexistent/bin/python3\nprint(1)\n'),
      '.local/bin/fine': program('#!/bin/sh\n'),
      '.asdf/shims/codex': program('#!/bin/sh\n# asdf-plugin: codex 1.0.0\nexec asdf\n'),
      '.asdf/plugins/codex/bin/list-all': program(),
    });
    expect(found.map(({ kind, tool, path }) => [kind, tool, path]).sort()).toEqual([
      ['orphan', null, '.asdf/shims/codex'],
      ['orphan', null, '.local/bin/gone'],
      ['orphan', null, '.local/bin/script'],
    ]);
  });
});
