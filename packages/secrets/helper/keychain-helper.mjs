// @ts-check
/**
 * The only place where keytar is loaded: a process of its own, because a keytar call into a silent
 * session bus can neither be cancelled nor be ended by `process.exit`, only by a signal.
 *
 * It reads one line of JSON on stdin and writes one JSON answer on stdout, so that a value is never
 * in an argument or a variable. On Linux it reads only over a bus that AIM cannot connect to by
 * itself. It never lists the keychain: that crashes on a locked collection and on entries of other
 * programs.
 *
 * It lives no longer than its parent, which keeps stdin open for that: after the parent's death
 * another AIM may have written, and a late write would undo that.
 *
 * @typedef {{ op: 'get' | 'set' | 'delete' | 'probe', account: string, value?: string }} Call
 * @typedef {{ service: string, marks: string[], calls: Call[], parent?: number, deadlineMs?: number,
 *   canary?: boolean }} Request
 * @typedef {{ state: 'present' | 'done' | 'absent' | 'locked' | 'denied' | 'unavailable' | 'corrupt',
 *   value?: string, detail?: string }} Answer
 *
 * `marks`: what the entries of AIM begin with. An entry that begins otherwise is not replaced.
 */
import { createRequire } from 'node:module';

// No secret can have this name.
const canaryAccount = '.aim-probe';

async function main() {
  const request = await readRequest();
  dieAfter((request.deadlineMs ?? 3000) + 1000);
  const answers = await answerAll(request);
  process.stdout.write(JSON.stringify({ answers }));
}

/** @returns {Promise<Request>} */
function readRequest() {
  let text = '';
  process.stdin.setEncoding('utf8').on('end', die).on('error', die);
  return new Promise((resolve, reject) => {
    process.stdin.on('data', (chunk) => {
      text += chunk;
      if (!text.endsWith('\n')) return;
      // From here on stdin is only watched for its end, and must not keep this process alive.
      /** @type {import('node:net').Socket} */ (process.stdin).unref();
      try {
        resolve(JSON.parse(text));
      } catch {
        // The parser's own message quotes its input, which holds values.
        reject(new Error('The request is not JSON'));
      }
    });
  });
}

// The parent kills this process in time; this is for a parent that is stopped or hangs itself.
/** @param {number} ms */
function dieAfter(ms) {
  setTimeout(die, ms).unref();
}

/** The only end that a pending call cannot put off. */
function die() {
  process.kill(process.pid, 'SIGKILL');
}

/** One call at a time: libsecret has crashed on concurrent ones.
 * @param {Request} request
 * @returns {Promise<Answer[]>} */
async function answerAll(request) {
  const { calls, parent, canary } = request;
  const { keytar: loaded, detail } = loadKeytar();
  if (loaded === undefined) return calls.map(() => ({ state: 'unavailable', detail }));
  const keytar = writingOnlyFor(parent ?? process.ppid, loaded);
  const answers = [];
  for (const call of calls) {
    const answer = await attempt(() => operations[call.op](keytar, request, call));
    const isDoubtful =
      answer.state === 'absent' || (call.op === 'probe' && answer.state === 'done');
    answers.push(
      canary === true && isDoubtful ? await unlessLocked(keytar, request, answer) : answer,
    );
  }
  return answers;
}

/** @returns {{ keytar: any, detail: string }} `detail` says why there is no keytar */
function loadKeytar() {
  const require = createRequire(import.meta.url);
  try {
    // eslint-disable-next-line @nx/enforce-module-boundaries -- the rule does not know optionalDependencies
    return { keytar: require('keytar'), detail: '' };
  } catch (error) {
    return { keytar: undefined, detail: `keytar cannot be loaded: ${loadFailure(require, error)}` };
  }
}

/** keytar hides why its binary does not load, such as a missing libsecret: the binary itself says it.
 * @param {NodeJS.Require} require
 * @param {unknown} error */
function loadFailure(require, error) {
  try {
    require(`keytar/prebuilds/${process.platform}-${process.arch}/keytar.node`);
  } catch (cause) {
    const isAbsent = /** @type {{ code?: string }} */ (cause).code === 'MODULE_NOT_FOUND';
    return oneLine(isAbsent ? error : cause);
  }
  return oneLine(error);
}

/**
 * The same functions, where a write ends this process if the parent is dead. A process that was
 * stopped and goes on has not seen the end of stdin yet.
 *
 * @param {number} parent
 * @param {any} keytar
 */
function writingOnlyFor(parent, keytar) {
  /** @param {string} name */
  const guarded =
    (name) =>
    /** @param {string[]} entry */
    (...entry) => {
      if (!isAlive(parent)) die();
      return keytar[name](...entry);
    };
  return {
    getPassword: keytar.getPassword,
    setPassword: guarded('setPassword'),
    deletePassword: guarded('deletePassword'),
  };
}

/** @param {number} parent */
function isAlive(parent) {
  if (process.ppid !== parent) return false;
  try {
    // Windows keeps the pid of a dead parent.
    process.kill(parent, 0);
    return true;
  } catch (error) {
    return /** @type {{ code?: string }} */ (error).code !== 'ESRCH';
  }
}

/** @type {Record<Call['op'], (keytar: any, request: Request, call: Call) => Promise<Answer>>} */
const operations = {
  async get(keytar, { service }, { account }) {
    const value = await keytar.getPassword(service, account);
    return value === null ? { state: 'absent' } : { state: 'present', value };
  },
  async set(keytar, { service, marks }, { account, value }) {
    const stored = await keytar.getPassword(service, account);
    if (stored !== null && !marks.some((mark) => stored.startsWith(mark))) {
      return { state: 'corrupt' };
    }
    await keytar.setPassword(service, account, value);
    return { state: 'done' };
  },
  async delete(keytar, { service }, { account }) {
    const deleted = await keytar.deletePassword(service, account);
    return { state: deleted ? 'done' : 'absent' };
  },
  async probe(keytar, { service }) {
    await keytar.getPassword(service, canaryAccount);
    return { state: 'done' };
  },
};

/** A locked collection answers "not there"; only a write says that it is locked.
 * @param {any} keytar
 * @param {Request} request
 * @param {Answer} answer */
async function unlessLocked(keytar, { service, marks }, answer) {
  return attempt(async () => {
    await keytar.setPassword(service, canaryAccount, marks[0]);
    await keytar.deletePassword(service, canaryAccount);
    return answer;
  });
}

/** @param {() => Promise<Answer>} work
 * @returns {Promise<Answer>} */
async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    const detail = oneLine(error);
    const found = meanings.find(([pattern]) => pattern.test(detail));
    return { state: found?.[1] ?? 'unavailable', detail };
  }
}

/** keytar gives texts and no codes. First match wins; anything else is `unavailable`.
 * @type {[RegExp, Answer['state']][]} */
const meanings = [
  [/\blocked\b|prompt was dismissed|interaction is not allowed/i, 'locked'],
  [/denied|not permitted|cancel+ed|passphrase you entered is not correct/i, 'denied'],
];

/** @param {unknown} error */
function oneLine(error) {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? '').slice(0, 200);
}

void main();
