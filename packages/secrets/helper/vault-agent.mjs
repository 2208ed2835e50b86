// @ts-check
/**
 * Holds the key of one unlocked vault in its memory, and gives it to processes of its user, until
 * its time is over or it is told to lock. It writes no file, and has the key from stdin.
 *
 * `node vault-agent.mjs SOCKET`, with one line of JSON on stdin; says `ready` on stdout once it
 * listens. Each connection asks one line of JSON and gets one.
 *
 * @typedef {{ vault: string, salt: string, key: string, forMs: number }} Start
 * @typedef {{ op: 'key' | 'lock', vault: string, salt?: string }} Question
 * @typedef {{ state: 'key', key: string } | { state: 'locked' | 'other' }} Reply
 */
import { createServer } from 'node:net';

/** The longest question, in characters. */
const maxQuestion = 65_536;
/** How long a connection may take to ask, in ms. */
const patienceMs = 1000;
/** A machine that slept has to notice that the time is over: its timers stood still. In ms. */
const checkEveryMs = 5000;

const [socket = ''] = process.argv.slice(2);
// Node would open a debugger to whoever sends this.
process.on('SIGUSR1', () => undefined);
const held = await readStart();
const key = Buffer.from(held.key, 'base64');
held.key = '';
const until = Date.now() + held.forMs;

const server = createServer(answerOnce).on('error', () => process.exit(1));
// The socket is made with the mode that this leaves: nobody else may connect.
process.umask(0o177);
server.listen(socket, () => process.stdout.write('ready\n'));
setTimeout(end, held.forMs);
setInterval(() => Date.now() >= until && end(), checkEveryMs);
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, end);

/** @returns {Promise<Start>} */
function readStart() {
  let text = '';
  process.stdin.setEncoding('utf8').on('end', () => process.exit(1));
  return new Promise((resolve) => {
    process.stdin.on('data', (chunk) => {
      text += chunk;
      if (!text.endsWith('\n')) return;
      process.stdin.removeAllListeners('end').destroy();
      resolve(JSON.parse(text));
    });
  });
}

/** @param {import('node:net').Socket} connection */
function answerOnce(connection) {
  let text = '';
  connection.setEncoding('utf8').setTimeout(patienceMs, () => connection.destroy());
  connection.on('error', () => connection.destroy());
  connection.on('data', (chunk) => {
    text += chunk;
    if (text.length > maxQuestion) connection.destroy();
    if (!text.endsWith('\n') || connection.destroyed) return;
    const question = parse(text);
    const isLock = question?.op === 'lock' && question.vault === held.vault;
    // Before the answer: who has it may start another agent at the same place.
    if (isLock) forget();
    connection.end(`${JSON.stringify(replyTo(question))}\n`, () => isLock && end());
  });
}

/** @param {Question | undefined} question
 * @returns {Reply} */
function replyTo(question) {
  if (question?.vault !== held.vault) return { state: 'other' };
  if (question.op === 'lock') return { state: 'locked' };
  if (question.salt !== held.salt) return { state: 'other' };
  if (Date.now() < until) return { state: 'key', key: key.toString('base64') };
  setImmediate(end);
  return { state: 'locked' };
}

/** @param {string} text
 * @returns {Question | undefined} */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function forget() {
  key.fill(0);
  // Removes the socket as well.
  server.close();
}

function end() {
  forget();
  process.exit(0);
}
