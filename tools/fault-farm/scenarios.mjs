import * as fs from 'node:fs';
import { leaksOf, makeHome, makeTemplate, orphansOf, runAim, startsOf } from './home.mjs';
import { answerAsOllama, answerAsOpenai, startServer } from './server.mjs';

/** For all attempts of one job, in seconds. */
const deadline = '20';

/**
 * Each fault once, as the first tool of a chain of two. Judged from the farm's own log, not from
 * what AIM says; only the class is AIM's word.
 */
export async function runFaults(wanted) {
  const template = await makeTemplate();
  const rows = [];
  for (const fault of wanted) {
    await withUser(template, fault, async ({ server, user }) => {
      rows.push(await runFault(fault, { server, user }));
    });
  }
  fs.rmSync(template, { recursive: true });
  return rows;
}

async function withUser(template, fault, work) {
  // Two addresses: what fails at one is no failure of the other.
  const server = await startServer(fault.server ?? answerAsOpenai);
  const safe = await startServer(answerAsOllama);
  const user = makeHome(template, fault, { fault: server.origin, safe: safe.origin });
  try {
    return await work({ server, user });
  } finally {
    await Promise.all([server.close(), safe.close()]);
    for (const pid of orphansOf(user)) process.kill(pid, 'SIGKILL');
    fs.rmSync(user.home, { recursive: true });
  }
}

async function runFault(fault, { server, user }) {
  const { status, stdout, stderr, data } = await invoke(user);
  const classes = data.attempts.flatMap(({ tool, error }) =>
    tool === user.id && error !== null ? [error.class] : [],
  );
  return {
    id: fault.id,
    what: fault.what,
    expect: fault.expect,
    exitCode: status,
    answer: answerer(data),
    class: classes[0] ?? null,
    calls: callsTo(user, server),
    orphans: orphansOf(user).length,
    leaks: leaksOf(user, [stdout, stderr]).length,
  };
}

/** What each job came to while its first tool is down, in processes of their own, one after another. */
export async function runOutage(fault, jobs) {
  const template = await makeTemplate();
  return withUser(template, fault, async ({ server, user }) => {
    let answered = 0;
    for (let job = 0; job < jobs; job++) {
      if (answerer((await invoke(user)).data) === 'safe') answered++;
    }
    const calls = callsTo(user, server);
    server.behave(answerAsOpenai);
    const recoverySeconds = fault.server ? await secondsUntilUsed(user) : undefined;
    fs.rmSync(template, { recursive: true });
    return { id: fault.id, what: fault.what, jobs, answered, calls, recoverySeconds };
  });
}

/** How long a tool that is well again gets no job, when one comes every second. */
async function secondsUntilUsed(user) {
  const start = Date.now();
  while (answerer((await invoke(user)).data) !== 'fault') {
    if (Date.now() - start > 120_000) return null;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  return Math.round((Date.now() - start) / 1000);
}

async function invoke(user) {
  const args = ['invoke', 'chat', 'say hello', '--json', '--deadline', deadline];
  const { status, stdout, stderr } = await runAim(args, user);
  return { status, stdout, stderr, data: JSON.parse(stdout).data };
}

function callsTo(user, server) {
  return startsOf(user) + server.calls.length;
}

function answerer({ content }) {
  return { 'from the safe tool': 'safe', 'from the fault': 'fault' }[content] ?? null;
}
