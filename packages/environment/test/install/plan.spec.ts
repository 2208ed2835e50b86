import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { InstallChannel } from '@aim/core';
import {
  chooseTarget,
  planCommand,
  planInstall,
  planUninstall,
  type Machine,
  type PresentCopy,
} from '../../src/index.js';
import { installable, present, targetOf } from '../support/install-scene.js';

const machine = (...names: (keyof Machine['managers'])[]): Machine => ({
  platform: 'linux',
  managers: Object.fromEntries(
    names.map((name) => [name, { program: `/bin/${name}`, prefix: `/${name}` }]),
  ),
});
const channels: InstallChannel[] = [
  { via: 'brew-cask', package: 'tool-cask', platforms: ['macos'] },
  { via: 'npm', package: '@maker/tool' },
  { via: 'brew', package: 'tool', tap: 'maker/tap' },
];
const tool = (copy: PresentCopy | null = null) => installable('tool', { channels, present: copy });

describe('by which manager a tool comes', () => {
  it('is that of the copy that is there', () => {
    const copy = present('brew', 'tool', '1.0.0');
    expect(chooseTarget(tool(copy), { version: null }, machine('npm', 'brew'))).toMatchObject({
      manager: 'brew',
      package: 'maker/tap/tool',
    });
  });

  it('is else the first of the catalogue that system and machine have', () => {
    expect(chooseTarget(tool(), { version: null }, machine('npm', 'brew')).manager).toBe('npm');
    expect(chooseTarget(tool(), { version: null }, machine('brew')).manager).toBe('brew');
    expect(chooseTarget(tool(), { version: null }, machine('bun'))).toMatchObject({
      manager: 'bun',
      package: '@maker/tool',
    });
  });

  it('is the one that the user names', () => {
    const wish = { manager: 'pnpm', version: '2.0.0' } as const;
    expect(chooseTarget(tool(), wish, machine('npm', 'pnpm'))).toMatchObject({
      manager: 'pnpm',
      version: '2.0.0',
    });
    expect(() =>
      chooseTarget(tool(), { manager: 'cargo', version: null }, machine('cargo')),
    ).toThrow('tool does not come by cargo');
  });

  it('is nothing that AIM could not tell the version', () => {
    expect(() => chooseTarget(tool(), { version: '1.0.0' }, machine('brew'))).toThrow(
      expect.objectContaining({ code: 'install.no_versions' }) as unknown as Error,
    );
  });

  it('names only what can bring a manager here', () => {
    const python = installable('llm', { channels: [{ via: 'pipx', package: 'llm' }] });
    const hintOn = (here: Machine) => {
      try {
        return chooseTarget(python, { version: null }, here).manager;
      } catch (error) {
        return (error as { hint?: string }).hint;
      }
    };
    expect(hintOn(machine('apt'))).toBe('sudo apt-get install pipx');
    expect(hintOn(machine('brew'))).toBe('brew install pipx');
    expect(hintOn(machine())).toBe('Install pipx by its own manual, then: aim install llm');
  });

  it('is not guessed for a copy of somebody else', () => {
    const copy = { ...present('npm', 'x', null), channel: 'mise', path: '/m/tool' } as PresentCopy;
    expect(() => chooseTarget(tool(copy), { version: null }, machine('npm'))).toThrow(
      expect.objectContaining({
        code: 'install.foreign',
        hint: 'Update it with mise',
      }) as unknown as Error,
    );
  });
});

describe('what is to be done', () => {
  const actionOf = (here: string | null, wanted: string | null, update = false) => {
    const plan = planInstall({
      targets: [targetOf('npm', 'a', wanted)],
      tools: new Map([
        ['a', installable('a', { present: here === null ? null : present('npm', 'a', here) })],
      ]),
      machine: machine('npm'),
      update,
    });
    return plan.steps[0]?.action ?? plan.kept[0]?.reason;
  };

  it('follows from what is there and what shall be', () => {
    expect(actionOf(null, null)).toBe('install');
    expect(actionOf('1.0.0', null)).toBe('installed');
    expect(actionOf('1.0.0', null, true)).toBe('update');
    expect(actionOf('1.0.0', '1.0.0')).toBe('installed');
    expect(actionOf('1.0.0', '1.10.0')).toBe('update');
    expect(actionOf('1.10.0', '1.9.0')).toBe('downgrade');
  });

  it('a plan that was carried out leaves nothing to do', () => {
    const version = fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20)).map((parts) => parts.join('.'));
    fc.assert(
      fc.property(fc.option(version), version, (here, wanted) => {
        const action = actionOf(here, wanted);
        expect(action === 'installed').toBe(here === wanted);
        expect(actionOf(wanted, wanted)).toBe('installed');
      }),
    );
  });

  it('a change that was cut off is done again', () => {
    const copy = present('pnpm', 'a', '2.0.0');
    const cut = installable('a', { present: copy, interrupted: true });
    const plan = planInstall({
      targets: [targetOf('pnpm', 'a', '2.0.0')],
      tools: new Map([['a', cut]]),
      machine: machine('pnpm'),
      update: false,
    });
    expect(plan.steps.map(({ action }) => action)).toEqual(['reinstall']);
  });

  it.each([
    ['--registry=http://evil', null],
    ['a', '1.0.0 --force'],
    ['git+ssh://host/a', null],
    ['../a', null],
    ['a', '-1'],
  ])('refuses the name %j %j, which a manager would misunderstand', (name, version) => {
    const target = { ...targetOf('npm', name, version), tool: 'a' };
    const plan = planInstall({
      targets: [target],
      tools: new Map([['a', installable('a')]]),
      machine: machine('npm'),
      update: false,
    });
    expect(plan.refused.map(({ error }) => error.code)).toEqual(['install.invalid_name']);
    expect(plan.steps).toEqual([]);
  });

  it('removes by the owner, and nothing that is not proven to be its own', () => {
    const tools = [
      installable('a', { present: present('npm', 'a', '1.0.0') }),
      installable('b'),
      installable('c', { present: { ...present('npm', 'c', null), channel: 'unknown' } }),
      installable('d', { present: { ...present('go', 'd', null), path: '/go/bin/d' } }),
    ];
    const { steps, kept, refused } = planUninstall(tools, machine('npm', 'go'));
    expect(steps.map(({ tool: id, action }) => [id, action])).toEqual([['a', 'uninstall']]);
    expect(kept.map(({ tool: id }) => id)).toEqual(['b']);
    expect(refused.map(({ tool: id, error }) => [id, error.hint])).toEqual([
      ['c', 'Remove it the way it came; what is known of it: '],
      ['d', 'Remove the file: /go/bin/d'],
    ]);
  });

  it('an own command of the configuration goes before the managers', () => {
    const own = installable('a', { commands: { install: ['make', 'install'] } });
    expect(planCommand(own, false)).toMatchObject({
      action: 'install',
      command: ['make', 'install'],
    });
    expect(planCommand(installable('a'), false)).toBeUndefined();
  });
});
