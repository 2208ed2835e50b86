import { costClasses, routeStrategies, type CostClass, type RouteStrategy } from '@aim/core';
import type { Aim } from '@aim/services';

/** A tool of the server: what programs see of it, and what it does. */
export interface McpTool {
  name: string;
  title: string;
  description: string;
  inputSchema: { type: 'object'; properties: Record<string, object>; required?: string[] };
  /** Set for what does more than read: the question to the person. */
  consent?: (input: Input) => string;
  run: (aim: Aim, input: Input, signal: AbortSignal) => Promise<Record<string, unknown>>;
}

/** Held against `inputSchema` before it comes here. */
export type Input = Readonly<Record<string, unknown>>;

const none = { type: 'object' as const, properties: {} };
const text = (description: string) => ({ type: 'string', description });

/** All that AIM offers to programs. None answers with a value of a secret. */
export const mcpTools: readonly McpTool[] = [
  {
    name: 'status',
    title: 'AI tools on this machine',
    description:
      'Which AI tools are installed or configured here: version, pin, health, and whether their key is there. Starts nothing.',
    inputSchema: none,
    run: async (aim) => {
      const { tools, vault, healthCheckedAt } = await aim.status();
      return { tools, vault, healthCheckedAt };
    },
  },
  {
    name: 'health',
    title: 'Health of this machine',
    description:
      'Runs the checks of AIM and answers with what is wrong, and the command that helps.',
    inputSchema: {
      type: 'object',
      properties: { only: { type: 'array', items: text('The id of a check') } },
    },
    run: async (aim, { only }) => ({
      ...(await aim.health(only === undefined ? {} : { only: only as string[] })),
    }),
  },
  {
    name: 'route',
    title: 'Who would take a job',
    description:
      'Which tools would be asked for a kind of job, in which order, and why each other tool is not. Runs nothing.',
    inputSchema: {
      type: 'object',
      properties: {
        capability: text('The kind of job, such as chat, review or code_generation'),
        localOnly: { type: 'boolean', description: 'Only tools that work on this machine' },
        maxCost: { type: 'string', enum: [...costClasses] },
        strategy: { type: 'string', enum: [...routeStrategies] },
      },
      required: ['capability'],
    },
    run: async (aim, { capability, localOnly, maxCost, strategy }) => ({
      ...(await aim.route({
        capability: capability as string,
        ...(localOnly === true && { localOnly }),
        ...(maxCost !== undefined && { maxCost: maxCost as CostClass }),
        ...(strategy !== undefined && { strategy: strategy as RouteStrategy }),
      })),
    }),
  },
  {
    name: 'secret_names',
    title: 'Names of stored secrets',
    description:
      'The names of the stored secrets, where each is kept and when it expires. Never a value; a program gets values by: aim run --secret NAME -- PROGRAM.',
    inputSchema: none,
    run: async (aim) => {
      const secrets = await aim.listSecrets();
      return {
        secrets: secrets.map(({ name, description, backend, createdAt, updatedAt, expiresAt }) => ({
          ...{ name, description, backend, createdAt, updatedAt, expiresAt },
        })),
      };
    },
  },
  {
    name: 'invoke',
    title: 'Give a job to another AI tool',
    description:
      'Gives a prompt to the best tool for a kind of job, and when that fails to the next. The tool may only read. The person is asked first.',
    inputSchema: {
      type: 'object',
      properties: {
        capability: text('The kind of job, such as chat or review'),
        prompt: text('What the tool is asked'),
        tool: text('Ask this tool and no other'),
      },
      required: ['capability', 'prompt'],
    },
    consent: ({ capability, tool, prompt }) =>
      `Give this to ${(tool as string | undefined) ?? 'the best tool'} (${capability as string}, reading only)?\n\n${prompt as string}`,
    run: async (aim, { capability, prompt, tool }, signal) => {
      const { result } = await aim.invoke({
        capability: capability as string,
        payload: { prompt: prompt as string },
        permission: 'read-only',
        signal,
        ...(tool !== undefined && { tool: tool as string }),
      });
      return { ...result };
    },
  },
];
