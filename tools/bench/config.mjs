import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleProgram } from './bundle-program.mjs';

const toolCount = 200;
const processes = 21;
const goalMs = 5;

/** Loads and checks a configuration of many tools, in processes of their own; prints the times. */
const program = `
  import { aimPaths, loadConfig, systemHost } from '@aim/core';
  const host = systemHost();
  const paths = aimPaths(host);
  const timed = async () => {
    const begun = performance.now();
    const { config } = await loadConfig(host, paths);
    return { ms: performance.now() - begun, tools: Object.keys(config.registry.tools).length };
  };
  const first = await timed();
  const later = [];
  for (let n = 0; n < 20; n++) later.push((await timed()).ms);
  console.log(JSON.stringify({ first: first.ms, later, tools: first.tools }));
`;

/** How long reading, parsing and validating the configuration takes, in process. */
export async function benchConfig() {
  const folder = fs.mkdtempSync(join(tmpdir(), 'aim-bench-'));
  try {
    const file = join(folder, 'config/aim_config.json');
    fs.mkdirSync(join(file, '..'));
    fs.writeFileSync(file, JSON.stringify(configuration(), null, 2));
    const script = join(folder, 'load.mjs');
    await bundleProgram(program, script);
    const runs = Array.from({ length: processes }, () => run(script, folder)).slice(1);
    console.log(`Node ${process.versions.node}, ${process.platform}`);
    const kilobytes = (fs.statSync(file).size / 1000).toFixed(0);
    console.log(
      `\nload and check a configuration of ${toolCount} tools, ${kilobytes} kB, in process; goal ${goalMs} ms`,
    );
    print(
      'node -e 0 (whole process)',
      runs.map(({ bareMs }) => bareMs),
    );
    print(
      'first of a process',
      runs.map(({ first }) => first),
    );
    print(
      'later',
      runs.flatMap(({ later }) => later),
    );
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** Tools with every field that AIM+ gave them, chains over them, and pins. */
function configuration() {
  const ids = Array.from({ length: toolCount }, (_, n) => `tool-${n}`);
  const tool = (id) => ({
    name: `The tool ${id}`,
    detectCommands: [id, `%USERPROFILE%/.local/bin/${id}.exe`],
    versionCommand: [id, '--version'],
    configPaths: [`~/.${id}/config.json`],
    logPaths: [`~/.${id}/logs/*.log`],
    capabilities: ['code_generation', 'refactoring'],
    adapterScript: `%AIM_REGISTRY_PATH%/AIM_adapters/AIM_${id}.ps1`,
    pinnedVersion: '1.2.3',
    autoUpdate: false,
  });
  const [primaryTool, ...fallbacks] = ids;
  return {
    version: '1.0.0',
    registry: {
      tools: Object.fromEntries(ids.map((id) => [id, tool(id)])),
      capabilities: { code_generation: { primaryTool, fallbacks } },
    },
    environment: { versionPins: { npm: Object.fromEntries(ids.map((id) => [id, '1.2.3'])) } },
  };
}

function run(script, folder) {
  const env = { PATH: process.env.PATH, HOME: folder, AIM_HOME: folder };
  const { stdout, stderr } = spawnSync(process.execPath, [script], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  if (!stdout) throw new Error(stderr);
  const answer = { ...JSON.parse(stdout), bareMs: bareNode() };
  if (answer.tools !== toolCount) throw new Error(`${answer.tools} tools were loaded`);
  return answer;
}

/** What the speed of the machine at this moment can be told from. */
function bareNode() {
  const begun = performance.now();
  spawnSync(process.execPath, ['-e', '0'], { stdio: 'ignore' });
  return performance.now() - begun;
}

/** The fastest as well: where others use the machine, it tells what the work itself takes. */
function print(name, times) {
  const sorted = times.toSorted((a, b) => a - b);
  const [fastest, median] = [sorted[0], sorted[Math.floor(sorted.length / 2)]];
  const figures = [median, fastest].map((ms) => ms.toFixed(2).padStart(8));
  console.log(`  ${name.padEnd(28)}${figures[0]} ms, fastest${figures[1]} ms`);
}
