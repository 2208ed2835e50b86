import { describe, expect, it } from '@jest/globals';
import { loadCatalogue, loadJobCatalogue } from '@aim/core';
import { buildRegistry } from '../../src/tools/build-registry.js';
import { capabilities } from '../../src/capabilities/capabilities.js';
import { catalogueTool, registryOf } from '../support/machine.js';

describe('buildRegistry', () => {
  it('takes the catalogue as it is', () => {
    const { tools } = buildRegistry(loadCatalogue(), {});
    expect([...tools.keys()]).toEqual(loadCatalogue().tools.map(({ id }) => id));
    expect(tools.get('codex')).toMatchObject({
      name: 'Codex CLI',
      origin: { kind: 'catalogue' },
      adapter: { kind: 'headless' },
      keysAreDefault: false,
      inject: 'auto',
    });
    expect(tools.get('ollama')?.adapter).toEqual({
      kind: 'http',
      endpoint: { url: 'http://127.0.0.1:11434', env: 'OLLAMA_HOST', protocol: 'ollama' },
    });
  });

  it('makes a tool of the AIM+ shape a tool of its own, with the four keys of AIM+', () => {
    const registry = registryOf([catalogueTool('claude')], {
      registry: {
        tools: {
          'claude-cli': {
            name: 'Claude Code CLI',
            detectCommands: ['claude', '%USERPROFILE%/.local/bin/claude.exe', ['jules', 'version']],
            versionCommand: ['claude', '--version'],
            capabilities: ['code_generation'],
            adapterScript: '%AIM_REGISTRY_PATH%/AIM_adapters/AIM_claude-cli.ps1',
            pinnedVersion: '',
            autoUpdate: false,
          },
        },
      },
    });
    expect([...registry.tools.keys()]).toEqual(['claude', 'claude-cli']);
    expect(registry.tools.get('claude-cli')).toEqual({
      id: 'claude-cli',
      name: 'Claude Code CLI',
      kind: 'program',
      origin: { kind: 'config' },
      capabilities: ['code_generation'],
      binaries: ['claude', 'jules'],
      searchPaths: ['%USERPROFILE%/.local/bin/claude.exe'],
      packages: [],
      adapter: {
        kind: 'script',
        script: '%AIM_REGISTRY_PATH%/AIM_adapters/AIM_claude-cli.ps1',
      },
      keys: ['OPENAI_API_KEY', 'ANTHROPIC_API_KEY', 'GOOGLE_API_KEY', 'GITHUB_TOKEN'].map(
        (env) => ({ env }),
      ),
      keysAreDefault: true,
      inject: 'auto',
      models: [],
      configPaths: [],
      logPaths: [],
    });
  });

  it('extends an entry of the catalogue field by field', () => {
    const claude = catalogueTool('claude', { keys: [{ env: 'ANTHROPIC_API_KEY' }] });
    const config = {
      registry: { tools: { claude: { inject: 'always', pinnedVersion: '2.0.31' } } },
    };
    const files = new Map([['claude', '/etc/aim_config.json']]);
    const { tools } = buildRegistry({ tools: [claude], providers: [] }, config as never, files);
    expect(tools.get('claude')).toMatchObject({
      origin: { kind: 'config', file: '/etc/aim_config.json' },
      adapter: { kind: 'headless' },
      keys: [{ env: 'ANTHROPIC_API_KEY' }],
      keysAreDefault: false,
      inject: 'always',
      pinnedVersion: '2.0.31',
    });
  });

  it('has the programs that check files where jobs are planned, each as a manifest says', () => {
    expect([...jobTools.keys()].slice(-4)).toEqual(['eslint', 'jest', 'pytest', 'ruff']);
    expect(jobTools.get('ruff')).toMatchObject({
      kind: 'program',
      origin: { kind: 'catalogue' },
      binaries: ['ruff'],
      adapter: { kind: 'check', check: { success: { exitCodes: [0, 1] } } },
      keys: [],
      cost: 'free',
      locality: 'local',
    });
  });

  it('takes what the plan weighs from the configuration, and leaves the rest', async () => {
    const config = { registry: { tools: { claude: { account: 'work', maxConcurrent: 2 } } } };
    const { tools } = buildRegistry(await loadJobCatalogue(), config);
    const claude = tools.get('claude');
    expect(claude).toMatchObject({ account: 'work', maxConcurrent: 2, name: 'Claude Code' });
    expect(claude?.adapter.kind).toBe('headless');
  });

  it('lets an address that is configured win over the variable of the catalogue', () => {
    const config = { registry: { tools: { ollama: { endpoint: 'http://gpu:11434' } } } };
    const { tools } = buildRegistry(loadCatalogue(), config);
    expect(tools.get('ollama')?.adapter).toEqual({
      kind: 'http',
      endpoint: { url: 'http://gpu:11434', protocol: 'ollama' },
    });
  });

  it('gives an endpoint of its own no keys that it did not ask for', () => {
    const { tools } = registryOf([], {
      registry: { tools: { gpu: { endpoint: 'http://gpu:11434', capabilities: ['chat'] } } },
    });
    expect(tools.get('gpu')).toMatchObject({ kind: 'http', keys: [], keysAreDefault: false });
  });

  it('gives a program that a manifest describes no keys that it did not ask for', () => {
    const check = {
      args: [],
      permission: {},
      output: { format: 'text' },
      success: { exitCodes: [0] },
    };
    const headless = { args: [], prompt: 'stdin', permission: {}, output: { format: 'text' } };
    const tools = { a: { check }, b: { headless } } as never;
    const registry = registryOf([], { registry: { tools } });
    for (const id of ['a', 'b']) {
      expect(registry.tools.get(id)).toMatchObject({ keys: [], keysAreDefault: false });
    }
  });

  it('knows the capabilities that a tool or the configuration names', () => {
    const { capabilities: known } = registryOf([catalogueTool('a', { capabilities: ['poetry'] })], {
      registry: {
        capabilities: { linting: { primaryTool: 'ruff', fallbacks: ['pylint', 'ruff'] } },
      },
    });
    expect(known.get('poetry')).toMatchObject({ title: 'poetry', sideEffects: 'workspace' });
    expect(known.get('linting')?.configuredChain).toEqual(['ruff', 'pylint']);
    expect(known.get('chat')).toEqual(capabilities.chat);
  });
});

const { tools: jobTools } = buildRegistry(await loadJobCatalogue(), {});

describe('the table of capabilities', () => {
  it.each(Object.entries(capabilities))(
    '%s: its chain is the tools of the catalogue that register it and take jobs',
    (id, def) => {
      const registers = [...jobTools.values()].filter(
        (tool) => tool.capabilities.includes(id) && tool.adapter.kind !== 'none',
      );
      expect(def.id).toBe(id);
      expect([...def.defaultChain].sort()).toEqual(registers.map((tool) => tool.id).sort());
    },
  );
});
