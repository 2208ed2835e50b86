// The contract of @aim/cli: the program as a function, for a file that starts it.

export { runProgram, type ProgramFacts } from './program.js';
