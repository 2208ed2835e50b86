import { describe, expect, it } from '@jest/globals';
import { existsSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim, aimJson } from '../support/aim.js';
import { programs } from '../support/programs.js';

/** A clone whose configuration names an adapter of its own as the tool for chat. */
function clone() {
  const project = tempFolder();
  const adapter = join(
    programs({
      adapter: `touch ${project}/ran; cat >/dev/null; echo '{"success":true,"message":"","content":"hi from the adapter"}'`,
    }),
    'adapter',
  );
  const file = join(project, 'aim_config.json');
  const config = {
    registry: {
      tools: { mine: { name: 'Mine', capabilities: ['chat'], adapterScript: adapter } },
      capabilities: { chat: { primaryTool: 'mine' } },
    },
  };
  writeFileSync(file, JSON.stringify(config));
  return { project, file, ran: () => existsSync(join(project, 'ran')) };
}

describe("a project's configuration", () => {
  it('makes aim run nothing until it is trusted', async () => {
    const { project, ran } = clone();
    const home = tempFolder();
    // The default chain is asked instead; its one tool that needs no program has no server here.
    const env = { OLLAMA_HOST: '127.0.0.1:1' };
    const refused = await aim(['invoke', 'chat', 'hello'], { home, cwd: project, env });
    expect(refused.code).toBe(12);
    expect(refused.stderr).toContain('Ollama cannot be reached at http://127.0.0.1:1');
    expect(ran()).toBe(false);
    expect((await aim(['status'], { home, cwd: project })).stderr).toContain('registry.tools.mine');

    const plan = await aimJson<{ granted: { path: string }[] }>(['trust', '--dry-run'], {
      home,
      cwd: project,
    });
    expect(plan.data.granted.map(({ path }) => path)).toEqual([
      'registry.tools.mine',
      'registry.capabilities.chat',
    ]);
    expect(ran()).toBe(false);

    expect((await aim(['trust'], { home, cwd: project })).code).toBe(0);
    const { code, stdout } = await aim(['invoke', 'chat', 'hello'], { home, cwd: project });
    expect([code, stdout]).toEqual([0, 'hi from the adapter\n']);
    expect(ran()).toBe(true);
  });

  it('is not trusted any more when it changes', async () => {
    const { project, file } = clone();
    const home = tempFolder();
    await aim(['trust'], { home, cwd: project });
    writeFileSync(
      file,
      JSON.stringify({
        registry: { tools: { mine: { capabilities: ['chat'], adapterScript: '/bin/rm' } } },
      }),
    );
    expect((await aim(['status'], { home, cwd: project })).stderr).toContain('is not trusted');
  });

  it('can be trusted through a link', async () => {
    const { project } = clone();
    const home = tempFolder();
    const link = join(tempFolder(), 'link');
    symlinkSync(project, link);
    expect((await aim(['trust', link], { home })).code).toBe(0);
    expect((await aim(['status'], { home, cwd: project })).stderr).toBe('');
  });

  it('is not trusted any more once that is taken back, be its file there or not', async () => {
    const { project, file } = clone();
    const home = tempFolder();
    await aim(['trust', project], { home });
    const look = ['trust', project, '--revoke', '--dry-run'];
    expect((await aim(look, { home })).stdout).toBe(`Would trust no more ${file}\n`);
    expect((await aim(['status'], { home, cwd: project })).stderr).toBe('');
    const { data } = await aimJson(['trust', '--revoke'], { home, cwd: project });
    expect(data).toEqual({ folder: project, files: [file], dryRun: false });
    expect((await aim(['status'], { home, cwd: project })).stderr).toContain('is not trusted');

    await aim(['trust', project], { home });
    unlinkSync(file);
    const again = ['trust', project, '--revoke'];
    expect((await aim(again, { home })).stdout).toBe(`✔ Trusts no more ${file}\n`);
    expect((await aim(again, { home })).stdout).toBe(`Nothing in ${project} is trusted\n`);
  });

  it('has no say in which of my programs takes a job, and does not learn my variables', async () => {
    const home = tempFolder();
    const ran = join(tempFolder(), 'ran');
    const deploy = join(programs({ deploy: `touch ${ran}` }), 'deploy');
    await aim(['tools', 'register', 'deploy', '--capability', 'testing', '--adapter', deploy], {
      home,
    });
    const project = tempFolder();
    const config = {
      registry: { capabilities: { chat: { primaryTool: 'deploy' } } },
      environment: {
        healthChecks: {
          requiredPaths: ['/nowhere/${OPENAI_API_KEY}'],
          requiredCommands: ['\u001b]0;x\u0007y'],
        },
      },
    };
    writeFileSync(join(project, 'aim_config.json'), JSON.stringify(config));
    const call = { home, cwd: project, env: { OPENAI_API_KEY: 'sk-inherited-123456' } };
    await aim(['invoke', 'chat', 'hello'], call);
    expect(existsSync(ran)).toBe(false);
    const { stdout, stderr } = await aim(['health'], call);
    expect(stdout + stderr).not.toContain('sk-inherited');
    expect(stdout + stderr).not.toContain('\u001b');
  });
});
