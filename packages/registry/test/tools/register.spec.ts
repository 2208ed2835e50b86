import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportError } from '@aim/core';
import { writeRegistration } from '../../src/tools/register.js';
import { tempFolder } from '../support/machine.js';

describe('writeRegistration', () => {
  it('makes the file when there is none', async () => {
    const file = join(tempFolder(), 'config', 'aim_config.json');
    await writeRegistration(file, {
      name: 'gpu',
      capabilities: ['chat'],
      endpoint: 'http://gpu:11434',
      models: ['llama3'],
    });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      version: '1.0.0',
      registry: {
        tools: {
          gpu: {
            name: 'gpu',
            capabilities: ['chat'],
            endpoint: 'http://gpu:11434',
            models: ['llama3'],
          },
        },
      },
    });
  });

  it('keeps the order and form of a file, and replaces a tool of the same name', async () => {
    const file = join(tempFolder(), 'aim_config.json');
    const before = `{
    "registry": {
        "tools": { "mine": { "name": "Mine", "capabilities": ["chat"] } },
        "capabilities": {}
    },
    "version": "2.0.0"
}
`;
    writeFileSync(file, before);
    await writeRegistration(file, { name: 'mine', capabilities: ['testing'], keys: ['MY_KEY'] });
    const after = readFileSync(file, 'utf8');
    expect(after.startsWith('{\n    "registry": {\n')).toBe(true);
    expect(after.endsWith('    },\n    "version": "2.0.0"\n}\n')).toBe(true);
    expect(JSON.parse(after).registry.tools).toEqual({
      mine: { name: 'mine', capabilities: ['testing'], keys: ['MY_KEY'] },
    });
  });

  it.each([
    ['a name that is a path', { name: '../x', capabilities: ['chat'] }],
    ['no capabilities', { name: 'x', capabilities: [] }],
    ['a capability in capitals', { name: 'x', capabilities: ['Chat'] }],
    ['a key that is no variable', { name: 'x', capabilities: ['chat'], keys: ['A-B'] }],
    ['an endpoint that is a file', { name: 'x', capabilities: ['chat'], endpoint: 'file:///etc' }],
    ['an endpoint without a scheme', { name: 'x', capabilities: ['chat'], endpoint: 'gpu:11434' }],
  ])('refuses %s and writes nothing', async (_what, tool) => {
    const file = join(tempFolder(), 'aim_config.json');
    await expect(writeRegistration(file, tool)).rejects.toMatchObject({ code: 'usage.invalid' });
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    'http://user:s3cr3tpw@gpu:11434',
    'https://s3cr3tpw@gpu.example/ollama',
    'http://user:s3/cr3tpw@gpu',
    'user:s3cr3tpw@gpu:11434',
    'ftp://user:s3cr3tpw@gpu',
    'http://user:s3cr3tpw@${GPU_HOST}:11434',
  ])('refuses an endpoint that holds a password, and does not repeat it: %s', async (endpoint) => {
    const file = join(tempFolder(), 'aim_config.json');
    const refused = writeRegistration(file, { name: 'gpu', capabilities: ['chat'], endpoint });
    const error = await refused.catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      code: 'usage.invalid',
      message:
        'Cannot register "gpu": the endpoint holds a user name or password; put keys in `keys`',
    });
    expect(JSON.stringify(reportError(error))).not.toMatch(/s3|cr3tpw/);
    expect(existsSync(file)).toBe(false);
  });

  it('leaves a broken file as it is', async () => {
    const file = join(tempFolder(), 'aim_config.json');
    writeFileSync(file, '{ "version": ');
    const tool = { name: 'x', capabilities: ['chat'] };
    await expect(writeRegistration(file, tool)).rejects.toMatchObject({ code: 'config.invalid' });
    expect(readFileSync(file, 'utf8')).toBe('{ "version": ');
  });
});
