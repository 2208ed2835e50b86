import type { Host } from '../host/host.js';
import { resolveCommand } from '../process/resolve-command.js';
import type { Clipboard, ClipboardCall } from './clipboard.js';

type Word = readonly [program: string, ...args: string[]];

interface ClipboardRow {
  /** True when this user can reach such a clipboard. */
  isThere: (host: Pick<Host, 'platform' | 'env'>) => boolean;
  copy: Word;
  paste: Word;
  clear: Word;
  sensitive?: string;
}

const script = (text: string): Word => [
  'powershell.exe',
  ...['-NoProfile', '-NonInteractive', '-Command', text],
];

const powerShell = {
  copy: script(
    '[Console]::InputEncoding=[Text.Encoding]::UTF8; Set-Clipboard -Value ([Console]::In.ReadToEnd())',
  ),
  paste: script(
    '[Console]::OutputEncoding=[Text.UTF8Encoding]::new(); [Console]::Out.Write((Get-Clipboard -Raw))',
  ),
  clear: script('Add-Type -AssemblyName System.Windows.Forms; [Windows.Forms.Clipboard]::Clear()'),
};

/** In the order of asking. X11 has no way to tell a history manager, and neither xclip nor xsel has one. */
const rows: readonly ClipboardRow[] = [
  {
    isThere: ({ env }) => Boolean(env['WAYLAND_DISPLAY']),
    // Told its type, it starts no program to guess it.
    copy: ['wl-copy', '--type', 'text/plain'],
    paste: ['wl-paste', '--no-newline'],
    clear: ['wl-copy', '--clear'],
    // From wl-clipboard 2.3 on; it is an error before.
    sensitive: '--sensitive',
  },
  {
    isThere: ({ env }) => Boolean(env['DISPLAY']),
    copy: ['xclip', '-selection', 'clipboard', '-in'],
    paste: ['xclip', '-selection', 'clipboard', '-out'],
    clear: ['xclip', '-selection', 'clipboard', '-in'],
  },
  {
    isThere: ({ env }) => Boolean(env['DISPLAY']),
    copy: ['xsel', '--clipboard', '--input'],
    paste: ['xsel', '--clipboard', '--output'],
    clear: ['xsel', '--clipboard', '--clear'],
  },
  {
    isThere: ({ platform }) => platform === 'darwin',
    copy: ['pbcopy'],
    paste: ['pbpaste'],
    clear: ['pbcopy'],
  },
  {
    isThere: ({ platform, env }) => platform === 'win32' || Boolean(env['WSL_DISTRO_NAME']),
    ...powerShell,
  },
];

/** See `findClipboard`. */
export function chooseClipboard(
  host: Pick<Host, 'platform' | 'env' | 'cwd'>,
): Clipboard | undefined {
  for (const { isThere, sensitive, ...words } of rows) {
    if (!isThere(host)) continue;
    const copy = call(words.copy, host);
    const paste = call(words.paste, host);
    const clear = call(words.clear, host);
    if (copy === undefined || paste === undefined || clear === undefined) continue;
    const program = words.copy[0];
    return { program, copy, paste, clear, ...(sensitive !== undefined && { sensitive }) };
  }
  return undefined;
}

function call(
  [program, ...args]: Word,
  host: Pick<Host, 'platform' | 'env' | 'cwd'>,
): ClipboardCall | undefined {
  const found = resolveCommand(program, host);
  return found.kind === 'found' ? { file: found.path, args } : undefined;
}

const passed = [
  ...['PATH', 'HOME', 'TMPDIR', 'LANG', 'LC_ALL', 'LC_CTYPE'],
  ...['DISPLAY', 'XAUTHORITY', 'WAYLAND_DISPLAY', 'XDG_RUNTIME_DIR'],
  ...['SystemRoot', 'SystemDrive', 'TEMP', 'TMP', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA'],
  ...['WSL_DISTRO_NAME', 'WSL_INTEROP'],
];

/** What a program of the clipboard needs of the environment, and nothing that may hold a secret. Pure. */
export function clipboardEnvironment({
  platform,
  env,
}: Pick<Host, 'platform' | 'env'>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of passed) {
    const value = env[name];
    if (value !== undefined) kept[name] = value;
  }
  // Without a locale in UTF-8, pbcopy takes its input for Mac Roman.
  if (platform === 'darwin') kept['LC_ALL'] = 'en_US.UTF-8';
  return kept;
}
