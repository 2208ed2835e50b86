import { describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

describe('the code that a read from the file vault loads', () => {
  it('starts no process: the keychain is a chunk of its own', async () => {
    const { metafile } = await build({
      entryPoints: [fileURLToPath(new URL('../../src/index.ts', import.meta.url))],
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      outdir: 'unused',
      write: false,
      metafile: true,
      external: ['@aim/core'],
    });
    const entry = Object.values(metafile.outputs).find((output) =>
      output.entryPoint?.endsWith('src/index.ts'),
    );
    const eager = new Set(Object.keys(entry?.inputs ?? {}));
    const pending = (entry?.imports ?? []).filter(({ kind }) => kind === 'import-statement');
    for (const { path } of pending) {
      for (const input of Object.keys(metafile.outputs[path]?.inputs ?? {})) eager.add(input);
    }
    expect([...eager].join()).toContain('store/file/file-store.ts');
    expect(
      [...eager].filter((path) =>
        /ask-helper|run-bounded|keychain-store|keychain-key|store\/agent/.test(path),
      ),
    ).toEqual([]);
  });
});
