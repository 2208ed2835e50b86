import { describe, expect, it } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadCatalogue } from '@aim/core';
import { isLoggedIn } from '../../src/index.js';
import { buildRegistry } from '../../src/tools/build-registry.js';
import { tempFolder, testHost } from '../support/machine.js';

const { tools } = buildRegistry(loadCatalogue(), {});

/** Whether a tool is logged in on a machine with this file. */
function loggedIn(id: string, file: string, text: string): boolean {
  const home = tempFolder();
  mkdirSync(dirname(join(home, file)), { recursive: true });
  writeFileSync(join(home, file), text);
  return isLoggedIn(tools.get(id) ?? {}, testHost(home));
}

describe('isLoggedIn', () => {
  it('is so by the file of the login', () => {
    expect(loggedIn('claude', '.claude/.credentials.json', '{}')).toBe(true);
    expect(loggedIn('claude', '.claude/other.json', '{}')).toBe(false);
  });

  it('is not so by a file that holds nothing but a key', () => {
    const auth = '.codex/auth.json';
    expect(loggedIn('codex', auth, '{"OPENAI_API_KEY":"sk-x","tokens":null}')).toBe(false);
    expect(loggedIn('codex', auth, '{"tokens":{"access_token":"x"}}')).toBe(true);
  });

  it('is so by a file that nobody understands: what is there is not overridden', () => {
    expect(loggedIn('codex', '.codex/auth.json', '{"tokens":')).toBe(true);
  });
});
