import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { root } from '../lib/root.mjs';

export const key = 'sk-farm-0123456789abcdefghijklmnopqrstuvwxyz';

/** The keys of the tools that are played, each of which has this value. */
const keyNames = ['ANTHROPIC_API_KEY', 'OPENAI_API_KEY', 'FARM_API_KEY'];

/** A user with keys in the file vault; made once and copied for each scenario. */
export async function makeTemplate() {
  const home = fs.mkdtempSync(join(tmpdir(), 'aim-farm-'));
  for (const name of keyNames) {
    const { status, stderr } = await runAim(['secrets', 'set', name, '--stdin'], {
      home,
      input: key,
    });
    if (status !== 0) throw new Error(`aim secrets set: ${stderr}`);
  }
  return home;
}

/**
 * A home of its own with a chain of the fault and the safe tool, and the program that plays the
 * fault.
 */
export function makeHome(template, fault, origins) {
  const home = fs.mkdtempSync(join(tmpdir(), 'aim-farm-'));
  fs.cpSync(template, home, { recursive: true, mode: fs.constants.COPYFILE_FICLONE });
  const id = fault.program?.tool ?? 'cloud';
  const http = { capabilities: ['chat'], endpoint: origins.fault, protocol: 'openai' };
  const tools = {
    [id]: fault.program
      ? { capabilities: ['chat'] }
      : { ...http, models: ['m'], keys: keyNames.slice(2) },
    safe: {
      capabilities: ['chat'],
      endpoint: origins.safe,
      protocol: 'ollama',
      models: ['tiny'],
    },
  };
  const capabilities = { chat: { primaryTool: id, fallbacks: ['safe'] } };
  const config = join(home, '.config/aim/aim_config.json');
  fs.mkdirSync(join(config, '..'), { recursive: true });
  fs.writeFileSync(config, JSON.stringify({ registry: { tools, capabilities } }));
  fs.mkdirSync(join(home, 'bin'));
  if (fault.program) {
    const script = `#!/bin/sh\necho ${id} >> "$FARM_LOG"\n${fault.program.script}\n`;
    fs.writeFileSync(join(home, 'bin', id), script, { mode: 0o755 });
  }
  return { home, id, run: randomBytes(8).toString('hex') };
}

/** Runs the built `aim` with an environment of its own. */
export async function runAim(args, { home, run = 'none', input = '' }) {
  const child = spawn(process.execPath, [join(root, 'packages/cli/bundle/aim.js'), ...args], {
    cwd: home,
    env: {
      HOME: home,
      PATH: [join(home, 'bin'), '/usr/bin', '/bin'].join(delimiter),
      AIM_SECRETS_BACKEND: 'file',
      FARM_LOG: join(home, 'farm.log'),
      FARM_RUN: run,
    },
  });
  child.stdin.end(input);
  const [stdout, stderr, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close').then(([code]) => code),
  ]);
  return { status, stdout, stderr };
}

/** How often the program that plays the fault was started. */
export function startsOf({ home, id }) {
  const log = join(home, 'farm.log');
  if (!fs.existsSync(log)) return 0;
  return fs
    .readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line === id).length;
}

/** The processes that are left of a scenario. */
export function orphansOf({ run }) {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && environment(name).includes(`FARM_RUN=${run}`))
    .map(Number);
}

function environment(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return '';
  }
}

/** The files below a home, and what was printed, that hold the key in plaintext. */
export function leaksOf({ home }, outputs) {
  const files = fs
    .readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => fs.readFileSync(file, 'latin1').includes(key));
  return [...files, ...outputs.filter((text) => text.includes(key)).map(() => 'output')];
}
