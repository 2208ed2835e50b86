import { availableParallelism } from 'node:os';

export default {
  // Real processes on a busy machine: a test fails by what it sees, not by how long it took. A
  // project's own configuration cannot say it.
  testTimeout: 60_000,
  // Two on two cores as well: most tests wait for processes.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  projects: ['<rootDir>/packages/*/jest.config.mjs', '<rootDir>/tools/jest.config.mjs'],
};
