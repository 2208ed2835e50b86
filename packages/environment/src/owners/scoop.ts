import { join } from 'node:path';
import { plainText, readJsonObject, readMetadata, realPathOrNone } from './read-metadata.js';
import { whyUnusable } from './read-metadata.js';
import { unusable, type OwnedFile, type OwnerProbe } from './types.js';

/**
 * scoop: the program, or what the `.shim` beside its launcher names, lies in a folder of an app
 * with scoop's `install.json`. The version is that of the `manifest.json` that scoop keeps there.
 */
export const scoop: OwnerProbe = (file, { host }) => {
  if (host.platform !== 'win32') return undefined;
  const target = shimTarget(file) ?? file.realPath;
  const [app, name = ''] = /^.*[\\/]apps[\\/]([^\\/]+)[\\/][^\\/]+(?=[\\/])/.exec(target) ?? [];
  if (app === undefined) return undefined;
  if (readJsonObject(join(app, 'install.json')).kind !== 'read') return undefined;
  const path = join(app, 'manifest.json');
  const manifest = readJsonObject(path);
  if (manifest.kind !== 'read') return unusable(path, whyUnusable(manifest));
  const version = plainText(manifest.value['version']);
  return {
    channel: 'scoop',
    package: name,
    version,
    evidence: path,
    ...(version === null ? { problem: { path, detail: 'tells no version' } } : {}),
  };
};

/** `path = "C:\…\apps\llm\current\llm.exe"`, in a file beside the launcher. */
function shimTarget({ path }: OwnedFile): string | undefined {
  const text = readMetadata(path.replace(/\.\w+$/, '.shim'));
  if (text.kind !== 'read') return undefined;
  const target = /^path\s*=\s*"?([^"\r\n]+)"?/m.exec(text.value)?.[1];
  return target === undefined ? undefined : realPathOrNone(target);
}
