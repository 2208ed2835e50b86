import { describe, expect, it } from '@jest/globals';
import type { AimConfig } from '@aim/core';
import { checkHealth, detectTools, healthChecks } from '../../src/index.js';
import { absent, healthInput, presence, vault } from '../support/health-input.js';
import { hostWith, tool } from '../support/host.js';

describe('checkHealth', () => {
  it('calls a machine healthy on which nothing warns or fails', async () => {
    const report = await checkHealth(healthInput());
    expect(report).toMatchObject({ overallStatus: 'healthy', healthyCount: 1 });
    const { ok, skipped, ...bad } = report.summary;
    expect(bad).toEqual({ info: 0, warn: 0, fail: 0, unknown: 0 });
    expect(ok + skipped).toBe(healthChecks.length);
    expect(report.checks.map((check) => check.id)).toEqual(healthChecks.map((check) => check.id));
    expect(report.checks.find(({ id }) => id === 'ai_tools')).toEqual({
      id: 'ai_tools',
      group: 'presence',
      title: 'AI tools',
      status: 'ok',
      tool: null,
      message: 'Claude Code 2.1.0',
      evidence: null,
      fix: null,
      repair: null,
      ignored: null,
      durationMs: 0,
    });
  });

  it('is degraded by a warning and unhealthy by a failure', async () => {
    const warned = healthInput({ vault: { ...vault, backend: 'file', protection: 'key-file' } });
    expect((await checkHealth(warned)).overallStatus).toBe('degraded');
    const failed = { ...warned, tools: [absent('goose')], configuredTools: ['goose'] };
    expect((await checkHealth(failed)).overallStatus).toBe('unhealthy');
  });

  it('counts the installed tools about which nothing warns or fails', async () => {
    const dangling = { kind: 'dangling-link' as const, path: '/x/codex', detail: 'gone' };
    const tools = [
      presence('claude'),
      presence('codex', { problems: [dangling] }),
      presence('llm'),
      absent('goose'),
    ];
    const input = healthInput({ tools, keys: (id) => (id === 'llm' ? 'absent' : 'present') });
    expect((await checkHealth(input)).healthyCount).toBe(2);
  });

  it('turns a check that breaks into unknown and goes on with the others', async () => {
    const input = healthInput({
      keys: () => {
        throw new Error('no index');
      },
    });
    const report = await checkHealth(input);
    expect(report.checks.find((check) => check.id === 'keys')).toMatchObject({
      status: 'unknown',
      message: 'The check itself failed: no index',
    });
    expect(report.checks).toHaveLength(healthChecks.length);
    expect(report).toMatchObject({ overallStatus: 'healthy', summary: { unknown: 1 } });
  });

  it('measures with the clock of the host', async () => {
    let ms = 0;
    const host = { ...hostWith(['/usr/bin']), now: () => new Date((ms += 5)) };
    const report = await checkHealth(healthInput({ host }), { only: ['ai_tools'] });
    expect(report.checks[0]?.durationMs).toBe(5);
  });

  it('runs only what is asked for, and not what is to be skipped', async () => {
    const only = await checkHealth(healthInput(), { only: ['path', 'config'] });
    expect(only.checks.map((check) => check.id)).toEqual(['config', 'path']);
    const skipped = await checkHealth(healthInput(), { skip: ['path', 'config'] });
    const ids = skipped.checks.map((check) => check.id);
    expect(ids).toHaveLength(healthChecks.length - 2);
    expect(ids).not.toContain('path');
  });

  it.each([{ only: ['secret_vault'] }, { skip: ['path', 'secret_vault'] }])(
    'refuses %j with the id that was meant',
    async (selection) => {
      await expect(checkHealth(healthInput(), selection)).rejects.toMatchObject({
        code: 'usage.invalid',
        message: 'No health check is called secret_vault; did you mean secrets_vault?',
        hint: 'aim health --list',
      });
    },
  );

  it('skips all but the configuration when the configuration says so', async () => {
    const config = { environment: { healthChecks: { enabled: false } } };
    const report = await checkHealth(healthInput({ config, configuredTools: ['goose'] }));
    expect(report.checks.filter((check) => check.status !== 'skipped').map(({ id }) => id)).toEqual(
      ['config'],
    );
    expect(report.summary.skipped).toBe(healthChecks.length - 1);
  });
});

describe('what a configuration writes', () => {
  const key = 'sk-live-abcdef1234567890';

  // A project's file needs no trust to ask for paths and commands.
  it('never brings the value of a variable into the report', async () => {
    const place = '/nowhere/${OPENAI_API_KEY}';
    const host = hostWith(['/usr/bin'], { env: { OPENAI_API_KEY: key } });
    const config: AimConfig = {
      environment: {
        healthChecks: {
          requiredPaths: [place, '%OPENAI_API_KEY%/${NOT_SET}', '${NOT_SET:-$OPENAI_API_KEY}'],
          requiredCommands: [place, '$OPENAI_API_KEY'],
        },
        pipxApps: [place],
      },
      audit: { logPath: `${place}/%NOT_SET%` },
      registry: {
        tools: {
          own: {
            detectCommands: [`${place}/$NOT_SET`],
            adapterScript: `${place}/$NOT_SET`,
            endpoint: `http://${place}/$NOT_SET`,
          },
        },
      },
    };
    const own = tool('own', { searchPaths: [place], binaries: [place] });
    const input = healthInput({ host, config, tools: detectTools([own], host) });
    const report = await checkHealth({ ...input, configuredTools: ['own', place] });
    expect(JSON.stringify(report)).not.toContain(key);
    expect(report.checks).toContainEqual(
      expect.objectContaining({
        id: 'required_paths',
        message: `${place} does not exist or cannot be reached`,
      }),
    );
  });

  it('cannot write on the terminal, nor a second line into a finding', async () => {
    const evil = 'a\u001b[2J\u001b]0;title\u0007\n✔ all is well\rb\u009bm\u0000';
    const path = `/${evil}/aim_config.json`;
    const source = { kind: 'project' as const, path, trusted: false, config: {} };
    const report = await checkHealth(
      healthInput({
        tools: [
          presence('claude', {
            name: `Claude ${evil}`,
            problems: [{ kind: 'dangling-link', path: `/${evil}`, detail: evil }],
          }),
        ],
        config: {
          environment: {
            healthChecks: { requiredPaths: [evil], requiredCommands: [evil] },
            pipxApps: [evil],
          },
        },
        configSources: [{ ...source, withheld: [{ path: evil, reason: 'it is evil' }] }],
        configuredTools: [evil],
        defaultKeys: [{ id: 'x', name: evil }],
        vault: { ...vault, note: evil, fix: evil, keychain: { state: 'locked', detail: evil } },
      }),
    );
    const texts = report.checks.flatMap(({ title, message, evidence, fix }) => [
      title,
      message,
      evidence ?? '',
      fix ?? '',
    ]);
    expect(texts.filter((text) => /[\p{Cc}]/u.test(text))).toEqual([]);
    expect(texts.join()).toContain('a ✔ all is wellb');
  });

  it('gets no command that names another file than the one that is meant', async () => {
    const problems = [{ kind: 'dangling-link' as const, path: '/x/cl\naude', detail: 'gone' }];
    const input = healthInput({ tools: [presence('claude', { problems })] });
    const { checks } = await checkHealth(input, { only: ['broken'] });
    expect(checks).toMatchObject([{ message: expect.stringContaining('/x/cl aude'), fix: null }]);
  });
});

describe('the table of checks', () => {
  it('holds each id once, and words for each', () => {
    const ids = healthChecks.map((check) => check.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const check of healthChecks) {
      expect(check.id).toMatch(/^[a-z_]+$/);
      expect(check.title).not.toBe('');
      expect(check.description).toMatch(/\.$/);
    }
  });

  it('keeps the five of AIM+', () => {
    const ids = healthChecks.map((check) => check.id);
    expect(ids).toEqual(
      expect.arrayContaining([
        'python',
        'required_commands',
        'ai_tools',
        'secrets_vault',
        'config',
      ]),
    );
  });
});
