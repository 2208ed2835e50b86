import { isPlainObject } from '@aim/core';
import { dirname, join } from 'node:path';
import type { ToolCopy, ToolPresence } from '../../detect/types.js';
import { packagePlaces } from '../../owners/node-modules.js';
import { readJsonObject } from '../../owners/read-metadata.js';
import { quoted } from '../command-text.js';
import { headOfCopy, manifestOfCopy } from '../copy-files.js';
import type { HealthInput } from '../input.js';
import { targetOf } from '../look-at-files.js';
import { programFormat } from '../program-format.js';
import { platformParts } from '../platform-parts.js';
import type { CheckFinding, HealthCheck } from '../types.js';

export const nativeParts: HealthCheck = {
  id: 'native_parts',
  group: 'runtime',
  title: 'Native parts',
  description:
    'A tool of npm that is a compiled program has the one for this machine: fails when the package of the platform is absent, or when its install script was not run.',
  run: (input) => {
    const findings = input.tools.flatMap((tool) => {
      const [running] = tool.copies;
      return running === undefined ? [] : judge(tool, running, input);
    });
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: 'No tool of npm lacks its program' }];
  },
};

function judge(tool: ToolPresence, copy: ToolCopy, input: HealthInput): CheckFinding[] {
  // An install script puts the program in place of a stub.
  if (programFormat(headOfCopy(copy)) !== undefined) return [];
  const packages = packagesOf(copy);
  const about = { status: 'fail', tool: tool.id, evidence: copy.realPath } as const;
  const spec = quoted(specOf(copy), input.host.platform);
  for (const { root, manifest } of packages) {
    const parts = platformParts(manifest, input);
    if (parts.all.length === 0 || parts.fitting.some((name) => isInstalled(name, root))) continue;
    const machine = `${input.host.platform} ${input.arch}`;
    if (parts.fitting.length === 0) {
      const message = `${tool.name} has no program for ${machine}: its makers publish none`;
      return [{ ...about, message }];
    }
    const message = `${tool.name} lacks its program for ${machine}: ${parts.fitting.join(' or ')} is not installed`;
    const fix = `npm install -g --include=optional ${spec}`;
    return [{ ...about, message, ...(copy.channel === 'npm' && { fix }) }];
  }
  if (!packages.some(({ manifest }) => hasInstallScript(manifest)) || !isStub(copy)) {
    return [];
  }
  const message = `${tool.name} is not complete: the install script of its package was not run`;
  const fix = `npm rebuild -g --ignore-scripts=false ${quoted(copy.package ?? '', input.host.platform)}`;
  return [{ ...about, message, ...(copy.channel === 'npm' && { fix }) }];
}

interface Installed {
  root: string;
  manifest: Record<string, unknown>;
}

/** The packages that enclose the program, outermost first. */
function packagesOf(copy: ToolCopy): Installed[] {
  const outer = manifestOfCopy(copy);
  if (outer === null) return [];
  const root = dirname(copy.evidence);
  const inner = packagePlaces(copy.realPath).filter((place) => place.root !== root);
  return [
    { root, manifest: outer },
    ...inner.flatMap((place) => {
      const manifest = readJsonObject(join(place.root, 'package.json'));
      return manifest.kind === 'read' ? [{ root: place.root, manifest: manifest.value }] : [];
    }),
  ];
}

/** Where Node looks from that package on, upward. */
function isInstalled(name: string, root: string): boolean {
  const above = packagePlaces(join(root, 'x')).map(({ modules }) => modules);
  return [join(root, 'node_modules'), ...above].some(
    (modules) => targetOf(join(modules, name, 'package.json')) !== undefined,
  );
}

function hasInstallScript({ scripts }: Record<string, unknown>): boolean {
  return isPlainObject(scripts) && ('postinstall' in scripts || 'install' in scripts);
}

/** A text that no interpreter is named in, at the place of a program. */
function isStub(copy: ToolCopy): boolean {
  const head = headOfCopy(copy);
  const isScript = head.startsWith('#!') || /\.(?:[cm]?js|cmd|ps1|bat)$/i.test(copy.realPath);
  return head !== '' && !isScript;
}

function specOf(copy: ToolCopy): string {
  return copy.version === null ? `${copy.package}` : `${copy.package}@${copy.version}`;
}
