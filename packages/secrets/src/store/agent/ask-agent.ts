import { systemCode } from '@aim/core';
import { connect } from 'node:net';

export type AgentQuestion =
  { op: 'key'; vault: string; salt: string } | { op: 'lock'; vault: string };

/** `absent`: nobody listens. `failed`: somebody does, and gives no answer that makes sense. */
export type AgentReply =
  | { state: 'key'; key: string }
  | { state: 'locked' | 'other' | 'absent' }
  | { state: 'failed'; reason: string };

/** The longest that the agent may take, in ms; it has nothing to compute. */
const deadlineMs = 500;
const maxReply = 4096;

/** Asks the agent behind a socket one question, for at most 500 ms. Never throws. */
export function askAgent(socket: string, question: AgentQuestion): Promise<AgentReply> {
  return new Promise((resolve) => {
    let text = '';
    const connection = connect(socket);
    const finish = (reply: AgentReply) => {
      clearTimeout(timer);
      connection.destroy();
      resolve(reply);
    };
    const timer = setTimeout(
      () => finish({ state: 'failed', reason: `no answer within ${deadlineMs} ms` }),
      deadlineMs,
    );
    connection.setEncoding('utf8');
    connection.once('connect', () => connection.write(`${JSON.stringify(question)}\n`));
    connection.on('data', (chunk) => {
      text += String(chunk);
      if (text.length > maxReply) finish(senseless);
    });
    connection.once('end', () => finish(parseReply(text)));
    connection.once('error', (error) => {
      const code = systemCode(error);
      const isAbsent = code === 'ENOENT' || code === 'ECONNREFUSED';
      finish(isAbsent ? { state: 'absent' } : { state: 'failed', reason: code ?? 'it broke off' });
    });
  });
}

const senseless: AgentReply = { state: 'failed', reason: 'its answer makes no sense' };

function parseReply(text: string): AgentReply {
  try {
    const { state, key } = JSON.parse(text) as { state: string; key?: unknown };
    if (state === 'locked' || state === 'other') return { state };
    return state === 'key' && typeof key === 'string' ? { state, key } : senseless;
  } catch {
    return senseless;
  }
}
