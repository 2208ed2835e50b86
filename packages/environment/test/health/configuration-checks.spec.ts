import { describe, expect, it } from '@jest/globals';
import type { AimConfig, ConfigSource } from '@aim/core';
import { checkHealth } from '../../src/index.js';
import { absent, healthInput, presence, type HealthChanges } from '../support/health-input.js';

async function run(id: string, changes: HealthChanges) {
  const { checks } = await checkHealth(healthInput(changes), { only: [id] });
  return checks.map(({ status, tool, message, fix }) => ({ status, tool, message, fix }));
}

const user: ConfigSource = {
  kind: 'user',
  path: '/home/me/.config/aim/aim_config.json',
  trusted: true,
  withheld: [],
  config: {},
};
const project: ConfigSource = {
  kind: 'project',
  path: '/work/my project/aim_config.json',
  trusted: false,
  withheld: [{ path: 'registry.tools.mytool', reason: 'a tool can run programs and get keys' }],
  config: {},
};

describe('config', () => {
  it('says that there is no file', async () => {
    expect(await run('config', {})).toMatchObject([
      { status: 'ok', message: 'No configuration file; AIM uses its defaults' },
    ]);
  });

  it('names the files and what waits for trust, with the command', async () => {
    expect(await run('config', { configSources: [user, project] })).toMatchObject([
      { status: 'ok', message: `Valid: ${user.path} (user), ${project.path} (project)` },
      {
        status: 'warn',
        message: expect.stringContaining('registry.tools.mytool'),
        fix: "aim trust '/work/my project'",
      },
    ]);
  });

  it('fails for names that stand for nothing, with their places', async () => {
    const problem = {
      file: user.path,
      line: 3,
      column: 15,
      path: 'registry.capabilities.chat.primaryTool',
      message: 'expected the id of a tool, found claud; did you mean claude?',
    };
    const changes = { configSources: [user], configReferences: () => Promise.resolve([problem]) };
    const { checks } = await checkHealth(healthInput(changes), { only: ['config'] });
    expect(checks[1]).toMatchObject({
      status: 'fail',
      message: `${problem.path}: ${problem.message}`,
      evidence: `${user.path}:3:15`,
      fix: 'aim config validate',
    });
  });

  it('warns of variables that are not set, of a list only when no entry can be used', async () => {
    const config: AimConfig = {
      audit: { logPath: '%AIM_LOGS%/audit.log' },
      registry: {
        tools: {
          aider: { detectCommands: ['%LOCALAPPDATA%\\aider.exe', 'aider'] },
          jules: { detectCommands: ['$JULES_HOME/jules', ['${NOWHERE}/jules', '-v']] },
          own: { adapterScript: '$SCRIPTS/adapter.py' },
        },
      },
    };
    expect((await run('config', { config })).slice(1)).toEqual([
      {
        status: 'warn',
        tool: null,
        message: 'audit.logPath uses AIM_LOGS, which is not set',
        fix: null,
      },
      {
        status: 'warn',
        tool: 'jules',
        message: 'registry.tools.jules.detectCommands uses JULES_HOME, NOWHERE, which is not set',
        fix: null,
      },
      {
        status: 'warn',
        tool: 'own',
        message: 'registry.tools.own.adapterScript uses SCRIPTS, which is not set',
        fix: null,
      },
    ]);
  });
});

describe('missing', () => {
  it('is skipped when the configuration names no tool', async () => {
    expect(await run('missing', {})).toMatchObject([{ status: 'skipped' }]);
  });

  it('fails for a tool that is configured and not installed', async () => {
    const findings = await run('missing', {
      tools: [presence('claude'), absent('goose')],
      configuredTools: ['claude', 'goose', 'goose'],
    });
    expect(findings).toEqual([
      {
        status: 'fail',
        tool: 'goose',
        message: 'goose is configured and not installed',
        fix: 'aim tools info goose',
      },
    ]);
  });

  it('asks for no program of an adapter, of an endpoint or of what nobody knows', async () => {
    const config: AimConfig = {
      registry: {
        tools: { own: { adapterScript: './a.py' }, box: { endpoint: 'http://box:11434' } },
      },
    };
    const findings = await run('missing', {
      config,
      configSources: [project],
      configuredTools: ['own', 'box', 'mytool'],
    });
    expect(findings).toMatchObject([{ status: 'ok' }]);
  });
});
