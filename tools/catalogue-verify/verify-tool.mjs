// Holds the data of one tool against its real npm package.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { headlessUse, missingFlags, printedVersion } from './flags.mjs';
import { installPackage, programOf, registryBin } from './npm-package.mjs';
import { probe } from './probe.mjs';

/** The columns of the result. */
export const checks = ['package', 'bin', 'version', 'flags'];

/**
 * @param tool - a file of the catalogue
 * @param options.cache - where packages are put, and removed again
 * @param options.native - where the real program is, see `programOf`
 * @returns the version that was looked at, and of each check its state (ok, fail, or skipped where
 *   there was nothing to hold the data against) and what there is to say
 */
export async function verifyTool(tool, { cache, native }) {
  const [main, ...others] = tool.install.filter(({ via }) => via === 'npm');
  const folder = join(cache, 'packages', tool.id);
  try {
    const installed = installPackage(main.package, folder);
    if ('problem' in installed) {
      const skipped = { state: 'skipped', detail: installed.problem };
      return { seen: null, package: skipped, bin: skipped, version: skipped, flags: skipped };
    }
    const { version } = installed.manifest;
    return {
      seen: version,
      package: { state: 'ok', detail: `${main.package}@${version}` },
      bin: checkBin(tool, installed.manifest, { others, folder }),
      ...(await checkProgram(tool, installed, { cache, native })),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function checkBin(tool, manifest, { others, folder }) {
  const lacks = (name, names) =>
    names.includes(tool.binaries[0]) ? [] : [`${name} has ${names.join(', ') || 'no program'}`];
  const own = lacks(manifest.name, Object.keys(binOf(manifest)));
  const elsewhere = others.flatMap(({ package: name }) => {
    const answer = registryBin(name, folder);
    return 'problem' in answer ? [`${name}: ${answer.problem}`] : lacks(name, answer.names);
  });
  return verdict([...own, ...elsewhere], `${tool.binaries[0]}`);
}

function binOf({ name, bin }) {
  return typeof bin === 'string' ? { [name.replace(/^.*\//, '')]: bin } : (bin ?? {});
}

async function checkProgram(tool, { manifest, at }, { cache, native }) {
  const withBin = { manifest: { ...manifest, bin: binOf(manifest) }, at };
  const name = tool.binaries[0];
  if (withBin.manifest.bin[name] === undefined) {
    const skipped = { state: 'skipped', detail: `the package has no program ${name}` };
    return { version: skipped, flags: skipped };
  }
  const { argv: program, missing: leftOut } = programOf(withBin, name, native);
  if (leftOut !== undefined) {
    const skipped = {
      state: 'skipped',
      detail: `the registry lacks ${leftOut} ${manifest.version}`,
    };
    return { version: skipped, flags: skipped };
  }
  const options = { folder: join(cache, 'homes'), deadlineMs: 60_000, env: tool.noUpdateEnv };
  const told = await probe([...program, ...tool.version.args], options);
  const version = checkVersion(tool, told, manifest.version);
  const use = headlessUse(tool);
  if (use === undefined) {
    return { version, flags: { state: 'skipped', detail: 'AIM gives it no jobs' } };
  }
  const help = await probe([...program, ...use.help], options);
  const missing = missingFlags(use.flags, help.output);
  const detail = `${use.flags.length} in ${name} ${use.help.join(' ')}`;
  const problems = missing.length === 0 ? [] : [`${missing.join(', ')} not in: ${detail}`];
  return { version, flags: verdict(problems, detail) };
}

function checkVersion(tool, { exitCode, output }, expected) {
  const found = printedVersion(tool, output);
  if (found === expected && exitCode === 0) return { state: 'ok', detail: found };
  const said = output.trim().split('\n').slice(0, 2).join(' / ').slice(0, 160);
  const problem = found === undefined ? `no version in: ${said}` : `${found}, not ${expected}`;
  return { state: 'fail', detail: `${problem} (exit code ${exitCode})` };
}

function verdict(problems, detail) {
  if (problems.length === 0) return { state: 'ok', detail };
  return { state: 'fail', detail: problems.join('; ') };
}
