import { describe, expect, it } from '@jest/globals';
import type { ToolConfig } from '@aim/core';
import { toolFiles } from '../../src/tools/tool-files.js';

function source(path: string, tools?: Record<string, ToolConfig>) {
  return { path, config: tools === undefined ? {} : { registry: { tools } } };
}

describe('toolFiles', () => {
  it('answers the file that names the script, though a stronger one names the tool', () => {
    const user = source('/u', {
      a: { capabilities: ['chat'], adapterScript: 'a.sh' },
      b: { capabilities: ['chat'], models: ['m'] },
    });
    const project = source('/p', {
      a: { capabilities: ['chat'], models: ['m'] },
      b: { capabilities: ['chat'], models: ['n'] },
    });
    expect([...toolFiles([user, project])]).toEqual([
      ['a', '/u'],
      ['b', '/p'],
    ]);
  });

  it('takes nothing from a file whose tools do not count', () => {
    const user = source('/u', { a: { capabilities: ['chat'], adapterScript: 'a.sh' } });
    expect([...toolFiles([user, source('/evil')])]).toEqual([['a', '/u']]);
  });
});
