import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { detectTools } from '../../src/index.js';
import { hostWith, tool } from '../support/host.js';
import { link, program, tree } from '../support/tree.js';

/** JSON of the right keys and the wrong everything else, and plain noise. */
const strange = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc
    .dictionary(
      fc.constantFrom('name', 'version', 'bin', 'main_package', 'injected_packages', 'source'),
      fc.jsonValue(),
    )
    .map((value) => JSON.stringify(value)),
  fc
    .dictionary(
      fc.constantFrom('package', 'package_version', 'apps', 'app_paths_of_dependencies'),
      fc.oneof(fc.constant(['llm']), fc.constant('llm'), fc.jsonValue()),
    )
    .map((main_package) => JSON.stringify({ main_package })),
  fc.string().map((text) => `[tool]\nentrypoints = [${text}\n{ name = "llm" ${text} }]\n`),
);

describe('whatever an owner’s metadata holds', () => {
  it.each([
    ['package.json', 'x/lib/node_modules/llm', 'package.json'],
    ['pipx_metadata.json', 'x/venvs/llm', 'pipx_metadata.json'],
    ['uv-receipt.toml', 'x/tools/llm', 'uv-receipt.toml'],
    ['INSTALL_RECEIPT.json', 'x/Cellar/llm/1.0', 'INSTALL_RECEIPT.json'],
    ['METADATA', 'x/tools/llm', 'lib/python3.12/site-packages/llm-1.dist-info/METADATA'],
  ])('%s: detection answers, with texts or null', (kind, folder, name) => {
    const root = tree({
      [`${folder}/bin/llm`]: program(),
      [`${folder}/${name}`]: '',
      'bin/llm': link(`/${folder}/bin/llm`),
      ...(kind === 'METADATA'
        ? { [`${folder}/uv-receipt.toml`]: 'entrypoints = [{ name = "llm" }]' }
        : {}),
    });
    fc.assert(
      fc.property(strange, (content) => {
        fs.writeFileSync(`${root}/${folder}/${name}`, content);
        const [llm] = detectTools([tool('llm')], hostWith([`${root}/bin`]));
        expect(llm?.installed).toBe(true);
        for (const value of [llm?.version, llm?.package]) {
          expect(value === null || (typeof value === 'string' && value.trim() !== '')).toBe(true);
          expect(value ?? '').not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
        }
        expect(llm?.evidence).not.toBe('');
      }),
      { numRuns: 150 },
    );
  });

  it.each(['a folder', 'a named pipe'])('%s in its place blocks nothing', (kind) => {
    const root = tree({
      'lib/node_modules/llm/bin/llm': program(),
      'bin/llm': link('/lib/node_modules/llm/bin/llm'),
    });
    const path = `${root}/lib/node_modules/llm/package.json`;
    if (kind === 'a folder') fs.mkdirSync(path);
    else execFileSync('mkfifo', [path]);
    const [llm] = detectTools([tool('llm')], hostWith([`${root}/bin`]));
    expect(llm?.problems).toEqual([{ kind: 'unreadable-metadata', path, detail: 'is not a file' }]);
  });
});
