import { afterEach, describe, expect, it } from '@jest/globals';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { ElicitRequestSchema, type CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { systemHost } from '@aim/core';
import { createAim } from '@aim/services';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { createMcpServer } from '../../src/mcp/mcp-server.js';
import { aim, aimFile } from '../support/aim.js';

const value = 'kq7Zp2Vw9Rt4Xc6Bn1Mj5Hg3';
let client: Client | undefined;
afterEach(() => client?.close());

/** A home with one secret and a tool that answers with what it was asked. */
async function prepared(): Promise<string> {
  const home = tempFolder();
  const adapter = join(home, 'adapter.sh');
  const reply = '{"success":true,"message":"done","content":"by the adapter"}';
  fs.writeFileSync(adapter, `#!/bin/sh\ncat > /dev/null\necho '${reply}'\n`, { mode: 0o755 });
  await aim(['secrets', 'set', 'TEAM_KEY', '--stdin'], { home, input: value });
  const added = ['tools', 'register', 'helper', '--capability', 'chat', '--adapter', adapter];
  expect((await aim(added, { home })).code).toBe(0);
  return home;
}

type Answer = 'accept' | 'decline' | undefined;

/** A client that answers questions so; undefined for one that cannot ask. */
function clientThat(answers: Answer, heard: string[] = []): Client {
  const elicitation = answers === undefined ? {} : { elicitation: {} };
  client = new Client({ name: 'test', version: '1' }, { capabilities: elicitation });
  if (answers === undefined) return client;
  client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
    heard.push(params.message);
    return { action: answers, ...(answers === 'accept' && { content: {} }) };
  });
  return client;
}

async function call(of: Client, name: string, input: Record<string, unknown> = {}) {
  return (await of.callTool({ name, arguments: input })) as CallToolResult;
}

const textOf = ({ content }: CallToolResult) => (content[0] as { text: string }).text;
const job = { capability: 'chat', prompt: 'say hello', tool: 'helper' };

/** The server in this process. */
async function connected(
  home: string,
  answers: Answer,
  { allowInvoke = false, heard = [] as string[] } = {},
) {
  const host = { ...systemHost(), home, cwd: home, env: { PATH: '/usr/bin:/bin', HOME: home } };
  const server = createMcpServer({ aim: createAim({ host }), version: '1.2.3', allowInvoke });
  const [near, far] = InMemoryTransport.createLinkedPair();
  await server.connect(far);
  const of = clientThat(answers, heard);
  await of.connect(near);
  return of;
}

describe('the MCP server', () => {
  it('is a program that the client of the SDK can use, and shows no value', async () => {
    const home = await prepared();
    const of = clientThat(undefined);
    const env = { PATH: '/usr/bin:/bin', HOME: home };
    const args = [aimFile, 'mcp'];
    await of.connect(new StdioClientTransport({ command: process.execPath, args, env }));
    const { tools } = await of.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'status',
      'health',
      'route',
      'secret_names',
      'invoke',
    ]);
    const names = await call(of, 'secret_names');
    expect(names.structuredContent).toMatchObject({
      secrets: [{ name: 'TEAM_KEY', backend: 'file' }],
    });
    const route = await call(of, 'route', { capability: 'chat' });
    const { candidates } = route.structuredContent as { candidates: { tool: string }[] };
    expect(candidates.find(({ tool }) => tool === 'helper')).toMatchObject({ eligible: true });
    const health = await call(of, 'health', { only: ['config'] });
    expect(health.structuredContent).toMatchObject({ checks: [{ id: 'config' }] });
    const all = [names, route, health, await call(of, 'status')];
    expect(JSON.stringify(all)).not.toContain(value);
  });

  it('gives a job to a tool once the person agrees, who sees the prompt', async () => {
    const heard: string[] = [];
    const of = await connected(await prepared(), 'accept', { heard });
    const done = await call(of, 'invoke', job);
    expect(done.structuredContent).toMatchObject({ success: true, content: 'by the adapter' });
    expect(heard).toEqual(['Give this to helper (chat, reading only)?\n\nsay hello']);
  });

  it('gives no job when the person does not agree, or cannot be asked', async () => {
    const home = await prepared();
    const declined = await call(await connected(home, 'decline'), 'invoke', job);
    expect([declined.isError, textOf(declined)]).toEqual([
      true,
      'usage.invalid: invoke was not done: the person did not agree',
    ]);
    const silent = await call(await connected(home, undefined), 'invoke', job);
    expect(textOf(silent)).toMatch(/cannot ask its user for consent\n.*aim mcp --allow-invoke$/);
    const allowed = await connected(home, undefined, { allowInvoke: true });
    expect((await call(allowed, 'invoke', job)).structuredContent).toMatchObject({ success: true });
  });

  it('answers bad input with what was expected', async () => {
    const of = await connected(tempFolder(), undefined);
    const ask = async (name: string, input: Record<string, unknown>) =>
      textOf(await call(of, name, input));
    expect(await ask('route', {})).toBe('usage.invalid: route: capability is missing');
    expect(await ask('route', { capability: 1 })).toMatch('capability has to be string');
    expect(await ask('route', { capability: 'chat', maxCost: 'x' })).toMatch(
      'maxCost has to be one of',
    );
    expect(await ask('route', { capability: 'nonsense' })).toMatch('usage.unknown_capability');
    expect(await ask('health', { only: [1] })).toMatch('only has to be a list of texts');
    expect(await ask('status', { x: 1 })).toMatch('there is no x');
    expect(await ask('nothing', {})).toMatch('No tool nothing: there is status, health');
  });
});
