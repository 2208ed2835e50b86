// What AIM's data says of a program, made comparable with what the program says of itself.

/**
 * @returns how a tool's help about its headless mode is asked for, and every option that AIM gives
 *   it in any permission mode; undefined for a tool without a headless mode
 */
export function headlessUse({ headless }) {
  if (headless === undefined) return undefined;
  const { args, promptArgs = [], modelArgs = [], permission } = headless;
  const granted = Object.values(permission).flatMap((grant) => grant.args ?? []);
  const words = [...args, ...promptArgs, ...modelArgs, ...granted];
  const flags = words.filter((word) => /^--?[A-Za-z]/.test(word));
  const firstFlag = args.findIndex((word) => word.startsWith('-'));
  const command = firstFlag === -1 ? args : args.slice(0, firstFlag);
  return {
    help: [...command, '--help'],
    flags: [...new Set(flags.map((flag) => flag.replace(/=.*/, '')))],
  };
}

/** @returns the options that a help text does not name as whole words */
export function missingFlags(flags, help) {
  return flags.filter((flag) => {
    const word = flag.replaceAll('.', '\\.');
    return !new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(help);
  });
}

/** @returns the version that the tool's pattern finds in what it printed, or undefined */
export function printedVersion({ version }, output) {
  return new RegExp(version.pattern, 'im').exec(output)?.[1];
}
