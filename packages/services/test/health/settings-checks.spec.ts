import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loopbackServer } from '../../../core/test/support/loopback-server.js';
import { user, userConfig } from '../support/user.js';

type Machine = ReturnType<typeof user>;

/** In a project below the home. */
async function run({ aim, home }: Machine, id: string) {
  const cwd = join(home, 'work');
  mkdirSync(cwd, { recursive: true });
  const { checks } = await aim({ cwd }).health({ only: [id] });
  return checks.map(({ status, tool, message, evidence }) => ({ status, tool, message, evidence }));
}

const exit0 = { program: 'exit 0' };

describe('tool_settings', () => {
  it.each([
    {
      id: 'codex',
      path: '.codex/config.toml',
      text: 'model = "x"\nhalf = \n',
      place: '2:8',
      format: 'TOML',
    },
    {
      id: 'gemini',
      path: '.gemini/settings.json',
      text: '{\n  "a": 1\n  "b": 2\n}',
      place: '3:3',
      format: 'JSON',
    },
    {
      id: 'goose',
      path: '.config/goose/config.yaml',
      text: 'a: 1\n b: 2\n',
      place: '1:4',
      format: 'YAML',
    },
  ])('fails for the file of $id, with the line', async ({ id, path, text, place, format }) => {
    const machine = user({ [`bin/${id}`]: exit0, [path]: text });
    const file = join(machine.home, path);
    expect(await run(machine, 'tool_settings')).toEqual([
      {
        status: 'fail',
        tool: id,
        message: expect.stringContaining(`it is not ${format}, so the tool cannot read it`),
        evidence: `${file}:${place}`,
      },
    ]);
  });

  it('only warns of a file of the project', async () => {
    const machine = user({ 'bin/claude': exit0, 'work/.claude/settings.json': '{' });
    expect(await run(machine, 'tool_settings')).toMatchObject([{ status: 'warn', tool: 'claude' }]);
  });

  it.each(['{"a": 1, // mine\n}', '', '\uFEFF{"a":1}', '[]'])(
    'has nothing against %j',
    async (text) => {
      const machine = user({ 'bin/gemini': exit0, '.gemini/settings.json': text });
      expect(await run(machine, 'tool_settings')).toMatchObject([{ status: 'ok' }]);
    },
  );

  it('looks at no tool that is not in use, and at nothing but files', async () => {
    const machine = user({ 'bin/gemini': exit0, '.codex/config.toml': 'half =' });
    mkdirSync(join(machine.home, '.gemini/settings.json'), { recursive: true });
    expect(await run(machine, 'tool_settings')).toMatchObject([{ status: 'skipped' }]);
    const file = join(machine.home, '.gemini/settings.json');
    rmSync(file, { recursive: true });
    execFileSync('mkfifo', [file]);
    expect(await run(machine, 'tool_settings')).toMatchObject([{ status: 'skipped' }]);
    rmSync(file);
    symlinkSync(file, file);
    expect(await run(machine, 'tool_settings')).toMatchObject([{ status: 'skipped' }]);
  });
});

describe('mcp_servers', () => {
  const servers = (all: object) => JSON.stringify({ mcpServers: all });

  it('warns of a program that is not there, by file and line, and shows no argument', async () => {
    const text =
      '{"mcpServers": {\n  "docs": {\n    "command": "no-such-program", "args": ["--key", "pa55word"] },\n  "own": {"command": "codex"}\n}}';
    const machine = user({
      'bin/gemini': exit0,
      'bin/codex': exit0,
      '.gemini/settings.json': text,
    });
    const found = await run(machine, 'mcp_servers');
    expect(found).toEqual([
      {
        status: 'warn',
        tool: 'gemini',
        message: 'The MCP server docs cannot start: no-such-program is not on PATH',
        evidence: `${machine.home}/.gemini/settings.json:3`,
      },
    ]);
    expect(JSON.stringify(found)).not.toContain('pa55word');
  });

  it.each([
    ['codex', '.codex/config.toml', '[mcp_servers.docs]\ncommand = "no-such-program"\n'],
    [
      'opencode',
      '.config/opencode/opencode.json',
      '{"mcp":{"docs":{"command":["no-such-program","-y"]}}}',
    ],
    [
      'goose',
      '.config/goose/config.yaml',
      'extensions:\n  docs:\n    cmd: no-such-program\n    enabled: true\n',
    ],
    [
      'continue',
      '.continue/config.yaml',
      'mcpServers:\n  - name: docs\n    command: no-such-program\n',
    ],
    [
      'amp',
      '.config/amp/settings.json',
      '{"amp.mcpServers":{"docs":{"command":"no-such-program --key pa55word"}}}',
    ],
  ])('reads the file of %s', async (id, path, text) => {
    const binary = id === 'continue' ? 'cn' : id;
    const machine = user({ [`bin/${binary}`]: exit0, [path]: text });
    expect(await run(machine, 'mcp_servers')).toMatchObject([
      {
        status: 'warn',
        tool: id,
        message: 'The MCP server docs cannot start: no-such-program is not on PATH',
      },
    ]);
  });

  it('warns of one that two files define in different ways', async () => {
    const machine = user({
      'bin/gemini': exit0,
      '.gemini/settings.json': servers({ docs: { command: 'gemini', args: ['a'] } }),
      'work/.gemini/settings.json': servers({ docs: { command: 'gemini', args: ['b'] } }),
    });
    expect(await run(machine, 'mcp_servers')).toMatchObject([
      { status: 'warn', message: expect.stringContaining('docs is defined in different ways') },
    ]);
  });

  it.each([
    { docs: { command: 'gemini' } },
    { docs: { url: 'https://example.com/mcp' } },
    { docs: { command: 'no-such-program', disabled: true } },
    { docs: { command: '${HOME}/docs' } },
    { docs: { command: './docs' } },
  ])('has nothing against %j', async (all) => {
    const machine = user({ 'bin/gemini': exit0, '.gemini/settings.json': servers(all) });
    const [finding] = await run(machine, 'mcp_servers');
    expect(['ok', 'skipped']).toContain(finding?.status);
  });

  it('is skipped where there is none, and where the file does not parse', async () => {
    const machine = user({ 'bin/gemini': exit0, '.gemini/settings.json': '{"mcpServers":' });
    expect(await run(machine, 'mcp_servers')).toMatchObject([{ status: 'skipped' }]);
    writeFileSync(join(machine.home, '.gemini/settings.json'), '{}');
    expect(await run(machine, 'mcp_servers')).toMatchObject([{ status: 'skipped' }]);
  });
});

describe('endpoints and local_models', () => {
  it('ask a provider that there is a key for, without the key', async () => {
    const server = await loopbackServer(() => ({ status: 404, body: '' }));
    const { aim } = user(
      {},
      { OPENAI_API_KEY: 'sk-planted', OPENAI_BASE_URL: `${server.origin}/v1` },
    );
    const { checks } = await aim().health({ only: ['endpoints'], online: true });
    await server.close();
    expect(checks).toMatchObject([{ status: 'ok', tool: null, message: 'OpenAI answers' }]);
    expect(server.heard.map(({ method }) => method)).toEqual(['HEAD']);
    expect(JSON.stringify(server.heard)).not.toContain('sk-planted');
  });

  it('ask Ollama for the models that the configuration names', async () => {
    const body = JSON.stringify({ models: [{ name: 'llama3.2:latest' }] });
    const server = await loopbackServer(() => ({ status: 200, body }));
    const { aim } = user(
      { [userConfig]: '{"registry":{"tools":{"ollama":{"models":["llama3.2","phi4"]}}}}' },
      { OLLAMA_HOST: server.origin },
    );
    const { checks } = await aim().health({ only: ['local_models'], online: true });
    await server.close();
    expect(checks).toMatchObject([{ status: 'warn', tool: 'ollama', fix: 'ollama pull phi4' }]);
  });
});
