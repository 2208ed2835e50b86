/**
 * What tools do wrong. A program is a shell script that plays a tool of the catalogue; a server is
 * what it does with a request. `expect.class` is how AIM should name it, `expect.answer` who should
 * answer in the end: `safe`, the tool behind it in the chain, `fault` itself, or nobody.
 *
 * @typedef {object} Fault
 * @property {string} id
 * @property {string} what
 * @property {{ tool: string, script: string }} [program]
 * @property {(response: import('node:http').ServerResponse) => void} [server]
 * @property {{ class: string | null, answer: 'safe' | 'fault' | null, calls: number }} expect
 */

const claude = (script) => ({ tool: 'claude', script });
const llm = (script) => ({ tool: 'llm', script });
const aider = (script) => ({ tool: 'aider', script });

/** @type {readonly Fault[]} */
export const programFaults = [
  {
    id: 'silent-on-stdin',
    what: 'reads nothing, says nothing, never ends',
    program: claude('exec sleep 600'),
    expect: { class: 'DEADLINE_EXCEEDED', answer: 'safe', calls: 1 },
  },
  {
    id: 'ignores-sigterm',
    what: 'ignores SIGTERM',
    program: claude(`trap '' TERM\nwhile :; do sleep 1; done`),
    expect: { class: 'DEADLINE_EXCEEDED', answer: 'safe', calls: 1 },
  },
  {
    id: 'setsid-grandchild',
    what: 'leaves a grandchild in a session of its own, and fails',
    program: claude('setsid sleep 600 >/dev/null 2>&1 </dev/null &\ncat >/dev/null\nexit 3'),
    expect: { class: 'TOOL_CRASH', answer: 'safe', calls: 1 },
  },
  {
    id: 'grandchild-holds-stdout',
    what: 'answers and ends while a grandchild holds its output open',
    program: claude(
      `cat >/dev/null\nsleep 600 &\necho '{"type":"result","result":"from the fault"}'`,
    ),
    expect: { class: null, answer: 'fault', calls: 1 },
  },
  {
    id: 'one-gigabyte',
    what: 'prints 1 GB, then fails',
    program: llm('cat >/dev/null\nhead -c 1000000000 /dev/zero\nexit 1'),
    expect: { class: 'RESOURCE_LIMIT', answer: 'safe', calls: 1 },
  },
  {
    id: 'half-json',
    what: 'prints half of its JSON and ends with 0',
    program: claude(`cat >/dev/null\nprintf '{"type":"result","resu'`),
    expect: { class: 'OUTPUT_INVALID', answer: 'safe', calls: 2 },
  },
  {
    id: 'error-with-exit-0',
    what: 'prints an error as its answer and ends with 0',
    program: aider(
      `echo 'litellm.AuthenticationError: OpenAIException - Incorrect API key provided'`,
    ),
    expect: { class: 'UNAUTHENTICATED', answer: 'safe', calls: 1 },
  },
  {
    id: 'nothing-with-exit-0',
    what: 'prints nothing and ends with 0',
    program: llm('cat >/dev/null'),
    expect: { class: 'OUTPUT_INVALID', answer: 'safe', calls: 2 },
  },
  {
    id: 'signed-out',
    what: 'is not signed in',
    program: claude(
      `cat >/dev/null\necho '{"type":"result","is_error":true,"result":"Not logged in"}'\nexit 1`,
    ),
    expect: { class: 'UNAUTHENTICATED', answer: 'safe', calls: 1 },
  },
  {
    id: 'weekly-limit',
    what: 'has used up its week',
    program: claude(`cat >/dev/null\necho 'You have hit your weekly limit' >&2\nexit 1`),
    expect: { class: 'QUOTA_EXHAUSTED', answer: 'safe', calls: 1 },
  },
  {
    id: 'bad-input',
    what: 'refuses the job as invalid: the next tool would, too',
    program: claude(`cat >/dev/null\necho 'API Error: 400 Bad Request' >&2\nexit 1`),
    expect: { class: 'INVALID_ARGUMENT', answer: null, calls: 1 },
  },
  {
    id: 'prints-its-key',
    what: 'prints its key in two writes, and fails',
    program: claude(
      'cat >/dev/null\nprintf "%.20s" "$ANTHROPIC_API_KEY" >&2\nsleep 0.05\nprintf "%s\\n" "${ANTHROPIC_API_KEY#????????????????????}" >&2\nexit 1',
    ),
    expect: { class: 'TOOL_CRASH', answer: 'safe', calls: 1 },
  },
  {
    id: 'segfault',
    what: 'dies of a signal',
    program: llm('kill -SEGV $$'),
    expect: { class: 'TOOL_CRASH', answer: 'safe', calls: 1 },
  },
];

const reply =
  (status, body, headers = {}) =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
const refused = (status, message, headers) => reply(status, { error: { message } }, headers);
const inTwoHours = () => new Date(Date.now() + 7_200_000).toUTCString();

/** @type {readonly Fault[]} */
export const serverFaults = [
  {
    id: 'http-401',
    what: '401',
    server: refused(401, 'Incorrect API key provided'),
    expect: { class: 'UNAUTHENTICATED', answer: 'safe', calls: 1 },
  },
  {
    id: 'http-402',
    what: '402',
    server: refused(402, 'Payment required'),
    expect: { class: 'QUOTA_EXHAUSTED', answer: 'safe', calls: 1 },
  },
  {
    id: 'http-429-hours',
    what: '429 with a Retry-After of two hours, in seconds',
    server: refused(429, 'Too many requests', { 'retry-after': '7200' }),
    expect: { class: 'RATE_LIMITED', answer: 'safe', calls: 1 },
  },
  {
    id: 'http-429-date',
    what: '429 with a Retry-After of two hours, as a date',
    server: (response) =>
      refused(429, 'Too many requests', { 'retry-after': inTwoHours() })(response),
    expect: { class: 'RATE_LIMITED', answer: 'safe', calls: 1 },
  },
  {
    id: 'http-500',
    what: '500',
    server: refused(500, 'The server had an error'),
    expect: { class: 'UNAVAILABLE', answer: 'safe', calls: 2 },
  },
  {
    id: 'http-503',
    what: '503',
    server: refused(503, 'Service unavailable'),
    expect: { class: 'UNAVAILABLE', answer: 'safe', calls: 2 },
  },
  {
    id: 'http-529',
    what: '529',
    server: refused(529, 'Overloaded'),
    expect: { class: 'UNAVAILABLE', answer: 'safe', calls: 2 },
  },
  {
    id: 'http-cut',
    what: 'the stream is cut in mid-answer',
    server: (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
      response.write('{"choices":[{"message":{"content":"half of an ans');
      setTimeout(() => response.destroy(), 20);
    },
    expect: { class: 'UNAVAILABLE', answer: 'safe', calls: 2 },
  },
  {
    id: 'http-half-json',
    what: '200 with half of its JSON',
    server: (response) => response.writeHead(200).end('{"choices":[{"mess'),
    expect: { class: 'OUTPUT_INVALID', answer: 'safe', calls: 2 },
  },
  {
    id: 'http-silent',
    what: 'takes the request and never answers',
    server: () => undefined,
    expect: { class: 'DEADLINE_EXCEEDED', answer: 'safe', calls: 1 },
  },
  {
    id: 'http-400',
    what: '400: the next tool would refuse it, too',
    server: refused(400, 'invalid_request_error'),
    expect: { class: 'INVALID_ARGUMENT', answer: null, calls: 1 },
  },
  {
    id: 'http-key-in-error',
    what: 'repeats the key in its refusal',
    server: (response, request) =>
      refused(401, `bad key ${request.headers.authorization}`)(response),
    expect: { class: 'UNAUTHENTICATED', answer: 'safe', calls: 1 },
  },
];

export const faults = [...programFaults, ...serverFaults];
