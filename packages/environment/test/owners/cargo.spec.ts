import { describe, expect, it } from '@jest/globals';
import { detectTools } from '../../src/index.js';
import { hostWith, tool } from '../support/host.js';
import { program, tree, type Entry } from '../support/tree.js';

function detect(id: string, entries: Record<string, Entry>) {
  const root = tree({
    '.cargo/bin/aichat': program(),
    '.cargo/bin/cargo': program('2'),
    ...entries,
  });
  const [found] = detectTools([tool(id)], hostWith([`${root}/.cargo/bin`]));
  return { root, found };
}

/** What cargo 1.95 writes for `cargo install aichat`. */
const record = JSON.stringify({
  installs: {
    'aichat 0.30.0 (registry+https://github.com/rust-lang/crates.io-index)': {
      version_req: null,
      bins: ['aichat'],
      features: [],
      all_features: false,
      no_default_features: false,
      profile: 'release',
      target: 'x86_64-unknown-linux-gnu',
    },
  },
});

describe('cargo owns', () => {
  it('a program of its record', () => {
    const { root, found } = detect('aichat', { '.cargo/.crates2.json': record });
    expect(found).toMatchObject({
      channel: 'cargo',
      package: 'aichat',
      version: '0.30.0',
      evidence: `${root}/.cargo/.crates2.json`,
    });
  });

  it('one of the record that it kept before 1.41', () => {
    const { found } = detect('aichat', {
      '.cargo/.crates.toml':
        '[v1]\n"aichat 0.29.0 (registry+https://github.com/rust-lang/crates.io-index)" = ["aichat-tui", "aichat"]\n',
    });
    expect(found).toMatchObject({ channel: 'cargo', version: '0.29.0' });
  });

  it('nothing that rustup put beside it', () => {
    const { found } = detect('cargo', { '.cargo/.crates2.json': record });
    expect(found).toMatchObject({ channel: 'unknown', version: null, problems: [] });
  });

  it('nothing by a record that is damaged, which is a problem', () => {
    const { root, found } = detect('aichat', { '.cargo/.crates2.json': '{"installs":' });
    expect(found?.channel).toBe('unknown');
    expect(found?.problems).toEqual([
      {
        kind: 'unreadable-metadata',
        path: `${root}/.cargo/.crates2.json`,
        detail: 'is not JSON',
      },
    ]);
  });
});
