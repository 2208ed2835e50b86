import { basename, dirname, join } from 'node:path';
import type { ToolPresence } from '../../detect/types.js';
import { packagePlaces } from '../../owners/node-modules.js';
import { sitePackages } from '../../owners/python-distribution.js';
import { namesIn } from '../../owners/read-metadata.js';
import { quoted } from '../command-text.js';
import { howToInstall } from '../install-advice.js';
import type { HealthInput } from '../input.js';
import { targetOf } from '../look-at-files.js';
import { npmPrefix } from '../npm-prefix.js';
import type { CheckFinding, HealthCheck } from '../types.js';

export const halfUpdates: HealthCheck = {
  id: 'half_updates',
  group: 'version',
  title: 'Updates that broke off',
  description:
    'No update of a tool stopped half-way: fails for a package without its package.json, warns of what npm or pip moved aside and left, which the next update stumbles over; mentions old programs of Windows.',
  run: (input) => {
    const modules = npmPrefix(input.host)?.modules;
    const findings = input.tools.flatMap((tool) => [
      ...npmFolders(tool, input, modules).flatMap((folder) => npmRests(tool, folder, input)),
      ...pipRests(tool, input),
      ...oldPrograms(tool, input),
    ]);
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: 'Nothing is left of a broken update' }];
  },
};

/** Where npm has the packages of the tool, or would have them. */
function npmFolders(
  { id, copies }: ToolPresence,
  { wanted }: HealthInput,
  modules: string | undefined,
): string[] {
  const known = wanted(id).known.filter(({ manager }) => manager === 'npm');
  return [
    ...new Set([
      ...copies.flatMap(({ realPath }) => packagePlaces(realPath)[0]?.root ?? []),
      ...(modules === undefined ? [] : known.map(({ name }) => join(modules, name))),
    ]),
  ];
}

/** npm moves a package to `.NAME-` and eight characters while it brings the new one. */
function npmRests(tool: ToolPresence, folder: string, input: HealthInput): CheckFinding[] {
  const [parent, name] = [dirname(folder), basename(folder)];
  const names = namesIn(parent);
  return [
    ...names
      .filter((each) => isRest(each, name))
      .map((rest) => leftover(tool, join(parent, rest), input)),
    ...(names.includes(name) ? withoutManifest(tool, folder, input) : []),
  ];
}

function isRest(name: string, packageName: string): boolean {
  const start = `.${packageName}-`;
  return name.startsWith(start) && /^[A-Za-z0-9]{8}$/.test(name.slice(start.length));
}

function withoutManifest(tool: ToolPresence, folder: string, input: HealthInput): CheckFinding[] {
  const manifest = join(folder, 'package.json');
  const isTold = tool.problems.some(({ path }) => path === manifest);
  // An empty folder is what a removal leaves, and harms nobody.
  if (isTold || targetOf(manifest) !== undefined || namesIn(folder).length === 0) return [];
  return [
    {
      status: 'fail',
      tool: tool.id,
      message: `${tool.name}: ${folder} has no package.json: an update or a removal broke off`,
      evidence: folder,
      fix: `rm -r ${quoted(folder, input.host.platform)} && ${howToInstall(tool.id, input)}`,
    },
  ];
}

/** pip renames a package so that it begins with `~` while it brings the new one. */
function pipRests(tool: ToolPresence, input: HealthInput): CheckFinding[] {
  const environments = tool.copies
    .filter(({ channel }) => channel === 'pipx' || channel === 'uv')
    .map(({ realPath }) => dirname(dirname(realPath)));
  return [...new Set(environments)].flatMap(sitePackages).flatMap((folder) =>
    namesIn(folder)
      .filter((name) => name.startsWith('~'))
      .map((name) => leftover(tool, join(folder, name), input)),
  );
}

function leftover(tool: ToolPresence, path: string, { host }: HealthInput): CheckFinding {
  return {
    status: 'warn',
    tool: tool.id,
    message: `${tool.name}: ${path} is left of an update that broke off`,
    evidence: path,
    fix: `rm -r ${quoted(path, host.platform)}`,
  };
}

/** Windows lets nobody remove a program that runs: an updater moves it aside. */
function oldPrograms(tool: ToolPresence, { host }: HealthInput): CheckFinding[] {
  if (host.platform !== 'win32') return [];
  return tool.copies.flatMap(({ path }) => {
    const name = basename(path)
      .replace(/\.exe$/i, '')
      .toLowerCase();
    return namesIn(dirname(path))
      .filter((each) => isOldOf(each.toLowerCase(), name))
      .map((each) => ({
        status: 'info',
        tool: tool.id,
        message: `${tool.name}: ${join(dirname(path), each)} is an older program that an update left`,
        evidence: join(dirname(path), each),
        fix: `del "${join(dirname(path), each)}"`,
      }));
  });
}

function isOldOf(file: string, name: string): boolean {
  return file === `${name}.old.exe` || file.startsWith(`${name}.exe.old`);
}
