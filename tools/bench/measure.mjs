import { spawnSync } from 'node:child_process';

/**
 * Times commands as whole processes, in turn and over several rounds, so that a machine whose
 * speed drifts is fair to all. The first round is not counted.
 *
 * @param commands - `{ name, argv, env, cwd, goal }`; the first is what the others are compared to
 * @returns each with `ms`, the median, and `ratio`, the median of the ratios of each round to the
 *   first
 */
export function measure(commands, rounds = 25) {
  const times = commands.map(() => []);
  for (let round = 0; round <= rounds; round++) {
    commands.forEach(({ argv, env, cwd }, index) => {
      const [program, ...args] = argv;
      const begun = process.hrtime.bigint();
      const { status } = spawnSync(program, args, { env, cwd, stdio: 'ignore' });
      const ms = Number(process.hrtime.bigint() - begun) / 1e6;
      if (status !== 0) throw new Error(`${argv.join(' ')} ended with ${status}`);
      if (round > 0) times[index].push(ms);
    });
  }
  return commands.map((command, index) => ({
    ...command,
    ms: median(times[index]),
    ratio: median(times[index].map((ms, round) => ms / times[0][round])),
  }));
}

/** The middle one, or the mean of the two in the middle. */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
