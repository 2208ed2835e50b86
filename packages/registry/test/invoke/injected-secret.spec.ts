import { describe, expect, it } from '@jest/globals';
import {
  catalogueTool,
  invoke,
  plainHeadless,
  program,
  registryOf,
  tempFolder,
} from '../support/machine.js';

/** One headless tool `a`, played by a script. */
function one(script: string, tool: Parameters<typeof catalogueTool>[1] = {}) {
  const folder = tempFolder();
  const programs = { a: program(folder, 'a', script) };
  return { folder, registry: registryOf([catalogueTool('a', tool)]), programs };
}

/** Runs of x as one x. In two steps: V8 may run out of stack in a match of millions. */
function withoutFiller(text: string): string {
  return text.replace(/x{1,4096}/g, 'x').replace(/x+/g, 'x');
}

describe('an injected secret', () => {
  const secret = 'sk-live-abcdef1234567890';

  it('is in no part of the result, in no encoding', async () => {
    const script = `echo "{\\"result\\":\\"key $A_KEY\\"}"; echo "$A_KEY" >&2`;
    const answered = await invoke({ ...one(script), secrets: { A_KEY: secret } });
    expect(answered.content).toBe('key [redacted]');

    const failing = `echo "401 Unauthorized for $A_KEY and $(printf %s "$A_KEY" | base64)" >&2; exit 1`;
    const failed = await invoke({ ...one(failing), secrets: { A_KEY: secret } });
    expect(failed.error?.class).toBe('UNAUTHENTICATED');
    const text = JSON.stringify([answered, failed]);
    expect(text).toContain('[redacted]');
    expect(text).not.toContain(secret);
    expect(text).not.toContain(Buffer.from(secret).toString('base64').slice(0, 20));
  });

  it('is found behind the escapes of JSON as well', async () => {
    const script = String.raw`echo '{"result":"\u0073k-live-abcdef1234567890"}'`;
    const result = await invoke({ ...one(script), secrets: { A_KEY: secret } });
    expect(result.content).toBe('[redacted]');
  });

  it('is not told in part by an output that is larger than AIM keeps', async () => {
    const headless = { ...plainHeadless, output: { format: 'text' as const } };
    // The first half of what is kept ends within the value.
    const before = 5 * 1024 * 1024 - 10;
    const filler = (bytes: number) => `yes x | tr -d '\\n' | head -c ${bytes}`;
    const script = `${filler(before)}; printf %s "$A_KEY"; ${filler(8_000_000)}`;
    const result = await invoke({ ...one(script, { headless }), secrets: { A_KEY: secret } });
    expect(result.status).toBe('partial');
    expect(withoutFiller(String(result.content))).toMatch(
      /^x\[redacted?\]?\n… \d+ bytes left out …\nx$/,
    );
  });

  it.each([
    ['a reported error', (text: string) => `{"is_error":true,"result":"${text}"}`],
    ['an error event', (text: string) => `{"type":"error","error":{"message":"${text}"}}`],
  ])('is not told in part by %s that is cut after it was decoded', async (_what, output) => {
    const escaped = String.raw`\u0073k-live-abcdef1234567890`;
    const script = `cat <<'END'\n${output(`${'a'.repeat(390)}${escaped}`)}\nEND`;
    const result = await invoke({ ...one(script), secrets: { A_KEY: secret } });
    expect(result.error?.message).toContain('aaa');
    expect(JSON.stringify(result)).not.toContain('sk-l');
  });

  it('is not told in part by an excerpt that is cut', async () => {
    const script = `i=0; while [ $i -lt 300 ]; do printf '%s ' "$A_KEY"; i=$((i+1)); done >&2; exit 1`;
    const result = await invoke({ ...one(script), secrets: { A_KEY: secret } });
    const evidence = result.error?.evidence ?? '';
    expect(Buffer.byteLength(evidence)).toBeLessThanOrEqual(2048);
    expect(evidence).not.toContain('567890');
    expect(evidence).not.toContain('sk-live');
  });
});
