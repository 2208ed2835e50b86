import nx from '@nx/eslint-plugin';
import * as jsonc from 'jsonc-eslint-parser';
import tseslint from 'typescript-eslint';

/** Each layer and the layers that it may import. An arrow is the only way an import may run. */
export const layers = {
  core: [],
  secrets: ['core'],
  environment: ['core'],
  registry: ['core', 'secrets', 'environment'],
  services: ['core', 'secrets', 'environment', 'registry'],
  cli: ['core', 'services'],
};

const depConstraints = Object.entries(layers).map(([layer, below]) => ({
  sourceTag: `layer:${layer}`,
  onlyDependOnLibsWithTags: [layer, ...below].map((name) => `layer:${name}`),
}));

const processes = ['execa', 'node:child_process', 'child_process'];
const terminal = ['ink', 'react', 'react/*'];

/** Packages that belong to one owner, and the reason that a reader of the lint error needs. */
function ban(names, reason) {
  return names.map((name) => ({ group: [name], message: reason }));
}

const bans = {
  processes: ban(processes, 'Processes are started by core/process only.'),
  terminal: ban(terminal, 'The terminal UI lives in cli only.'),
  keytar: ban(['keytar'], 'keytar is loaded by the helper of secrets only.'),
};

const restrict = (...groups) => ({
  'no-restricted-imports': ['error', { patterns: groups.flat() }],
});

export default tseslint.config(
  {
    ignores: [
      'packages/cli/bundle/**',
      '**/dist/**',
      '**/out-tsc/**',
      '**/generated/**',
      '**/.nx/**',
      '**/node_modules/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { plugins: { '@nx': nx } },
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mjs'],
    extends: [...tseslint.configs.recommended],
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: true,
          banTransitiveDependencies: true,
          allow: [String.raw`^.*/eslint\.config\.mjs$`, String.raw`^.*/jest\.preset\.mjs$`],
          depConstraints,
          // Use cases are loaded when they are called, and each names what it needs at its top.
          checkDynamicDependenciesExceptions: ['@aim/.*'],
        },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 300 }],
      'max-params': ['error', { max: 3 }],
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportAllDeclaration',
          message: 'Name every export: an index is a contract written by hand.',
        },
      ],
      eqeqeq: 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['packages/*/src/**', 'packages/*/helper/**'],
    rules: restrict(bans.processes, bans.terminal, bans.keytar),
  },
  {
    // The helper is a process of its own that starts the programs of the clipboard.
    files: ['packages/core/src/process/**', 'packages/core/helper/**'],
    rules: restrict(bans.terminal, bans.keytar),
  },
  { files: ['packages/cli/src/**'], rules: restrict(bans.processes, bans.keytar) },
  {
    // The keychain's helper is a process of its own, so that a call that hangs can be killed.
    files: ['packages/secrets/src/store/keychain/**'],
    rules: restrict(bans.terminal, bans.keytar),
  },
  { files: ['packages/secrets/helper/**'], rules: restrict(bans.terminal, bans.processes) },
  {
    // Tests and tools drive real programs and print.
    files: ['packages/*/test/**', 'tools/**', '*.mjs'],
    rules: { 'no-console': 'off', '@nx/enforce-module-boundaries': 'off' },
  },
  {
    files: ['**/package.json'],
    languageOptions: { parser: jsonc },
    rules: {
      '@nx/dependency-checks': [
        'error',
        {
          ignoredFiles: [
            '{projectRoot}/eslint.config.mjs',
            '{projectRoot}/jest.config.mjs',
            '{projectRoot}/test/**/*',
          ],
          ignoredDependencies: ['keytar'],
        },
      ],
    },
  },
);
