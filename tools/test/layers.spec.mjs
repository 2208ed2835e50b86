import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../lib/root.mjs';
import { copyWorkspace } from './support/copy-workspace.mjs';

let copy;

beforeAll(() => {
  copy = copyWorkspace();
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** Puts a file of this text among the sources of a package. */
function trespass({ layer, text }, index) {
  writeFileSync(join(copy, 'packages', layer, 'src', `trespass-${index}.ts`), text);
}

/** Lints these packages of the copy and answers what was said of each file. */
function lint(layers) {
  const nx = join(root, 'node_modules/nx/dist/bin/nx.js');
  const projects = layers.map((layer) => `@aim/${layer}`).join();
  const { stdout } = spawnSync(
    process.execPath,
    [
      nx,
      'run-many',
      '-t',
      'lint',
      '-p',
      projects,
      '--skip-nx-cache',
      '--output-style=static',
      '--',
      '--format=json',
    ],
    {
      cwd: copy,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false', NODE_OPTIONS: '' },
    },
  );
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('[{"filePath"'))
    .flatMap((line) => JSON.parse(line))
    .filter(({ errorCount }) => errorCount > 0)
    .map(({ filePath, messages }) => ({
      file: basename(filePath),
      said: messages.map(({ message }) => message).join('\n'),
    }));
}

/** Imports that the linter refuses without finding a circle of packages. */
const trespasses = [
  {
    name: 'sideways, from secrets to environment',
    layer: 'secrets',
    text: "import { detectTools } from '@aim/environment';\nexport { detectTools };\n",
    reason: /"layer:secrets" can only depend on/,
  },
  {
    name: 'past the front door',
    layer: 'registry',
    text: "import { systemHost } from '../../core/src/host/host.js';\nexport { systemHost };\n",
    reason: /relative or absolute path/,
  },
  {
    name: 'of ink in core',
    layer: 'core',
    text: "import { Box } from 'ink';\nexport { Box };\n",
    reason: /The terminal UI lives in cli only/,
  },
  {
    name: 'of keytar in services',
    layer: 'services',
    text: "import keytar from 'keytar';\nexport { keytar };\n",
    reason: /keytar is loaded by the helper of secrets only/,
  },
  {
    name: 'of child processes in registry',
    layer: 'registry',
    text: "import { spawn } from 'node:child_process';\nexport { spawn };\n",
    reason: /Processes are started by core\/process only/,
  },
  {
    name: 'of execa in cli',
    layer: 'cli',
    text: "import { execa } from 'execa';\nexport { execa };\n",
    reason: /Processes are started by core\/process only/,
  },
];

describe('the linter', () => {
  let complaints;

  beforeAll(() => {
    trespasses.forEach(trespass);
    complaints = lint(['core', 'secrets', 'environment', 'registry', 'services', 'cli']);
  });

  it.each(trespasses.map((each, index) => ({ ...each, index })))(
    'refuses an import $name',
    ({ index, reason }) => {
      expect(complaints.find(({ file }) => file === `trespass-${index}.ts`)?.said).toMatch(reason);
    },
  );

  it('has nothing to say of the files that are really there', () => {
    // What a trespass imports is not in its package.json either.
    const files = complaints
      .filter(({ said }) => !said.includes('they are missing from "dependencies"'))
      .map(({ file }) => file)
      .sort();
    expect(files).toEqual(trespasses.map((_, index) => `trespass-${index}.ts`));
  });
});

describe('the linter, of an arrow that goes up', () => {
  it.each([
    ['core', 'services', "import { createAim } from '@aim/services';\nexport { createAim };\n"],
    [
      'environment',
      'registry',
      "import type { Tool } from '@aim/registry';\nexport type T = Tool;\n",
    ],
  ])('refuses it from %s to %s', (layer, above, text) => {
    trespass({ layer, text }, 'up');
    const said = lint([layer]).find(({ file }) => file === 'trespass-up.ts')?.said;
    rmSync(join(copy, 'packages', layer, 'src', 'trespass-up.ts'));
    expect(said).toMatch(
      new RegExp(`Circular dependency between "@aim/${layer}" and "@aim/${above}"`),
    );
  });
});
