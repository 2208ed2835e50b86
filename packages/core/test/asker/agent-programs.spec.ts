import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { agentOfProcess } from '../../src/asker/agent-programs.js';
import { loadCatalogue } from '../../src/catalogue/catalogue.js';

const agentOf = (name: string, ...argv: string[]) =>
  agentOfProcess({ name, argv }, loadCatalogue());

describe('the process of an agent', () => {
  it.each([
    ['claude', 'claude', ['claude']],
    ['claude', '', ['/home/u/.local/bin/claude', '--resume']],
    ['claude', 'claude', ['/bin/sh', '/home/u/bin/claude']],
    ['claude', 'claude.exe', ['C:\\Users\\u\\.local\\bin\\claude.exe']],
    ['codex', 'node', ['node', '/usr/local/bin/codex', 'exec']],
    ['codex', 'MainThread', ['/usr/bin/node', '--no-warnings', '/opt/codex.js']],
    ['codex', 'codex', ['/x/vendor/x86_64-unknown-linux-musl/codex/codex']],
    ['gemini', 'node', ['node', '/x/node_modules/@google/gemini-cli/dist/index.js', '-p']],
    ['gemini', '', ['node.exe', 'C:\\x\\node_modules\\@google\\gemini-cli\\dist\\index.js']],
    ['aider', 'python3.12', ['/x/aider-chat/bin/python3.12', '/home/u/.local/bin/aider']],
    ['aider', 'python', ['python', '-m', 'aider']],
    ['cursor-agent', 'node', ['/x/node', '/home/u/.local/bin/cursor-agent']],
    ['goose', 'goose', ['goose', 'session']],
  ])('is %s: %s %j', (agent, name, argv) => {
    expect(agentOf(name, ...argv)).toBe(agent);
  });
});

describe('another process', () => {
  it.each([
    ['bash', ['-bash']],
    ['vim', ['vim', 'claude']],
    ['tail', ['tail', '-f', '/home/u/codex']],
    ['less', ['less', '/x/node_modules/@openai/codex/README.md']],
    ['node', ['node', '/home/u/claude/server.js']],
    ['node', ['node', '/x/node_modules/codex-tools/index.js']],
    ['node', ['node', '/x/aim.js', 'run', 'claude']],
    ['tmux: server', ['tmux', 'new', '-s', 'claude']],
    ['ssh', ['ssh', 'claude']],
    ['ollama', ['ollama', 'serve']],
    ['Claude', ['/Applications/Claude.app/Contents/MacOS/Claude']],
    ['node', []],
    ['', ['']],
  ])('is none: %s %j', (name, argv) => {
    expect(agentOf(name, ...argv)).toBeUndefined();
  });

  it('is none when its name only contains that of an agent', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('claude', 'codex', 'gemini'),
        fc.stringMatching(/^[a-z]{1,5}$/),
        (agent, more) => {
          expect(agentOf(`${agent}${more}`, `/bin/${more}${agent}`)).toBeUndefined();
        },
      ),
    );
  });
});
