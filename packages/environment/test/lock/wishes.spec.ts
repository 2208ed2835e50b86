import { describe, expect, it } from '@jest/globals';
import { assertFrozen, lockDifferences } from '../../src/lock/frozen.js';
import type { AimLock, LockedTool } from '../../src/lock/types.js';
import { wishesOf, wrongRanges } from '../../src/lock/wish.js';

const tools = [
  {
    id: 'codex',
    packages: [
      { manager: 'npm' as const, name: '@openai/codex' },
      { manager: 'brew-cask' as const, name: 'codex' },
    ],
  },
  { id: 'ollama', packages: [{ manager: 'brew' as const, name: 'ollama' }] },
  {
    id: 'aider',
    packages: [
      { manager: 'brew' as const, name: 'aider' },
      { manager: 'pipx' as const, name: 'aider-chat' },
    ],
  },
  { id: 'mine', packages: [] },
];

describe('what a configuration asks for', () => {
  it('is each tool once: by name, as a package, or as a pin', () => {
    const wishes = wishesOf(
      {
        registry: {
          tools: {
            mine: {},
            ollama: {},
            aider: { pinnedVersion: '~=0.80' },
            codex: { pinnedVersion: '' },
          },
        },
        environment: {
          npmGlobal: ['@openai/codex', 'eslint'],
          pipxApps: ['ruff'],
          versionPins: { npm: { eslint: '^9', unlisted: '1' }, 'brew-cask': { codex: '0.1.0' } },
          extras: { aider: ['playwright', 'boto3', 'boto3'] },
        },
      },
      tools,
    );
    expect(
      wishes.map(({ tool, named, usual, range, extras }) => [
        tool,
        (named ?? usual).manager,
        range,
        extras,
      ]),
    ).toEqual([
      ['aider', 'pipx', '~=0.80', ['boto3', 'playwright']],
      ['codex', 'brew-cask', '0.1.0', []],
      ['npm:eslint', 'npm', '^9', []],
      ['ollama', 'brew', null, []],
      ['pipx:ruff', 'pipx', null, []],
    ]);
    expect(wishes[2]?.rangePath).toEqual(['environment', 'versionPins', 'npm', 'eslint']);
  });

  it('has ranges of its managers, and tells where one is none', () => {
    const config = {
      registry: {
        tools: {
          aider: { pinnedVersion: '^0.80' },
          codex: { pinnedVersion: '^0.1' },
          mine: { pinnedVersion: 'blue' },
        },
      },
      environment: { versionPins: { npm: { eslint: 'nine' }, pipx: { ruff: '~=0.14.1' } } },
    };
    expect(wrongRanges(config, tools)).toEqual([
      {
        path: ['environment', 'versionPins', 'npm', 'eslint'],
        message: 'expected a version such as 1.2.3 or a range such as ^1.2 or 1.x',
      },
      {
        path: ['registry', 'tools', 'aider', 'pinnedVersion'],
        message: expect.stringContaining('a range of PEP 440 such as ~=1.2 or >=1,<2'),
      },
    ]);
  });
});

describe('a lock that is frozen', () => {
  const locked: LockedTool = {
    channel: 'npm',
    package: '@openai/codex',
    range: '^0.169.0',
    version: '0.169.1',
    publishedAt: null,
    integrity: { any: ['sha512-x'] },
    signedBy: null,
    extras: [],
    lastKnownGood: null,
  };
  const asked = (pin: string, more: object = {}) =>
    wishesOf({ environment: { versionPins: { npm: { '@openai/codex': pin } }, ...more } }, tools);
  const lock = (changes: Partial<LockedTool> = {}): AimLock => ({
    lockVersion: 1,
    tools: { codex: { ...locked, ...changes } },
  });

  it.each<[string, ReturnType<typeof asked>, AimLock | undefined, string[]]>([
    ['is what was asked for', asked('^0.169.0'), lock(), []],
    ['is absent', asked('^0.169.0'), undefined, ['codex is not locked']],
    [
      'is of another range',
      asked('^0.170.0'),
      lock(),
      [
        'codex was locked for ^0.169.0, and is asked for as ^0.170.0',
        'codex is locked at 0.169.1, which ^0.170.0 does not allow',
      ],
    ],
    [
      'is of another channel',
      asked('^0.169.0'),
      lock({ channel: 'brew-cask', package: 'codex' }),
      ['codex is locked as codex of brew-cask, and asked for as @openai/codex of npm'],
    ],
    [
      'lacks extras',
      asked('^0.169.0', { extras: { codex: ['x'] } }),
      lock(),
      ['codex is locked with no extras, and asked for with x'],
    ],
    [
      'has nothing for this platform',
      asked('^0.169.0'),
      lock({ integrity: { 'win32-x64': ['sha512-x'] } }),
      ['codex 0.169.1 is locked without a file for linux-x64'],
    ],
    [
      'has more than was asked for',
      [],
      lock(),
      ['codex is locked, and the configuration does not ask for it'],
    ],
  ])('%s', (...row) => {
    const [, wishes, file, messages] = row;
    const differences = lockDifferences(wishes, file, 'linux-x64');
    expect(differences.map(({ message }) => message)).toEqual(messages);
    const check = () => assertFrozen('/team/aim_lock.json', differences);
    if (messages.length === 0) check();
    else
      expect(check).toThrow(
        expect.objectContaining({
          code: 'lockfile.frozen',
          message: messages.map((each) => `/team/aim_lock.json: ${each}`).join('\n'),
        }),
      );
  });
});
