import { describe, expect, it } from '@jest/globals';
import { detectTools } from '../../src/index.js';
import { hostWith, tool } from '../support/host.js';
import { link, program, tree, type Entry } from '../support/tree.js';

function detect(id: string, entries: Record<string, Entry>) {
  const root = tree(entries);
  const [found] = detectTools([tool(id)], hostWith([`${root}/homebrew/bin`]));
  if (found === undefined) throw new Error('no answer');
  return { root, found };
}

const receipt = JSON.stringify({
  homebrew_version: '4.6.0',
  installed_on_request: true,
  source: { spec: 'stable', versions: { stable: '0.3.1', head: null, version_scheme: 0 } },
});
const keg = 'homebrew/Cellar/gemini-cli/0.3.1_1';
// The formula holds an npm prefix of its own.
const script = 'libexec/lib/node_modules/@google/gemini-cli';
const gemini = {
  [`${keg}/${script}/package.json`]:
    '{"name":"@google/gemini-cli","version":"0.3.1","bin":{"gemini":"bundle/gemini.js"}}',
  [`${keg}/${script}/bundle/gemini.js`]: program(),
  [`${keg}/bin/gemini`]: link(`../${script}/bundle/gemini.js`),
  'homebrew/bin/gemini': link('../Cellar/gemini-cli/0.3.1_1/bin/gemini'),
};

describe('Homebrew owns', () => {
  it('the program of a keg, also one that npm filled, by its receipt', () => {
    const { root, found } = detect('gemini', {
      ...gemini,
      [`${keg}/INSTALL_RECEIPT.json`]: receipt,
    });
    expect(found).toMatchObject({
      channel: 'brew',
      package: 'gemini-cli',
      version: '0.3.1',
      evidence: `${root}/${keg}/INSTALL_RECEIPT.json`,
    });
  });

  it('a formula built from head, whose version only the folder tells', () => {
    const { found } = detect('goose', {
      'homebrew/Cellar/block-goose-cli/HEAD-abc1234/bin/goose': program(),
      'homebrew/Cellar/block-goose-cli/HEAD-abc1234/INSTALL_RECEIPT.json':
        '{"source":{"spec":"head","versions":{"stable":"1.0.0"}}}',
      'homebrew/bin/goose': link('../Cellar/block-goose-cli/HEAD-abc1234/bin/goose'),
    });
    expect(found).toMatchObject({ channel: 'brew', version: 'HEAD-abc1234' });
  });

  it('the program of a cask that it keeps a record of', () => {
    const cask = {
      'homebrew/Caskroom/codex/0.169.0/codex-x86_64-apple-darwin': program(),
      'homebrew/bin/codex': link('../Caskroom/codex/0.169.0/codex-x86_64-apple-darwin'),
    };
    const record = { 'homebrew/Caskroom/codex/.metadata/0.169.0/20260101/Casks/codex.json': '{}' };
    expect(detect('codex', { ...cask, ...record }).found).toMatchObject({
      channel: 'brew-cask',
      package: 'codex',
      version: '0.169.0',
    });
    expect(detect('codex', cask).found).toMatchObject({ channel: 'unknown', version: null });
  });
});

describe('Homebrew does not prove', () => {
  it('a cask by a link that it did not make', () => {
    const root = tree({
      'homebrew/Caskroom/mise/1.0/mise': program(),
      'homebrew/Caskroom/mise/.metadata/1.0/x': '',
      'shims/claude': link('/homebrew/Caskroom/mise/1.0/mise'),
    });
    const [claude] = detectTools([tool('claude')], hostWith([`${root}/shims`]));
    expect(claude).toMatchObject({ installed: true, channel: 'mise', package: null });
  });

  it('a keg by a link past its bin, and npm is not named for what lies in a keg', () => {
    const { found } = detect('gemini', {
      [`${keg}/${script}/package.json`]:
        '{"name":"@google/gemini-cli","version":"0.3.1","bin":{"gemini":"bundle/gemini.js"}}',
      [`${keg}/${script}/bundle/gemini.js`]: program(),
      'homebrew/bin/gemini': link(`/${keg}/${script}/bundle/gemini.js`),
    });
    expect(found).toMatchObject({ channel: 'unknown', version: '0.3.1' });
  });

  it('a keg without receipt; npm does not take it either', () => {
    const { found } = detect('gemini', gemini);
    expect(found).toMatchObject({ channel: 'unknown', version: null });
    expect(found.problems).toMatchObject([{ kind: 'unreadable-metadata', detail: 'is missing' }]);
  });

  it('a tool whose shim is a link to another program that it installed', () => {
    const { found } = detect('claude', {
      'homebrew/Cellar/mise/2026.8.0/bin/mise': program(),
      'homebrew/Cellar/mise/2026.8.0/INSTALL_RECEIPT.json': receipt,
      'homebrew/bin/claude': link('../Cellar/mise/2026.8.0/bin/mise'),
    });
    expect(found).toMatchObject({ installed: true, channel: 'unknown', package: null });
  });
});
