import { describe, expect, it } from '@jest/globals';
import type { AimConfig } from '@aim/core';
import { join } from 'node:path';
import {
  bridgeFile,
  configFile,
  documentsFile,
  fieldAt,
  planFor,
  registryFile,
  rulesFile,
  toolstackFile,
  tree,
  written,
} from './support.js';

const all = [registryFile, rulesFile, configFile, bridgeFile, toolstackFile];
const configOf = async (...args: Parameters<typeof planFor>) =>
  (await planFor(...args)).config as AimConfig;

describe('what AIM+ and AI_MANGER were set up with', () => {
  it('routes as the bridge of AIM+ ran, and tells what the other file said', async () => {
    const { config, conflicts } = await planFor(all);
    const routes = (config as AimConfig).registry?.capabilities;
    expect(routes?.['code_generation']).toMatchObject({
      primaryTool: 'jules',
      fallbacks: ['aider', 'claude-cli'],
    });
    expect(routes?.['refactoring']).toMatchObject({
      primaryTool: 'aider',
      fallbacks: ['claude-cli'],
    });
    expect(routes?.['testing']).toMatchObject({ primaryTool: 'pytest', fallbacks: [] });
    const [route] = conflicts;
    expect(route).toEqual({
      to: 'registry.capabilities.code_generation',
      winner: {
        file: rulesFile,
        line: 4,
        value: { primaryTool: 'jules', fallbacks: ['aider', 'claude-cli'] },
      },
      losers: [
        {
          file: configFile,
          line: 26,
          value: { primaryTool: 'aider', fallbacks: ['jules', 'claude-cli'] },
        },
      ],
    });
  });

  it('routes as aim_config.json said where the user prefers that', async () => {
    const config = await configOf(all, { prefer: 'config' });
    expect(config.registry?.capabilities?.['code_generation']).toMatchObject({
      primaryTool: 'aider',
      fallbacks: ['jules', 'claude-cli'],
      timeoutMs: 60_000,
    });
    expect(config.registry?.capabilities?.['linting']?.primaryTool).toBe('ruff');
  });

  it('enforces what AIM+ declared only', async () => {
    const plan = await planFor([rulesFile]);
    const { registry } = plan.config as AimConfig;
    expect(registry?.capabilities?.['code_generation']).toEqual({
      primaryTool: 'jules',
      fallbacks: ['aider', 'claude-cli'],
      timeoutMs: 60_000,
      maxRetries: 1,
      requires: ['prompt'],
    });
    expect(registry?.capabilities?.['version_checking']).toMatchObject({
      strategy: 'least-busy',
      timeoutMs: 5000,
      maxRetries: 0,
    });
    expect(registry?.limits).toEqual({
      maxConcurrent: 1,
      allowedFiles: ['**/*.py', '**/*.ts', '**/*.md'],
      forbiddenPaths: ['**/.git/**', '**/.env/**'],
      maxPayloadBytes: 1_048_576,
      maxFiles: 50,
    });
    expect(fieldAt(plan, 'capabilities.code_generation.context_requirements.files')?.note).toBe(
      'what is not required needs no rule',
    );
  });

  it('finds the adapter scripts of the old tree from anywhere', async () => {
    const { registry } = await configOf([registryFile]);
    expect(registry?.tools?.['aider']?.adapterScript).toBe(
      join(tree, 'AIM_adapters/AIM_aider.ps1'),
    );
    expect(registry?.tools?.['jules']?.adapterScript).toBe(join(tree, 'AIM_adapters/AIM_jules.sh'));
    expect(registry?.tools?.['claude-cli']?.adapterScript).toBe(
      join(tree, 'AIM_adapters/AIM_claude-cli.ps1'),
    );
    expect(registry?.crossToolRulesPath).toBe(rulesFile);
  });

  it('joins the lists of both systems, and loses no pin', async () => {
    const { environment } = await configOf(all);
    expect(environment?.pipxApps).toEqual([
      'aider-chat',
      'ruff',
      'black',
      'pytest',
      'invoke',
      'nox',
      'uv',
    ]);
    expect(environment?.npmGlobal).toContain('@specifyapp/cli');
    expect(environment?.versionPins).toEqual({
      pipx: { ruff: '0.14.1', black: '25.9.0', pytest: '8.4.2', isort: '7.0.0', mypy: '1.18.2' },
      npm: {
        '@anthropic-ai/claude-code': '2.0.31',
        eslint: '9.39.0',
        prettier: '3.6.2',
        '@google/generative-ai-cli': '0.11.3',
      },
      winget: { 'Git.Git': '2.51' },
    });
    expect(environment?.scanner).toEqual({
      roots: ['C:\\Users\\ann\\Projects', 'D:\\Work'],
      cachePatterns: [
        '.ruff_cache',
        '__pycache__',
        'node_modules\\.cache',
        '.prettier-cache',
        '.cache',
      ],
      minSizeKB: 100,
    });
    expect(environment?.healthChecks?.requiredCommands).toContain('pipx');
  });

  it('makes references of the variables that AI_MANGER filled', async () => {
    const plan = await planFor([toolstackFile]);
    expect(plan.config['run']).toEqual({
      env: { OPENAI_API_KEY: 'aim://OPENAI_API_KEY', GITHUB_TOKEN: 'aim://GITHUB_TOKEN' },
    });
    expect(fieldAt(plan, 'Secrets.EnvMap.OPENAI_API_KEY')).toMatchObject({
      to: 'run.env.OPENAI_API_KEY',
      outcome: 'carried',
      note: 'the secret is named OPENAI_API_KEY here',
    });
    expect(fieldAt(plan, 'Secrets.VaultPath')).toMatchObject({ outcome: 'step' });
  });

  it('reads the shapes that only documents of AIM+ describe', async () => {
    const plan = await planFor([documentsFile]);
    expect(plan.config).toEqual({
      version: '1.0.0',
      registry: {
        tools: {
          aider: { name: 'Aider', detectCommands: ['aider'], capabilities: ['code_generation'] },
        },
        capabilities: {
          code_generation: {
            primaryTool: 'aider',
            fallbacks: ['jules', 'claude-cli'],
            timeoutMs: 60_000,
          },
          chat: { primaryTool: 'claude-cli' },
        },
      },
      audit: { enabled: true },
      secrets: { backend: 'keychain' },
    });
    expect(fieldAt(plan, 'tools.1.binary')?.note).toContain('switched off');
    expect(fieldAt(plan, 'capabilities.chat.preferred_tools.1')?.note).toContain('fallback_chain');
  });

  it('leaves out only what the schema refuses, and says why', async () => {
    const plan = await planFor([configFile]);
    expect((plan.config as AimConfig).audit?.events).toEqual([
      'tool_invoke',
      'secret_access',
      'health_check',
      'install',
    ]);
    expect(fieldAt(plan, 'audit.events.4')).toMatchObject({
      line: 56,
      to: null,
      outcome: 'dropped',
      note: expect.stringContaining('expected one of tool_invoke'),
    });
    expect(fieldAt(plan, 'registry.tools.ollama.priority')?.note).toBe(
      'AIM has no key of this name',
    );
  });
});

describe('a configuration that is there already', () => {
  it('keeps its word, and its lists grow', async () => {
    const present = {
      registry: { capabilities: { code_generation: { primaryTool: 'codex' } } },
      environment: { pipxApps: ['mine'], versionPins: { pipx: { ruff: '1.0.0' } } },
      secrets: { backend: 'file' },
    };
    const plan = await planFor(all, { present });
    const config = plan.config as AimConfig;
    expect(config.registry?.capabilities?.['code_generation']).toEqual({
      primaryTool: 'codex',
      timeoutMs: 60_000,
      maxRetries: 1,
      requires: ['prompt'],
    });
    expect(config.environment?.pipxApps?.slice(0, 2)).toEqual(['mine', 'aider-chat']);
    expect(config.environment?.versionPins?.pipx?.['ruff']).toBe('1.0.0');
    expect(config.secrets).toEqual({ backend: 'file' });
    expect(plan.conflicts.map(({ to }) => to)).toContain('environment.versionPins.pipx.ruff');
    expect(fieldAt(plan, 'capabilities.code_generation.primary')).toMatchObject({
      outcome: 'overruled',
      note: '/home/ann/.config/aim/aim_config.json says otherwise',
    });
  });

  it('that holds all of it is not changed', async () => {
    const { config } = await planFor(all);
    const again = await planFor(all, { present: config });
    expect(again.changed).toBe(false);
    expect(again.config).toEqual(config);
    expect(again.fields.filter(({ outcome }) => outcome === 'carried')).toEqual([]);
  });
});

describe('strange files', () => {
  it('of a name that stands twice the last counts, and the first is told', async () => {
    const file = written(
      'aim_config.json',
      '{"environment": {\n "toolsRoot": "/a",\n "toolsRoot": "/b"}}',
    );
    const plan = await planFor([file]);
    expect((plan.config as AimConfig).environment?.toolsRoot).toBe('/b');
    expect(plan.fields.map(({ line, outcome, note }) => [line, outcome, note])).toEqual([
      [2, 'dropped', 'the name stands again on line 3, which counts'],
      [3, 'carried', null],
    ]);
  });

  it('a command keeps words that are there twice', async () => {
    const tool = {
      detectCommands: ['x'],
      versionCommand: ['x', '-v', '-v'],
      capabilities: ['chat'],
    };
    const file = written('AIM_registry.json', JSON.stringify({ tools: { x: tool } }));
    const { registry } = await configOf([file]);
    expect(registry?.tools?.['x']).toEqual(tool);
  });

  it('a name of a prototype, and a key in plain text, are left out and told', async () => {
    const text =
      '{"__proto__": {"polluted": 1}, "tools": {"x": {"capabilities": ["chat"], "apiKey": "sk-0123456789"}}}';
    const plan = await planFor([written('AIM_registry.json', text)]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(plan.config).toEqual({
      version: '1.0.0',
      registry: { tools: { x: { capabilities: ['chat'] } } },
    });
    expect(JSON.stringify(plan)).not.toContain('sk-0123456789');
  });

  it('paths of Windows stay paths of Windows on Windows', async () => {
    const text = JSON.stringify({
      tools: { x: { adapterScript: '%AIM_REGISTRY_PATH%\\a b\\$x.ps1' } },
    });
    const { registry } = await configOf([written('AIM_registry.json', text)], {
      platform: 'win32',
    });
    expect(registry?.tools?.['x']?.adapterScript).toMatch(
      /\\AIM_ai-tools-registry|\\a b\\\$\$x\.ps1$/,
    );
  });
});
