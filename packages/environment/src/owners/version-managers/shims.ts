import { basename, dirname, join } from 'node:path';
import type { Channel } from '../../detect/types.js';
import { namesIn, plainText, readJsonObject, readMetadata } from '../read-metadata.js';
import type { OwnedFile } from '../types.js';
import { isListedByProto } from './keeper.js';

/** A program that starts another, which a version manager chooses when it is called. */
export interface Shim {
  manager: Extract<Channel, 'mise' | 'asdf' | 'volta' | 'proto'>;
  /** The file that proves it. */
  evidence: string;
  /** The programs that it may start; some may not exist, several paths may be one file. */
  programs: readonly string[];
  /** What the manager noted of the package, where nothing else tells. */
  noted?: { package: string | null; version: string | null };
}

/** The shim that this file is; undefined for any other. Each is known by its manager's own files. */
export function shimOf(file: OwnedFile): Shim | undefined {
  return volta(file) ?? mise(file) ?? asdf(file) ?? proto(file);
}

/** volta links each program to `volta-shim`, and notes the package of each. */
function volta({ path, realPath, binary }: OwnedFile): Shim | undefined {
  if (!/^volta-shim(?:\.exe)?$/i.test(basename(realPath))) return undefined;
  const tools = join(dirname(dirname(path)), 'tools');
  const evidence = join(tools, 'user', 'bins', `${binary}.json`);
  const note = readJsonObject(evidence);
  if (note.kind !== 'read') return undefined;
  const [name, version] = [plainText(note.value['package']), plainText(note.value['version'])];
  const image = join(tools, 'image', 'packages', name ?? '');
  return {
    manager: 'volta',
    evidence,
    programs: [join(image, 'bin', binary), join(image, `${binary}.cmd`)],
    noted: { package: name, version },
  };
}

/** mise links each program to itself. */
function mise({ path, realPath, binary }: OwnedFile): Shim | undefined {
  const shims = dirname(path);
  if (basename(shims) !== 'shims' || !/^mise(?:\.exe)?$/i.test(basename(realPath)))
    return undefined;
  return { manager: 'mise', evidence: path, programs: installed(dirname(shims), binary) };
}

/** asdf writes a script, with one line for each version that has the program. */
function asdf({ path, binary }: OwnedFile): Shim | undefined {
  const shims = dirname(path);
  if (basename(shims) !== 'shims') return undefined;
  const script = readMetadata(path, 64 * 1024);
  if (script.kind !== 'read') return undefined;
  const lines = [...script.value.matchAll(/^# asdf-plugin: (\S+) (\S+)/gm)];
  if (lines.length === 0) return undefined;
  const programs = lines.map(([, plugin = '', version = '']) =>
    join(dirname(shims), 'installs', plugin, version, 'bin', binary),
  );
  return { manager: 'asdf', evidence: path, programs };
}

/** proto keeps a list of its shims. */
function proto({ path, binary }: OwnedFile): Shim | undefined {
  const shims = dirname(path);
  const home = dirname(shims);
  if (basename(shims) !== 'shims' || !isListedByProto(home, binary)) return undefined;
  const versions = join(home, 'tools', binary);
  return {
    manager: 'proto',
    evidence: join(shims, 'registry.json'),
    programs: namesIn(versions).flatMap((version) => [
      join(versions, version, 'bin', binary),
      join(versions, version, binary),
    ]),
  };
}

function installed(home: string, binary: string): string[] {
  const installs = join(home, 'installs');
  return namesIn(installs).flatMap((tool) =>
    namesIn(join(installs, tool)).flatMap((version) => [
      join(installs, tool, version, 'bin', binary),
      join(installs, tool, version, binary),
    ]),
  );
}
