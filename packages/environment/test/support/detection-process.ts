import type { Host } from '@aim/core';
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DetectableTool, ToolPresence } from '../../src/index.js';
import { tree } from './tree.js';

export interface DetectionRun {
  found: ToolPresence[];
  /** Calls that the detection made, without those of loading the modules. */
  calls: { processes: number; sockets: number; listedFolders: number };
}

export interface DetectionOptions {
  /** Without the rights of root, where the tests have them. */
  asNobody?: boolean;
  /** A program and arguments to put in front, such as a tracer. */
  before?: readonly string[];
}

/** Runs `detectTools` in a Node of its own, which counts the effects that matter. */
export async function runDetection(
  tools: readonly DetectableTool[],
  host: Host,
  options: DetectionOptions = {},
): Promise<DetectionRun> {
  const [file = '', ...args] = [
    ...(options.before ?? []),
    process.execPath,
    await detectionProgram(),
    JSON.stringify({ tools, host }),
  ];
  const isRoot = process.getuid?.() === 0;
  const stdout = execFileSync(file, args, {
    encoding: 'utf8',
    cwd: '/',
    ...(options.asNobody === true && isRoot ? { uid: 65534, gid: 65534 } : {}),
  });
  return JSON.parse(stdout) as DetectionRun;
}

async function detectionProgram(): Promise<string> {
  const folder = tree({ 'counted.mjs': countedProgram });
  await build({
    entryPoints: [fileURLToPath(new URL('../../src/index.ts', import.meta.url))],
    outfile: join(folder, 'environment.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@aim/source'],
    external: ['execa'],
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  fs.chmodSync(folder, 0o755);
  return join(folder, 'counted.mjs');
}

const countedProgram = `
import childProcess from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const calls = { processes: 0, sockets: 0, listedFolders: 0 };
function count(holder, name, what) {
  const original = holder[name];
  holder[name] = function (...args) {
    calls[what] += 1;
    return original.apply(this, args);
  };
}
for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork']) {
  count(childProcess, name, 'processes');
}
count(childProcess.ChildProcess.prototype, 'spawn', 'processes');
count(net.Socket.prototype, 'connect', 'sockets');
count(net, 'connect', 'sockets');
count(fs, 'readdirSync', 'listedFolders');
syncBuiltinESMExports();

const { detectTools } = await import('./environment.mjs');
const { tools, host } = JSON.parse(process.argv[2]);
for (const what of Object.keys(calls)) calls[what] = 0;
const found = detectTools(tools, { ...host, now: () => new Date() });


console.log(JSON.stringify({ found, calls }));
`;
