import pty from '@lydell/node-pty';
import { readFileSync } from 'node:fs';

/** Runs a program on a terminal of its own, 80×24 unless told. */
export function openTerminal([file, ...args], { env, columns = 80, rows = 24 }) {
  const child = pty.spawn(file, args, { cols: columns, rows, env, cwd: env.HOME, name: env.TERM });
  let all = '';
  let taken = 0;
  let heard = () => undefined;
  child.onData((data) => {
    all += data;
    heard();
  });
  const ended = new Promise((resolve) => child.onExit(resolve));
  return {
    ended,
    type: (text) => child.write(text),
    kill: () => child.kill('SIGKILL'),
    output: () => all,
    /** What was written since the last call. */
    takeOutput: () => {
      const output = all.slice(taken);
      taken = all.length;
      return output;
    },
    /** Waits until this was written. */
    shows: (text) =>
      new Promise((resolve) => {
        heard = () => all.includes(text) && resolve();
        heard();
      }),
    /** What the program has used of the processor, as Linux counts it: in steps of 10 ms. */
    cpuMs: () => {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
      return (Number(fields[11]) + Number(fields[12])) * 10;
    },
  };
}
