import { AimError } from '@aim/core';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { createMcpServer } from '../../mcp/mcp-server.js';
import { defineCommand } from '../types.js';

export const command = defineCommand<null>({
  run: async ({ aim, options, globals, terminal, version }) => {
    if (globals.json) {
      throw new AimError('usage.invalid', 'aim mcp speaks its own protocol: leave --json out', {
        hint: 'aim mcp',
      });
    }
    const server = createMcpServer({ aim, version, allowInvoke: options['allow-invoke'] === true });
    const closed = new Promise<void>((resolve) => (server.onclose = resolve));
    // The client ends a server by closing its input.
    terminal.stdin.once('end', () => void server.close());
    await server.connect(new StdioServerTransport(terminal.stdin, terminal.stdout));
    await closed;
    return { data: null };
  },
  render: () => '',
});
