import { describe, expect, it } from '@jest/globals';
import { detectTools } from '../../src/index.js';
import { hostWith, tool } from '../support/host.js';
import { link, program, tree } from '../support/tree.js';

const native = {
  '.local/share/claude/versions/2.1.197': program(),
  '.local/bin/claude': link('../share/claude/versions/2.1.197'),
};

describe('Claude Code’s own installer owns', () => {
  it('the link to one of its versions', () => {
    const root = tree(native);
    const [claude] = detectTools(
      [tool('claude')],
      hostWith([`${root}/.local/bin`], { home: root }),
    );
    expect(claude).toMatchObject({
      channel: 'vendor',
      package: null,
      version: '2.1.197',
      evidence: `${root}/.local/share/claude/versions/2.1.197`,
    });
  });

  it('the same in a home that is a link, or under XDG_DATA_HOME', () => {
    const root = tree({
      home: link('real'),
      'real/.local/bin/claude': link('/data/claude/versions/2.1.198'),
      'data/claude/versions/2.1.198': program(),
    });
    const host = hostWith([`${root}/home/.local/bin`], {
      home: `${root}/home`,
      env: { XDG_DATA_HOME: `${root}/data` },
    });
    expect(detectTools([tool('claude')], host)[0]).toMatchObject({ version: '2.1.198' });
  });

  it('neither a folder of that form elsewhere nor a file that is no version', () => {
    const root = tree({
      ...native,
      'b/claude': link('/.local/share/claude/versions/latest'),
      '.local/share/claude/versions/latest': program('2'),
    });
    const outside = hostWith([`${root}/.local/bin`], { home: '/nonexistent' });
    expect(detectTools([tool('claude')], outside)[0]?.channel).toBe('unknown');
    const unnamed = hostWith([`${root}/b`], { home: root });
    expect(detectTools([tool('claude')], unnamed)[0]?.channel).toBe('unknown');
  });
});

describe('Cursor’s own installer owns', () => {
  const version = '.local/share/cursor-agent/versions/2026.08.15-922a05a';

  it.each(['cursor-agent', 'agent'])('%s, a link into one of its versions', (name) => {
    const root = tree({
      [`${version}/cursor-agent`]: program(),
      [`.local/bin/${name}`]: link(
        `../share/cursor-agent/versions/2026.08.15-922a05a/cursor-agent`,
      ),
    });
    const [cursor] = detectTools(
      [tool('cursor-agent', { binaries: ['cursor-agent', 'agent'] })],
      hostWith([`${root}/.local/bin`], { home: root }),
    );
    expect(cursor).toMatchObject({ channel: 'vendor', version: '2026.08.15-922a05a' });
  });
});
