import { describe, expect, it } from '@jest/globals';
import { detectTools } from '../../src/index.js';
import { hostWith, tool } from '../support/host.js';
import { link, program, tree, type Entry } from '../support/tree.js';

function detect(id: string, entries: Record<string, Entry>, folder = 'prefix/bin') {
  const root = tree(entries);
  const [found] = detectTools([tool(id)], hostWith([`${root}/${folder}`]));
  if (found === undefined) throw new Error('no answer');
  return { root, found };
}

const codexPackage = '{"name":"@openai/codex","version":"0.169.0","bin":{"codex":"bin/codex.js"}}';

describe('npm owns', () => {
  it('a program of a scoped package in a global prefix', () => {
    const { root, found } = detect('codex', {
      'prefix/lib/node_modules/@openai/codex/package.json': codexPackage,
      'prefix/lib/node_modules/@openai/codex/bin/codex.js': program(),
      'prefix/bin/codex': link('../lib/node_modules/@openai/codex/bin/codex.js'),
    });
    expect(found).toMatchObject({
      path: `${root}/prefix/bin/codex`,
      channel: 'npm',
      package: '@openai/codex',
      version: '0.169.0',
      evidence: `${root}/prefix/lib/node_modules/@openai/codex/package.json`,
      problems: [],
    });
    expect(found.copies[0]?.realPath).toBe(
      `${root}/prefix/lib/node_modules/@openai/codex/bin/codex.js`,
    );
  });

  it('the program named after a package whose bin is one path', () => {
    const { found } = detect('qwen', {
      'prefix/lib/node_modules/@qwen-code/qwen/package.json':
        '{"name":"@qwen-code/qwen","version":"1.2.3-nightly.1","bin":"./cli.js"}',
      'prefix/lib/node_modules/@qwen-code/qwen/cli.js': program(),
      'prefix/bin/qwen': link('../lib/node_modules/@qwen-code/qwen/cli.js'),
    });
    expect(found).toMatchObject({ channel: 'npm', version: '1.2.3-nightly.1' });
  });

  it('a file that bin gives under another name', () => {
    const { found } = detect('copilot', {
      'prefix/lib/node_modules/@github/copilot/package.json':
        '{"name":"@github/copilot","version":"1.0.2","bin":{"gh-copilot":"index.js"}}',
      'prefix/lib/node_modules/@github/copilot/index.js': program(),
      'prefix/bin/copilot': link('../lib/node_modules/@github/copilot/index.js'),
    });
    expect(found).toMatchObject({ channel: 'npm', package: '@github/copilot', version: '1.0.2' });
  });

  it('a native program that the package’s install script put beside the script of bin', () => {
    const { found } = detect('claude', {
      'prefix/lib/node_modules/claude-code/package.json':
        '{"name":"claude-code","version":"2.1.0","bin":{"claude":"cli.js"}}',
      'prefix/lib/node_modules/claude-code/cli.js': program(),
      'prefix/lib/node_modules/claude-code/native/claude': program('native'),
      'prefix/bin/claude': link('../lib/node_modules/claude-code/native/claude'),
    });
    expect(found).toMatchObject({ channel: 'npm', version: '2.1.0' });
  });

  it('a project’s copy when npm left its lock in node_modules', () => {
    const project = {
      'project/node_modules/semver/package.json':
        '{"name":"semver","version":"7.7.3","bin":{"semver":"bin/semver.js"}}',
      'project/node_modules/semver/bin/semver.js': program(),
      'project/node_modules/.bin/semver': link('../semver/bin/semver.js'),
    };
    const lock = { 'project/node_modules/.package-lock.json': '{}' };
    const folder = 'project/node_modules/.bin';
    expect(detect('semver', { ...project, ...lock }, folder).found.channel).toBe('npm');
    expect(detect('semver', project, folder).found).toMatchObject({
      channel: 'unknown',
      version: '7.7.3',
      package: 'semver',
    });
  });

  it('the outer package when the program lies in a package inside it', () => {
    const { found } = detect('claude', {
      'prefix/lib/node_modules/outer/package.json':
        '{"name":"outer","version":"2.0.0","bin":{"claude":"node_modules/inner/cli.js"}}',
      'prefix/lib/node_modules/outer/node_modules/inner/package.json':
        '{"name":"inner","version":"1.0.0","bin":{"claude":"cli.js"}}',
      'prefix/lib/node_modules/outer/node_modules/inner/cli.js': program(),
      'prefix/bin/claude': link('../lib/node_modules/outer/node_modules/inner/cli.js'),
    });
    expect(found).toMatchObject({ channel: 'npm', package: 'outer', version: '2.0.0' });
  });
});

describe('npm does not own', () => {
  it('a file of a package that does not give this program', () => {
    const { found } = detect('claude', {
      'prefix/lib/node_modules/other/package.json':
        '{"name":"other","version":"1.0.0","bin":{"other":"cli.js"}}',
      'prefix/lib/node_modules/other/cli.js': program('other'),
      'prefix/lib/node_modules/other/vendor/claude': program(),
      'prefix/bin/claude': link('../lib/node_modules/other/vendor/claude'),
    });
    expect(found).toMatchObject({ installed: true, channel: 'unknown', version: null });
    expect(found.problems).toEqual([]);
  });

  it('a native program that lies in the bin folder of an npm prefix', () => {
    const { found } = detect('claude', {
      'prefix/lib/node_modules/@anthropic-ai/claude-code/package.json':
        '{"name":"@anthropic-ai/claude-code","version":"2.1.0","bin":{"claude":"cli.js"}}',
      'prefix/lib/node_modules/@anthropic-ai/claude-code/cli.js': program(),
      'prefix/bin/claude': program('native'),
    });
    expect(found).toMatchObject({ installed: true, channel: 'unknown', version: null });
  });

  it('what mise or volta let npm install in their own folders; the version is proven all the same', () => {
    const manifest = '{"name":"@openai/codex","version":"0.170.0","bin":{"codex":"bin/codex.js"}}';
    for (const prefix of [
      'share/mise/installs/npm-openai-codex/0.1.0',
      '.volta/tools/image/packages/@openai/codex',
    ]) {
      const { found } = detect(
        'codex',
        {
          [`${prefix}/lib/node_modules/@openai/codex/package.json`]: manifest,
          [`${prefix}/lib/node_modules/@openai/codex/bin/codex.js`]: program(),
          [`${prefix}/bin/codex`]: link('../lib/node_modules/@openai/codex/bin/codex.js'),
        },
        `${prefix}/bin`,
      );
      expect(found).toMatchObject({ channel: 'unknown', version: '0.170.0' });
    }
  });

  it('but the prefix of a Node.js that mise installed is npm’s own', () => {
    const prefix = 'share/mise/installs/node/22.1.0';
    const { found } = detect(
      'codex',
      {
        [`${prefix}/lib/node_modules/@openai/codex/package.json`]: codexPackage,
        [`${prefix}/lib/node_modules/@openai/codex/bin/codex.js`]: program(),
        [`${prefix}/bin/codex`]: link('../lib/node_modules/@openai/codex/bin/codex.js'),
      },
      `${prefix}/bin`,
    );
    expect(found.channel).toBe('npm');
  });
});

describe('metadata that cannot be used', () => {
  it.each([
    ['not JSON', '{ "name": ', 'is not JSON'],
    ['not an object', '[]', 'holds no JSON object'],
    ['absent', undefined, 'is missing'],
  ])('package.json that is %s is a problem, and the owner unknown', (_, manifest, detail) => {
    const { root, found } = detect('codex', {
      'prefix/lib/node_modules/@openai/codex/bin/codex.js': program(),
      'prefix/bin/codex': link('../lib/node_modules/@openai/codex/bin/codex.js'),
      ...(manifest === undefined
        ? {}
        : { 'prefix/lib/node_modules/@openai/codex/package.json': manifest }),
    });
    const path = `${root}/prefix/lib/node_modules/@openai/codex/package.json`;
    expect(found).toMatchObject({ installed: true, channel: 'unknown', version: null });
    expect(found.evidence).toBe(`${path} ${detail}`);
    expect(found.problems).toEqual([{ kind: 'unreadable-metadata', path, detail }]);
  });

  it('a package.json without version proves the owner and is a problem', () => {
    const { found } = detect('codex', {
      'prefix/lib/node_modules/codex/package.json': '{"name":"codex","bin":"cli.js","version":7}',
      'prefix/lib/node_modules/codex/cli.js': program(),
      'prefix/bin/codex': link('../lib/node_modules/codex/cli.js'),
    });
    expect(found).toMatchObject({ channel: 'npm', package: 'codex', version: null });
    expect(found.problems[0]).toMatchObject({ detail: 'tells no version' });
  });

  it('control sequences do not pass from a package.json to the screen', () => {
    const { found } = detect('codex', {
      'prefix/lib/node_modules/codex/package.json': JSON.stringify({
        name: 'co\u001b[2Jdex',
        version: '1.0.0\u001b]0;owned\u0007\n\u0000',
        bin: 'cli.js',
      }),
      'prefix/lib/node_modules/codex/cli.js': program(),
      'prefix/bin/codex': link('../lib/node_modules/codex/cli.js'),
    });
    expect(found).toMatchObject({ package: 'codex', version: '1.0.0' });
  });
});
