import { describe, expect, it } from '@jest/globals';
import { detectTools } from '../../src/index.js';
import { hostWith, tool } from '../support/host.js';
import { link, program, tree, type Entry } from '../support/tree.js';

const environment = '.local/share/uv/tools/aider-chat';
const packages = `${environment}/lib/python3.12/site-packages`;

const receipt = `[tool]
requirements = [{ name = "aider-chat" }]
entrypoints = [
    { name = "aider", install-path = "/home/me/.local/bin/aider", from = "aider-chat" },
    { name = "llm", install-path = "/home/me/.local/bin/llm", from = "llm" },
]

[tool.options]
exclude-newer = "2026-03-25T00:00:00Z"
`;

function detect(id: string, entries: Record<string, Entry>) {
  const root = tree({
    [`${environment}/bin/aider`]: program('#!python\n'),
    [`${environment}/bin/llm`]: program('#!python\n#2'),
    [`${environment}/bin/httpx`]: program('#!python\n#3'),
    '.local/bin/aider': link(`../../${environment}/bin/aider`),
    '.local/bin/llm': link(`../../${environment}/bin/llm`),
    '.local/bin/httpx': link(`../../${environment}/bin/httpx`),
    ...entries,
  });
  const [found] = detectTools([tool(id)], hostWith([`${root}/.local/bin`]));
  if (found === undefined) throw new Error('no answer');
  return { root, found };
}

describe('uv owns', () => {
  it('a program of its receipt, with the version that METADATA tells', () => {
    const { root, found } = detect('aider', {
      [`${environment}/uv-receipt.toml`]: receipt,
      // The folder's name lies, as it does after some half-done updates.
      [`${packages}/aider_chat-0.1.0.dist-info/METADATA`]:
        'Metadata-Version: 2.4\r\nName: aider-chat\r\nVersion: 0.86.1\r\n\r\nVersion: 3\r\n',
    });
    expect(found).toMatchObject({
      channel: 'uv',
      package: 'aider-chat',
      version: '0.86.1',
      evidence: `${root}/${environment}/uv-receipt.toml`,
      problems: [],
    });
  });

  it('a program that another package of the environment brings', () => {
    const { found } = detect('llm', {
      [`${environment}/uv-receipt.toml`]: receipt,
      [`${packages}/llm-0.27.1.dist-info/METADATA`]: 'Name: llm\nVersion: 0.27.1\n',
    });
    expect(found).toMatchObject({ channel: 'uv', package: 'llm', version: '0.27.1' });
  });

  it('by a receipt of an older uv, without from, on one line', () => {
    const { found } = detect('aider', {
      [`${environment}/uv-receipt.toml`]:
        '[tool]\nrequirements = ["aider-chat"]\nentrypoints = [{ name = "aider", install-path = "/x" }]\n',
      [`${packages}/aider_chat-0.86.1.dist-info/METADATA`]: 'Name: aider_chat\nVersion: 0.86.1\n',
    });
    expect(found).toMatchObject({ channel: 'uv', package: 'aider-chat', version: '0.86.1' });
  });
});

describe('uv does not prove', () => {
  it('a program that the receipt does not list', () => {
    const { found } = detect('httpx', { [`${environment}/uv-receipt.toml`]: receipt });
    expect(found).toMatchObject({ channel: 'unknown', package: null, version: null });
  });

  it.each([
    ['no dist-info', {}, 'holds no installed aider-chat'],
    [
      'two of them',
      {
        [`${packages}/aider_chat-1.dist-info/METADATA`]: 'Name: aider-chat\nVersion: 1\n',
        [`${packages}/aider_chat-2.dist-info/METADATA`]: 'Name: aider-chat\nVersion: 2\n',
      },
      'more than once',
    ],
    ['one without METADATA', { [`${packages}/aider_chat-1.dist-info/RECORD`]: '' }, 'is missing'],
    [
      'one of another package',
      { [`${packages}/aider_chat-1.dist-info/METADATA`]: 'Name: other\nVersion: 1\n' },
      'is the metadata of other',
    ],
    [
      'one without version',
      { [`${packages}/aider_chat-1.dist-info/METADATA`]: 'Name: aider-chat\n\nVersion: 1\n' },
      'tells no version',
    ],
  ])('a version by %s', (_, entries, detail) => {
    const { found } = detect('aider', {
      [`${environment}/uv-receipt.toml`]: receipt,
      ...(entries as Record<string, Entry>),
    });
    expect(found).toMatchObject({ channel: 'uv', package: 'aider-chat', version: null });
    expect(found.problems).toEqual([
      expect.objectContaining({
        kind: 'unreadable-metadata',
        detail: expect.stringContaining(detail),
      }),
    ]);
  });
});
