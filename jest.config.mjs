export default {
  // Real processes on a busy machine: a test fails by what it sees, not by how long it took. A
  // project's own configuration cannot say it.
  testTimeout: 60_000,
  projects: ['<rootDir>/packages/*/jest.config.mjs', '<rootDir>/tools/jest.config.mjs'],
};
