import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bundleProgram } from './bundle-program.mjs';

// Reads from a slow source of memory only: what is measured is the redactor and Node's streams.
const program = `
  import { Readable, Writable } from 'node:stream';
  import { pipeline } from 'node:stream/promises';
  import { createRedactStream } from '@aim/core';
  const [text, size, masked] = [process.argv[2], Number(process.argv[3]), process.argv[4] === 'masked'];
  const values = [
    'sk-test-1234567890abcdef',
    'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
    'AIza' + 'SyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY',
    'postgres://me:pa55word@db.example.com/main',
  ];
  const line = text.replaceAll('{}', values[0]);
  const block = Buffer.from(line.repeat(Math.ceil(262144 / line.length)));
  const chunks = function* () {
    for (let sent = 0; sent < size; sent += 65536) {
      const at = sent % (block.length - 65536);
      yield block.subarray(at, at + 65536);
    }
  };
  let received = 0;
  const sink = new Writable({ write: (chunk, _encoding, done) => { received += chunk.length; done(); } });
  const begun = process.hrtime.bigint();
  const stages = [Readable.from(chunks(), { objectMode: false }), createRedactStream(values).stream, sink];
  await pipeline(masked ? stages : [stages[0], stages[2]]);
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
  const { user, system } = process.cpuUsage();
  console.log(JSON.stringify({ received, seconds, cpuSeconds: (user + system) / 1e6, peakKb: process.resourceUsage().maxRSS }));`;

const log =
  '2026-11-25T10:00:21.123Z INFO server request id=9f86d081 path=/api/v1/users/42 status=200 duration=12ms\n';

const inputs = [
  { name: 'the same without a redactor', text: log, mode: 'raw' },
  { name: 'lines of a log', text: log, goal: 200 },
  {
    name: 'source code',
    text: "export function next(state) { return state.items.find((item) => item.id === 'x'); }\n",
    goal: 200,
  },
  {
    name: 'lines of JSON',
    text: '{"level":"info","msg":"request served","path":"/api/v1/users","ms":12,"ok":true}\n',
    goal: 200,
  },
  {
    name: 'JSON within JSON',
    text: String.raw`{"body":"{\"level\":\"info\",\"path\":\"C:\\\\temp\",\"ms\":12}\n"}` + '\n',
  },
  { name: 'coloured lines', text: '\x1b[32mok\x1b[0m \x1b[1mtest passes\x1b[22m in 3 ms\n' },
  { name: 'a secret in every line of a log', text: log.replace('9f86d081', '{}') },
  { name: 'nothing but first characters', text: 'ssss', size: 0.02 },
];

/**
 * @param size - of the stream, in bytes
 * @returns for each input MB a second, of wall time and of CPU time, and the most memory in MB
 */
export async function measureStream(folder, size) {
  const outfile = join(folder, 'redact-stream.mjs');
  await bundleProgram(program, outfile);
  return inputs.map(({ name, text, goal, mode = 'masked', size: share = 1 }) => {
    const args = [outfile, text, String(size * share), mode];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${name}: ${stderr}`);
    const { seconds, cpuSeconds, peakKb } = JSON.parse(stdout);
    const mb = (size * share) / 1e6;
    return {
      name,
      goal,
      mbPerSecond: mb / seconds,
      cpuMbPerSecond: mb / cpuSeconds,
      peakMb: peakKb / 1024,
    };
  });
}
