import {
  expandIfDefined,
  findGitRoot,
  loadToolDetails,
  placePaths,
  placeScope,
  resolveCommand,
  type CatalogueToolDetails,
  type Host,
} from '@aim/core';
import type { CheckFinding, HealthCheck, HealthInput } from '@aim/environment';
import { isAbsolute } from 'node:path';
import { mcpServersIn, type McpFile, type McpServer } from './mcp-config.js';
import { toolsInUse } from './tool-files.js';
import { isStructured } from './tool-settings.js';

export const mcpServers: HealthCheck = {
  id: 'mcp_servers',
  group: 'config',
  title: 'MCP servers',
  description:
    'The program of each MCP server that a tool is given is on PATH, and none is defined twice in different ways: warns of each that is not, or is. Starts none.',
  run: async (input) => {
    const { host } = input;
    const gitRoot = findGitRoot(host.cwd);
    const details = await loadToolDetails();
    const inUse = [...toolsInUse(input)].flatMap((id) => details.get(id) ?? []);
    const defined = await Promise.all(
      inUse.map(async (tool) => ({
        tool: tool.id,
        servers: await serversOf(filesOf(tool, host, gitRoot), input),
      })),
    );
    const count = defined.reduce((sum, { servers }) => sum + servers.length, 0);
    if (count === 0) return [{ status: 'skipped', message: 'No tool is given an MCP server' }];
    const findings = defined.flatMap(({ tool, servers }) => [
      ...servers.flatMap((server) => withoutProgram(tool, server, host)),
      ...definedTwice(tool, servers),
    ]);
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: `${count} can be started as far as a look tells` }];
  },
};

type PlacedServer = McpServer & { path: string };

function filesOf(tool: CatalogueToolDetails, host: Host, gitRoot: string | undefined): McpFile[] {
  const { mcp } = tool.files;
  if (mcp === undefined || !isStructured(mcp.format)) return [];
  const { format, root } = mcp;
  const paths = mcp.files.flatMap((path) => placePaths({ path }, placeScope(tool, host, gitRoot)));
  return [...new Set(paths)]
    .filter((path) => !path.includes('*'))
    .map((path) => ({ path, format, root }));
}

async function serversOf(files: readonly McpFile[], input: HealthInput): Promise<PlacedServer[]> {
  const found = await Promise.all(
    files.map(async (file) =>
      (await mcpServersIn(file, input)).map((server) => ({ ...server, path: file.path })),
    ),
  );
  return found.flat();
}

function withoutProgram(tool: string, server: PlacedServer, host: Host): CheckFinding[] {
  const program = server.program === undefined ? undefined : programOf(server.program, host);
  if (program === undefined || resolveCommand(program, host).kind === 'found') return [];
  const isPath = isAbsolute(program);
  return [
    {
      status: 'warn',
      tool,
      message: `The MCP server ${server.name} cannot start: ${program} is not ${isPath ? 'there' : 'on PATH'}`,
      evidence: server.line === null ? server.path : `${server.path}:${server.line}`,
      fix:
        installs[program] ?? (host.platform === 'win32' ? `where ${program}` : `which ${program}`),
    },
  ];
}

/**
 * The program of a command; undefined where only the tool knows what it means. Some tools take a
 * whole line, whose arguments may hold a key.
 */
function programOf(command: string, host: Host): string | undefined {
  const [first = ''] =
    resolveCommand(command, host).kind === 'found' ? [command] : command.split(/\s+/);
  if (first === '' || /[${%]/.test(first)) return undefined;
  const program = expandIfDefined(first, host);
  const isRelative = program !== undefined && /[\\/]/.test(program) && !isAbsolute(program);
  return isRelative ? undefined : program;
}

const installs: Readonly<Record<string, string>> = {
  npx: 'Install Node.js: https://nodejs.org/en/download',
  uvx: 'Install uv: https://docs.astral.sh/uv/getting-started/installation/',
  docker: 'Install Docker: https://docs.docker.com/get-docker/',
};

function definedTwice(tool: string, servers: readonly PlacedServer[]): CheckFinding[] {
  return [...new Set(servers.map(({ name }) => name))].flatMap((name): CheckFinding[] => {
    const same = servers.filter((server) => server.name === name);
    if (new Set(same.map(({ definition }) => definition)).size < 2) return [];
    const places = [...new Set(same.map(({ path }) => path))].join(' and ');
    return [
      {
        status: 'warn',
        tool,
        message: `The MCP server ${name} is defined in different ways in ${places}: which one starts depends on the folder`,
        evidence: same[0]?.path as string,
        fix: `Rename one of them, or remove it from one file`,
      },
    ];
  });
}
