import { describe, expect, it } from '@jest/globals';
import { windowsLaunch } from '@aim/core';
import { installManagers, packageManagers, type PlannedStep } from '../../src/index.js';
import { hostWith } from '../support/host.js';

const step = (changes: Partial<PlannedStep> = {}): PlannedStep => ({
  tool: 'llm',
  action: 'install',
  manager: 'npm',
  package: 'llm',
  from: null,
  to: '1.2.3',
  integrity: null,
  extras: [],
  prefix: '/p',
  scripts: [],
  options: [],
  command: null,
  kept: null,
  ...changes,
});

const lines = (manager: keyof typeof packageManagers, changes: Partial<PlannedStep> = {}) =>
  packageManagers[manager]
    .install([step({ manager, ...changes })], '/p')
    .map((args) => [packageManagers[manager].programs[0], ...args].join(' '));

const quiet = '--no-audit --no-fund --no-update-notifier --loglevel=error';
const winget = '--exact --silent --disable-interactivity --accept-source-agreements';

describe('what each manager is told', () => {
  it('npm runs no install script but those of the packages that are named', () => {
    expect(lines('npm', { scripts: ['llm'] })).toEqual([
      `npm install --global --prefix /p --ignore-scripts ${quiet} llm@1.2.3`,
      `npm rebuild --global --prefix /p --ignore-scripts=false ${quiet} llm`,
    ]);
    expect(lines('pnpm')).toEqual(['pnpm add --global --ignore-scripts llm@1.2.3']);
    expect(lines('pnpm', { scripts: ['llm'] })).toEqual([
      'pnpm add --global --allow-build=llm llm@1.2.3',
    ]);
    expect(lines('bun')).toEqual(['bun add --global --exact --ignore-scripts llm@1.2.3']);
    expect(lines('bun', { scripts: ['llm'] })).toEqual([
      'bun add --global --exact --trust llm@1.2.3',
    ]);
  });

  it('Python tools keep their options and their further packages', () => {
    const more = { package: 'llm[all]', extras: ['llm-ollama'], options: ['--python', '3.12'] };
    expect(lines('pipx', more)).toEqual([
      'pipx install --python 3.12 llm[all]==1.2.3',
      'pipx inject llm llm-ollama',
    ]);
    expect(lines('pipx', { action: 'update', to: null })).toEqual(['pipx upgrade llm']);
    expect(lines('uv', more)).toEqual([
      'uv tool install --python 3.12 --with llm-ollama llm[all]==1.2.3',
    ]);
    expect(lines('uv', { action: 'update', to: null })).toEqual(['uv tool install --upgrade llm']);
  });

  it('the others', () => {
    const update = { action: 'update', to: null } as const;
    expect(lines('brew', { to: null })).toEqual(['brew install --formula llm']);
    expect(lines('brew', update)).toEqual(['brew upgrade --formula llm']);
    expect(lines('brew-cask', update)).toEqual(['brew upgrade --cask llm']);
    expect(lines('winget')).toEqual([
      `winget install --id llm ${winget} --accept-package-agreements --version 1.2.3`,
    ]);
    expect(lines('winget', update)).toEqual([
      `winget upgrade --id llm ${winget} --accept-package-agreements`,
    ]);
    expect(lines('scoop', { action: 'downgrade' })).toEqual([
      'scoop uninstall llm',
      'scoop install llm@1.2.3',
    ]);
    expect(lines('cargo', { action: 'update' })).toEqual([
      'cargo install --locked --force --root /p --version 1.2.3 llm',
    ]);
    expect(lines('go')).toEqual(['go install llm@v1.2.3']);
    expect(lines('go', { to: null })).toEqual(['go install llm@latest']);
    expect(lines('apt', { action: 'restore' })).toEqual([
      'apt-get install --yes --allow-downgrades llm=1.2.3',
    ]);
  });

  it('brew is kept from touching anything but what it is asked for', () => {
    expect(packageManagers.brew.env('/p', hostWith([]))).toMatchObject({
      HOMEBREW_NO_INSTALL_CLEANUP: '1',
      HOMEBREW_NO_AUTOREMOVE: '1',
      HOMEBREW_NO_INSTALLED_DEPENDENTS_CHECK: '1',
    });
  });

  it('one that takes no version says so, and one without a way back as well', () => {
    const those = (is: (id: keyof typeof packageManagers) => boolean) => installManagers.filter(is);
    expect(those((id) => !packageManagers[id].takesVersion)).toEqual(['brew', 'brew-cask']);
    expect(those((id) => packageManagers[id].undo === 'none')).toEqual(['brew', 'brew-cask']);
    expect(those((id) => packageManagers[id].uninstall === undefined)).toEqual(['go']);
  });
});

describe('Windows', () => {
  const system = (files: Record<string, string>) => ({
    env: { ComSpec: String.raw`C:\Windows\cmd.exe`, PATH: '' },
    cwd: 'C:\\',
    files: { read: (path: string) => files[path], exists: (path: string) => path in files },
  });

  it('starts npm as the script that npm.cmd runs, so that no argument meets cmd.exe', () => {
    const folder = String.raw`C:\Program Files\node & co`;
    const shim = String.raw`SET "_prog=node"
"%_prog%"  "%dp0%\node_modules\npm\bin\npm-cli.js" %*`;
    const files = { [`${folder}\\npm.cmd`]: shim, [`${folder}\\node.exe`]: '' };
    const [args = []] = packageManagers.npm.install([step({ prefix: 'C:\\a b' })], 'C:\\a b');
    const { file, args: all, verbatim } = windowsLaunch(`${folder}\\npm.cmd`, args, system(files));
    expect(file).toBe(`${folder}\\node.exe`);
    expect(all.slice(0, 4)).toEqual([
      `${folder}\\node_modules\\npm\\bin\\npm-cli.js`,
      'install',
      '--global',
      '--prefix',
    ]);
    expect([all.at(4), verbatim]).toEqual(['C:\\a b', undefined]);
  });

  it('quotes what a batch file such as scoop.cmd gets for both readings of cmd.exe', () => {
    const [args = []] = packageManagers.scoop.install([step({ to: '1.0&calc' })], '/p');
    const { file, args: all, verbatim } = windowsLaunch('C:\\s b\\scoop.cmd', args, system({}));
    expect([file, verbatim]).toEqual([String.raw`C:\Windows\cmd.exe`, true]);
    expect(all.slice(0, 3)).toEqual(['/d', '/s', '/c']);
    expect(all[3]).toContain('^^^&calc');
  });
});
