import { describe, expect, it } from '@jest/globals';
import { detectTools } from '../../src/index.js';
import { hostWith, tool } from '../support/host.js';
import { link, program, tree, type Entry } from '../support/tree.js';

/** What pipx 1.1.0 (Debian 12) writes: metadata 0.2, sorted keys, paths as objects. */
function metadata(changes: Record<string, unknown> = {}): string {
  const main = {
    app_paths: [{ __Path__: '/home/me/.local/pipx/venvs/aider-chat/bin/aider', __type__: 'Path' }],
    app_paths_of_dependencies: {
      httpx: [{ __Path__: '/home/me/.local/pipx/venvs/aider-chat/bin/httpx', __type__: 'Path' }],
    },
    apps: ['aider'],
    apps_of_dependencies: ['httpx'],
    include_apps: true,
    include_dependencies: false,
    package: 'aider-chat',
    package_or_url: 'aider-chat',
    package_version: '0.86.1',
    pip_args: [],
    suffix: '',
  };
  return JSON.stringify({
    injected_packages: {
      ruff: { ...main, apps: ['ruff'], package: 'ruff', package_version: '1.0' },
    },
    main_package: main,
    pipx_metadata_version: '0.2',
    python_version: 'Python 3.11.2',
    venv_args: [],
    ...changes,
  });
}

const environment = '.local/pipx/venvs/aider-chat';
const dist = `${environment}/lib/python3.11/site-packages`;
const installed = {
  [`${environment}/bin/aider`]: program('#!python\n'),
  [`${environment}/bin/httpx`]: program('#!python\n#2'),
  [`${environment}/bin/ruff`]: program('#!python\n#3'),
  '.local/bin/aider': link('../pipx/venvs/aider-chat/bin/aider'),
  '.local/bin/httpx': link('../pipx/venvs/aider-chat/bin/httpx'),
  '.local/bin/ruff': link('../pipx/venvs/aider-chat/bin/ruff'),
};

function detect(id: string, entries: Record<string, Entry>) {
  const root = tree({ ...installed, ...entries });
  const [found] = detectTools([tool(id)], hostWith([`${root}/.local/bin`]));
  if (found === undefined) throw new Error('no answer');
  return { root, found };
}

describe('pipx owns', () => {
  it('a program of the main package', () => {
    const { root, found } = detect('aider', {
      [`${environment}/pipx_metadata.json`]: metadata(),
      [`${dist}/aider_chat-0.86.1.dist-info/METADATA`]:
        'Metadata-Version: 2.1\nName: aider-chat\nVersion: 0.86.1\n\nVersion: 9\n',
    });
    expect(found).toMatchObject({
      channel: 'pipx',
      package: 'aider-chat',
      version: '0.86.1',
      evidence: `${root}/${environment}/pipx_metadata.json`,
      problems: [],
    });
  });

  it.each(['0.1', '0.3', '0.5', '0.12'])('with metadata %s', (pipx_metadata_version) => {
    const { found } = detect('aider', {
      [`${environment}/pipx_metadata.json`]: metadata({ pipx_metadata_version }),
    });
    expect(found).toMatchObject({ channel: 'pipx', version: '0.86.1', problems: [] });
  });

  it('one that updated itself with pip: the package’s own metadata wins', () => {
    const { root, found } = detect('aider', {
      [`${environment}/pipx_metadata.json`]: metadata(),
      [`${dist}/aider_chat-0.87.0.dist-info/METADATA`]: 'Name: aider-chat\nVersion: 0.87.0\n',
    });
    expect(found.version).toBe('0.87.0');
    expect(found.evidence).toBe(
      `${root}/${dist}/aider_chat-0.87.0.dist-info/METADATA (${root}/${environment}/pipx_metadata.json notes 0.86.1)`,
    );
  });

  it('a program of an injected package and one of a dependency, each with its own version', () => {
    const entries = {
      [`${environment}/pipx_metadata.json`]: metadata(),
      [`${dist}/aider_chat-0.86.1.dist-info/METADATA`]: 'Name: aider-chat\nVersion: 0.86.1\n',
      [`${dist}/httpx-0.28.1.dist-info/METADATA`]: 'Name: httpx\nVersion: 0.28.1\n',
    };
    expect(detect('ruff', entries).found).toMatchObject({ package: 'ruff', version: '1.0' });
    expect(detect('httpx', entries).found).toMatchObject({ package: 'httpx', version: '0.28.1' });
  });
});

describe('pipx does not prove', () => {
  it('a file that its metadata does not list', () => {
    const { found } = detect('aider', {
      [`${environment}/pipx_metadata.json`]: metadata({ main_package: { apps: ['other'] } }),
    });
    expect(found).toMatchObject({ channel: 'unknown', version: null, problems: [] });
  });

  it('anything by metadata that is not JSON', () => {
    const { root, found } = detect('aider', { [`${environment}/pipx_metadata.json`]: 'oops' });
    const path = `${root}/${environment}/pipx_metadata.json`;
    expect(found).toMatchObject({ installed: true, channel: 'unknown', version: null });
    expect(found.problems).toEqual([{ kind: 'unreadable-metadata', path, detail: 'is not JSON' }]);
  });
});
