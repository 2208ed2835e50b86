import preset from '../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'workspace',
  rootDir: import.meta.dirname,
  testMatch: ['<rootDir>/test/**/*.spec.mjs'],
};
