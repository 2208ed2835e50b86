import { describe, expect, it } from '@jest/globals';
import { parseConfig } from '../../src/config/parse-config.js';
import { AimError } from '../../src/errors/aim-error.js';

async function problemsOf(text: string): Promise<string[]> {
  try {
    await parseConfig('aim_config.json', text);
  } catch (error) {
    expect((error as AimError).code).toBe('config.invalid');
    return (error as AimError).message.split('\n');
  }
  return [];
}

/** The file that AIM+ shipped, shortened to one entry of each kind. */
const aimPlus = {
  $schema: './aim_config.schema.json',
  version: '1.0.0',
  registry: {
    tools: {
      'claude-cli': {
        name: 'Claude CLI',
        detectCommands: ['claude', '%USERPROFILE%/.local/bin/claude.exe'],
        versionCommand: ['claude', '--version'],
        configPaths: ['~/.claude'],
        logPaths: [],
        capabilities: ['code_generation'],
        adapterScript: '%AIM_REGISTRY_PATH%/AIM_adapters/AIM_claude-cli.ps1',
        pinnedVersion: '',
        autoUpdate: false,
      },
    },
    capabilities: { code_generation: { primaryTool: 'aider', fallbacks: ['claude-cli'] } },
    crossToolRulesPath: '%AIM_REGISTRY_PATH%/AIM_cross-tool/AIM_coordination-rules.json',
  },
  environment: {
    toolsRoot: 'C:\\Tools',
    pipxApps: ['ruff'],
    npmGlobal: ['eslint'],
    secretsVault: '%USERPROFILE%/.aim/secrets_metadata.json',
    centralCache: 'C:\\Tools\\cache\\aim',
    healthChecks: { enabled: true, requiredCommands: ['git'], requiredPaths: ['C:\\Tools'] },
    versionPins: { pipx: { ruff: '0.14.1' }, npm: { eslint: '9.39.0' } },
    scanner: { roots: ['C:\\Users'], cachePatterns: ['.ruff_cache'], minSizeKB: 100 },
  },
  audit: {
    enabled: true,
    logPath: '%AIM_REGISTRY_PATH%/AIM_audit/audit.jsonl',
    events: ['tool_invoke', 'secret_access', 'health_check', 'install'],
  },
};

describe('parseConfig', () => {
  it('loads a file of AIM+ unchanged', async () => {
    expect(await parseConfig('aim_config.json', JSON.stringify(aimPlus))).toEqual(aimPlus);
  });

  it('holds what health is told against its form', async () => {
    const text = (healthChecks: object) => JSON.stringify({ environment: { healthChecks } });
    const ignore = [{ id: 'path', tool: 'codex', until: '2027-01-31', reason: 'later' }];
    const permissions = { '~/.ssh': '700' };
    expect(await problemsOf(text({ pathOrder: ['~/bin'], permissions, ignore }))).toEqual([]);
    for (const wrong of [
      { ignore: [{ id: 'path' }] },
      { ignore: [{ id: 'path', reason: 'later', until: 'tomorrow' }] },
      { permissions: { '~/.ssh': '888' } },
    ]) {
      expect(await problemsOf(text(wrong))).toHaveLength(1);
    }
  });

  it('loads an empty object: every section has defaults', async () => {
    expect(await parseConfig('aim_config.json', '{}')).toEqual({});
  });

  it.each([
    ['an empty file', '', /:1:1: expected JSON: the file is empty/],
    ['a missing brace', '{\n  "version": "1.0.0"', /:2:\d+: expected JSON: close brace expected/],
    [
      'a comma too many',
      '{\n  "version": "1.0.0",\n}',
      /:3:1: expected JSON: property name expected/,
    ],
    ['a comment', '// hi\n{}', /:1:1: expected JSON: invalid comment token/],
  ])('tells line and column of %s', async (_name, text, expected) => {
    expect((await problemsOf(text)).join()).toMatch(expected);
  });

  it('tells every problem at once, each with its place, what was expected and what was found', async () => {
    const text = `{
  "version": 1,
  "registry": {
    "tools": {
      "aider": { "capabilities": "code_generation" }
    },
    "capabilities": {
      "chat": { "fallbacks": ["x"] }
    }
  },
  "environment": { "scanner": { "minSizeKB": -1 } }
}`;
    expect(await problemsOf(text)).toEqual([
      'aim_config.json:2:3: version: expected string, found number 1',
      'aim_config.json:5:18: registry.tools.aider.capabilities: expected array, found string',
      'aim_config.json:8:7: registry.capabilities.chat: expected the key primaryTool, found none',
      'aim_config.json:11:33: environment.scanner.minSizeKB: must be >= 0, found number -1',
    ]);
  });

  it.each([
    ['{"registry":{"tool":{}}}', 'registry.tool: unknown key; did you mean tools?'],
    ['{"enviroment":{}}', 'enviroment: unknown key; did you mean environment?'],
    [
      '{"registry":{"capabilities":{"chat":{"primaryTool":"x","fallback":[]}}}}',
      'registry.capabilities.chat.fallback: unknown key; did you mean fallbacks?',
    ],
    ['{"xyz":1}', 'xyz: unknown key'],
  ])('says of %s: %s', async (text, expected) => {
    expect((await problemsOf(text))[0]).toMatch(
      new RegExp(`: ${expected.replace('?', String.raw`\?`)}$`),
    );
  });

  it('names the choices of a value that has few', async () => {
    expect(await problemsOf('{"secrets":{"backend":"vault"}}')).toEqual([
      'aim_config.json:1:13: secrets.backend: expected one of auto, keychain, file, env, found string',
    ]);
  });

  it('takes a reference to a secret for a variable, and nothing else', async () => {
    expect(
      await problemsOf(
        '{"run":{"env":{"TOKEN":"aim://team/token","A-B":"aim://x","AIM_HOME":"aim://x"}}}',
      ),
    ).toEqual([
      'aim_config.json:1:43: run.env.A-B: expected the name of an environment variable, none of AIM_*',
      'aim_config.json:1:59: run.env.AIM_HOME: expected the name of an environment variable, none of AIM_*',
    ]);
    const problems = await problemsOf(
      '{"run":{"commands":{"make":{"env":{"TOKEN":"sk-live-1234"}}}}}',
    );
    expect(problems).toEqual([
      'aim_config.json:1:36: run.commands.make.env.TOKEN: expected a reference aim://NAME, found string',
    ]);
  });

  it('never quotes the text of a value, which may be a secret', async () => {
    const problems = await problemsOf(
      '{"registry":{"tools":{"x":{"keys":["sk-live-1234 5678"]}}}}',
    );
    expect(problems).toHaveLength(1);
    expect(problems[0]).not.toContain('sk-live');
  });
});
