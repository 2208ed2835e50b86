import { AimError, isAimError, reportError, type ErrorReport } from '@aim/core';
import type { Aim } from '@aim/services';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CallToolRequestSchema,
  ListToolsRequestSchema,
  type CallToolResult,
} from '@modelcontextprotocol/sdk/types.js';
import { checkInput } from './check-input.js';
import { mcpTools, type Input, type McpTool } from './mcp-tools.js';

export interface McpServerOptions {
  aim: Aim;
  version: string;
  /** The person has agreed to jobs beforehand. */
  allowInvoke: boolean;
}

/**
 * AIM as a server of the Model Context Protocol, to be connected to a transport. What a tool cannot
 * do is its answer (`isError`), with the code, message and hint that the command line shows.
 */
export function createMcpServer({ aim, version, allowInvoke }: McpServerOptions): Server {
  const server = new Server(
    { name: 'aim', version },
    {
      capabilities: { tools: {} },
      instructions: 'Names, health and routes; never a secret value.',
    },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: mcpTools.map(({ name, title, description, inputSchema, consent }) => ({
      ...{ name, title, description, inputSchema },
      annotations: { readOnlyHint: consent === undefined, openWorldHint: consent !== undefined },
    })),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal }) => {
    try {
      const tool = toolNamed(params.name);
      const input = checkInput(tool, params.arguments ?? {});
      if (tool.consent !== undefined && !allowInvoke) await askConsent(server, tool, input);
      return answer(await tool.run(aim, input, signal));
    } catch (error) {
      if (!isAimError(error)) throw error;
      return refusal(reportError(error));
    }
  });
  return server;
}

function toolNamed(name: string): McpTool {
  const tool = mcpTools.find((each) => each.name === name);
  if (tool !== undefined) return tool;
  const known = mcpTools.map((each) => each.name).join(', ');
  throw new AimError('usage.invalid', `No tool ${name}: there is ${known}`);
}

/** The client shows the question to its user, and hands on what that one says. */
async function askConsent(server: Server, tool: McpTool, input: Input): Promise<void> {
  const hint = 'The person can agree beforehand, by registering: aim mcp --allow-invoke';
  if (server.getClientCapabilities()?.elicitation === undefined) {
    throw new AimError('usage.needs_terminal', 'This client cannot ask its user for consent', {
      hint,
    });
  }
  const { action } = await server.elicitInput({
    mode: 'form',
    message: tool.consent?.(input) ?? tool.title,
    requestedSchema: { type: 'object', properties: {} },
  });
  if (action !== 'accept') {
    throw new AimError('usage.invalid', `${tool.name} was not done: the person did not agree`);
  }
}

function answer(data: Record<string, unknown>): CallToolResult {
  return { content: [{ type: 'text', text: JSON.stringify(data) }], structuredContent: data };
}

function refusal(error: ErrorReport): CallToolResult {
  const hint = error.hint === undefined ? '' : `\n${error.hint}`;
  return {
    isError: true,
    content: [{ type: 'text', text: `${error.code}: ${error.message}${hint}` }],
  };
}
