// The contract of @aim/secrets/sweep: keys in bytes, by their shape and their name.

export {
  createKeyFinder,
  type FoundKey,
  type KeyFinder,
  type KeyFinderOptions,
} from './sweep/find-keys.js';
export { keyPatterns, type KeyPatterns } from './sweep/key-pattern.js';
export {
  findAssignment,
  type Assignment,
  type AssignmentProblem,
  type AssignmentSyntax,
} from './sweep/assignment.js';
