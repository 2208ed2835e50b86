import { posix, win32 } from 'node:path';
import type { Catalogue } from '../catalogue/types.js';
import type { Ancestor } from '../process/ancestors.js';

/** Programs whose first argument is the program that is meant. */
const interpreter = /^(?:node|nodejs|bun|python[\d.]*|pypy[\d.]*)$/;
const packageInPath = /[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/g;

/**
 * The agent that a process is, by the whole name of its program or script, or by the npm package that
 * the script belongs to; a name that only contains an agent's is none. Pure.
 */
export function agentOfProcess(
  { name, argv }: Pick<Ancestor, 'name' | 'argv'>,
  catalogue: Catalogue,
): string | undefined {
  const { names, packages } = identify(name, argv);
  return knownAgents(catalogue).find(
    (known) =>
      known.programs.some((program) => names.includes(program)) ||
      known.packages.some((known) => packages.includes(known)),
  )?.agent;
}

function knownAgents(catalogue: Catalogue) {
  return catalogue.tools
    .filter(({ kind }) => kind === 'coding-agent')
    .map(({ id, binaries, packages = [] }) => ({
      agent: id,
      programs: binaries,
      packages: packages.filter(({ manager }) => manager === 'npm').map((found) => found.name),
    }));
}

function identify(name: string, argv: readonly string[]) {
  // A login shell is called `-bash`.
  const program = programName(argv[0] ?? '').replace(/^-/, '');
  const names = [name, program];
  if (!interpreter.test(program) && !interpreter.test(name)) return { names, packages: [] };
  const script = argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '';
  const packages = [...script.matchAll(packageInPath)].map(([, found = '']) =>
    found.replace('\\', '/'),
  );
  return { names: [...names, programName(script)], packages };
}

function programName(path: string): string {
  return posix.basename(win32.basename(path)).replace(/\.(?:exe|cmd|[cm]?js|py)$/i, '');
}
