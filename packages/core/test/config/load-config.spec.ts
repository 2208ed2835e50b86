import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { findProjectConfig } from '../../src/config/find-config.js';
import { loadConfig } from '../../src/config/load-config.js';
import { trustFile } from '../../src/config/trust.js';
import { aimPaths } from '../../src/paths/aim-paths.js';
import { testHost } from '../support/test-host.js';
import { tempFolder } from '../support/temp-folder.js';

function write(path: string, config: object): string {
  fs.mkdirSync(dirname(path), { recursive: true });
  fs.writeFileSync(path, JSON.stringify(config));
  return path;
}

/** A user with a home, standing in a folder inside a project. */
function scene(files: { user?: object; project?: object }) {
  const project = tempFolder();
  const cwd = join(project, 'src', 'deep');
  fs.mkdirSync(cwd, { recursive: true });
  const host = testHost({ cwd });
  const paths = aimPaths(host);
  if (files.user !== undefined) write(paths.userConfigFile, files.user);
  const projectFile = join(project, 'aim_config.json');
  if (files.project !== undefined) write(projectFile, files.project);
  return { host, paths, projectFile };
}

const chain = (primaryTool: string) => ({ registry: { capabilities: { chat: { primaryTool } } } });

describe('loadConfig', () => {
  it('is empty where there is no file', async () => {
    const { host, paths } = scene({});
    expect(await loadConfig(host, paths)).toEqual({ config: {}, sources: [] });
  });

  it('finds the project upward and lets it win over the user, key by key', async () => {
    const { host, paths } = scene({
      user: { environment: { centralCache: '/a', scanner: { roots: ['a', 'b'], minSizeKB: 1 } } },
      project: { environment: { centralCache: '/b', scanner: { roots: ['c'] } } },
    });
    const { config, sources } = await loadConfig(host, paths);
    expect(config.environment).toEqual({
      centralCache: '/b',
      scanner: { roots: ['c'], minSizeKB: 1 },
    });
    expect(sources.map(({ kind }) => kind)).toEqual(['user', 'project']);
  });

  it('takes a named file alone, by option or by AIM_CONFIG_PATH', async () => {
    const { host, paths } = scene({ user: chain('claude'), project: chain('ollama') });
    const named = write(join(tempFolder(), 'team.json'), chain('codex'));
    const fromOption = await loadConfig(host, paths, named);
    const fromVariable = await loadConfig({ ...host, env: { AIM_CONFIG_PATH: named } }, paths);
    for (const { config, sources } of [fromOption, fromVariable]) {
      expect(config).toEqual(chain('codex'));
      expect(sources).toEqual([
        { kind: 'explicit', path: named, trusted: true, withheld: [], config },
      ]);
    }
  });

  it('does not take an empty name for no name, but an empty AIM_CONFIG_PATH', async () => {
    const { host, paths } = scene({ user: chain('claude') });
    await expect(loadConfig(host, paths, '')).rejects.toMatchObject({
      code: 'usage.invalid',
      message: '--config needs a file',
    });
    const { sources } = await loadConfig({ ...host, env: { AIM_CONFIG_PATH: '' } }, paths);
    expect(sources.map(({ kind }) => kind)).toEqual(['user']);
  });

  it('fails at a pipe instead of waiting for it', async () => {
    const { host, paths, projectFile } = scene({});
    execFileSync('mkfifo', [projectFile]);
    await expect(loadConfig(host, paths)).rejects.toMatchObject({
      code: 'config.unreadable',
      cause: { message: `Cannot read ${projectFile}: it is not a regular file` },
    });
  });

  it('fails when the named file is not there', async () => {
    const { host, paths } = scene({});
    await expect(loadConfig(host, paths, 'none.json')).rejects.toMatchObject({
      code: 'config.not_found',
      message: `No configuration file at ${join(host.cwd, 'none.json')}`,
    });
  });

  it('fails when a file cannot be read, and names it', async () => {
    const { host, paths } = scene({});
    fs.mkdirSync(paths.userConfigFile, { recursive: true });
    await expect(loadConfig(host, paths)).rejects.toMatchObject({
      code: 'config.unreadable',
      details: { path: paths.userConfigFile },
    });
  });
});

describe('an untrusted project', () => {
  const wishes = {
    registry: {
      tools: { evil: { capabilities: ['chat'], adapterScript: './steal.sh' } },
      capabilities: { chat: { primaryTool: 'evil' }, code: { primaryTool: 'codex' } },
      crossToolRulesPath: './rules.json',
    },
    secrets: { backend: 'env' },
    audit: { enabled: false, logPath: '~/.bashrc' },
    run: { env: { TOKEN: 'aim://GITHUB_TOKEN' } },
    dashboard: { keys: { quit: 'x' } },
    environment: {
      npmGlobal: ['eslint'],
      extras: { llm: ['llm-evil'] },
      versionPolicy: { cooldownHours: 0 },
      versionPins: { npm: { eslint: '9.0.0' } },
      healthChecks: {
        enabled: false,
        requiredCommands: ['git'],
        ignore: [{ id: 'path', reason: 'hush' }],
      },
    },
  };

  it('gets its pins, but no tools, no routes, no store, no secrets and no say in the audit', async () => {
    const { host, paths } = scene({ project: wishes });
    const { config, sources } = await loadConfig(host, paths);
    expect(config).toEqual({
      environment: {
        versionPins: { npm: { eslint: '9.0.0' } },
        healthChecks: { requiredCommands: ['git'] },
      },
    });
    expect(sources[0]?.trusted).toBe(false);
    expect(sources[0]?.withheld).toEqual([
      { path: 'registry.tools.evil', reason: 'a tool can run programs and get keys' },
      { path: 'registry.capabilities.chat', reason: expect.stringContaining('decides which') },
      { path: 'registry.capabilities.code', reason: expect.stringContaining('decides which') },
      { path: 'registry.crossToolRulesPath', reason: expect.stringContaining('rules') },
      { path: 'secrets', reason: 'it decides where secrets are kept, and who is asked about them' },
      { path: 'run', reason: 'it hands your secrets to commands' },
      { path: 'audit', reason: 'it decides what is recorded, and into which file' },
      { path: 'dashboard', reason: 'it decides what your keys do' },
      { path: 'environment.healthChecks.ignore', reason: 'it hides findings about this machine' },
      { path: 'environment.healthChecks.enabled', reason: 'it hides findings about this machine' },
      { path: 'environment.npmGlobal', reason: expect.stringContaining('what is installed') },
      { path: 'environment.extras', reason: expect.stringContaining('what is installed') },
      { path: 'environment.versionPolicy', reason: expect.stringContaining('too young') },
    ]);
  });

  it('does not take the place of the routes of the user', async () => {
    const { host, paths } = scene({ user: chain('claude'), project: chain('codex') });
    expect((await loadConfig(host, paths)).config).toEqual(chain('claude'));
  });

  it('gets all of it once that very content is trusted', async () => {
    const { host, paths, projectFile } = scene({ project: wishes });
    await trustFile(paths, projectFile, JSON.stringify(wishes));
    expect((await loadConfig(host, paths)).config).toEqual(wishes);
    write(projectFile, { ...wishes, version: '1.0.1' });
    expect((await loadConfig(host, paths)).sources[0]?.trusted).toBe(false);
  });

  it('is the same project by whatever link it is named', async () => {
    const { host, paths, projectFile } = scene({ project: wishes });
    const link = join(tempFolder(), 'link');
    fs.symlinkSync(dirname(projectFile), link);
    await trustFile(paths, join(link, 'aim_config.json'), JSON.stringify(wishes));
    expect((await loadConfig(host, paths)).sources[0]?.trusted).toBe(true);
    const throughLink = { ...host, cwd: join(link, 'src') };
    expect((await loadConfig(throughLink, paths)).sources[0]?.trusted).toBe(true);
  });

  it('is not asked about when it wants nothing that needs trust', async () => {
    const { host, paths } = scene({ project: { environment: { scanner: { roots: ['.'] } } } });
    expect((await loadConfig(host, paths)).sources[0]).toMatchObject({
      trusted: true,
      withheld: [],
    });
  });
});

describe('findProjectConfig', () => {
  it('answers the nearest file from a folder upward', () => {
    const { host, projectFile } = scene({ project: {} });
    expect(findProjectConfig(host.cwd)).toBe(projectFile);
    const nearer = write(join(host.cwd, 'aim_config.json'), {});
    expect(findProjectConfig(host.cwd)).toBe(nearer);
  });

  it('answers undefined where there is none', () => {
    expect(findProjectConfig(tempFolder())).toBeUndefined();
  });
});
