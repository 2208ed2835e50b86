import {
  findGitRoot,
  foldersUpward,
  loadToolDetails,
  placePaths,
  placeScope,
  type Host,
} from '@aim/core';
import { basename, dirname, isAbsolute, sep } from 'node:path';
import { isText } from '../leaks/written-files.js';
import type { SweepFile } from './types.js';

/** Where keys lie in plaintext. The path may hold `*` and `**`. */
export interface SweepPlace {
  kind: string;
  path: string;
  tool?: string;
}

/** The kinds of place, by paths below the home; `*` stands for a part of one name. */
const homePlaces: Readonly<Record<string, readonly string[]>> = {
  'shell-config': [
    ...'.bashrc .bash_profile .bash_login .bash_aliases .profile .zshrc .zshenv .zprofile'.split(
      ' ',
    ),
    ...'.zlogin .kshrc .cshrc .tcshrc .xonshrc .xprofile .xsessionrc .pam_environment'.split(' '),
    ...['.config/fish/**/*.fish', '.config/fish/fish_variables', '.config/nushell/*.nu'],
    ...[
      '.config/powershell/*.ps1',
      'Documents/*PowerShell/*.ps1',
      ...['.zshrc', '.zshenv', '.zprofile', '.zlogin'].map((name) => `.config/zsh/${name}`),
    ],
    '.config/environment.d/*.conf',
  ],
  'shell-history': [
    ...'.bash_history .zsh_history .sh_history .histfile .python_history'.split(' '),
    ...'.node_repl_history .psql_history .mysql_history .sqlite_history .lesshst'.split(' '),
    ...[
      '.local/share/fish/fish_history',
      '.config/nushell/history.txt',
      '.config/zsh/.zsh_history',
    ],
    '.local/share/powershell/PSReadLine/*.txt',
    'AppData/Roaming/Microsoft/Windows/PowerShell/PSReadLine/*.txt',
  ],
  'env-file': ['.env', '.env.*', '.envrc', '.config/direnv/direnvrc', '.direnvrc'],
  credentials: [
    ...'.netrc _netrc .npmrc .yarnrc .yarnrc.yml .pypirc .pgpass .my.cnf .git-credentials'.split(
      ' ',
    ),
    ...['.config/git/credentials', '.aws/credentials', '.aws/config', '.docker/config.json'],
    ...['.config/gh/hosts.yml', '.config/hub', '.cargo/credentials', '.cargo/credentials.toml'],
    ...['.config/pip/pip.conf', '.pip/pip.conf', '.kube/config', '.m2/settings.xml'],
    ...['.gradle/gradle.properties', '.gem/credentials', '.bunfig.toml', '.terraformrc'],
    ...['.terraform.d/credentials.tfrc.json', '.config/rclone/rclone.conf', '.composer/auth.json'],
    ...['.huggingface/token', '.cache/huggingface/token', '.cache/huggingface/stored_tokens'],
    '.config/gcloud/application_default_credentials.json',
  ],
  'git-config': ['.gitconfig', '.config/git/config'],
  'editor-config': [
    '.config/*/User/*.json',
    'Library/Application Support/*/User/*.json',
    'AppData/Roaming/*/User/*.json',
    '.config/zed/settings.json',
  ],
  'service-config': [
    '.config/systemd/user/*.service',
    'Library/LaunchAgents/*.plist',
    ...['.tmux.conf', '.config/tmux/tmux.conf', '.ssh/config', '.ssh/environment'],
  ],
};

/** What files of a tree are, by their path in it. The first that fits counts. */
const treeKinds: readonly (readonly [kind: string, path: RegExp])[] = [
  ['env-file', /(?:^|\/)(?:\.env(?:\..+)?|[^/]+\.env|\.envrc|\.dev\.vars)$/],
  ['mcp-config', /(?:^|\/)(?:\.?mcp(?:_config|-config)?\.json)$/],
  ['git-config', /(?:^|\/)(?:\.git\/config|\.gitconfig|\.gitmodules)$/],
  ['credentials', /(?:^|\/)(?:[._]netrc|\.npmrc|\.yarnrc(?:\.yml)?|\.pypirc|\.git-credentials)$/],
  ['credentials', /(?:^|\/)(?:credentials(?:\.\w+)?|secrets\.(?:json|toml|ya?ml)|\.pgpass)$/],
  ['editor-config', /(?:^|\/)(?:\.vscode|\.idea|\.zed|\.fleet)\/[^/]+\.(?:json|xml)$/],
  ['tool-config', /(?:^|\/)\.(?:claude|codex|cursor|gemini|continue)\/[^/]+\.(?:json|toml|ya?ml)$/],
  ['tool-config', /(?:^|\/)(?:\.aider\.conf\.yml|opencode\.jsonc?)$/],
  ['container-config', /(?:^|\/)(?:docker-)?compose[^/]*\.ya?ml$/],
  ['container-config', /(?:^|\/)(?:Dockerfile|Containerfile)[^/]*$|(?:^|\/)devcontainer\.json$/],
  ['ci-config', /(?:^|\/)(?:\.github\/workflows|\.circleci|\.gitea\/workflows)\/[^/]+\.ya?ml$/],
  ['ci-config', /(?:^|\/)(?:\.gitlab-ci|\.travis|azure-pipelines|bitbucket-pipelines)\.yml$/],
  ['ci-config', /(?:^|\/)Jenkinsfile$/],
  ['shell-config', /(?:^|\/)\.(?:bash|zsh|profile)\w*$/],
];

/** The kind of a file in a tree; its path has `/` between its names. */
export function treeKind(path: string): string {
  return treeKinds.find(([, pattern]) => pattern.test(path))?.[0] ?? 'file';
}

/** Kinds that hold what was said and printed: a random value beside a name is no finding there. */
const talk: ReadonlySet<string> = new Set(['file', 'transcript', 'log', 'state', 'cache']);

/** True where a random value beside the name of a credential is a key, whatever its shape. */
export function isConfiguration(kind: string): boolean {
  return !talk.has(kind);
}

/** The places of a user: of shells, of common programs, and of all tools of the catalogue. */
export async function userPlaces(host: Host): Promise<SweepPlace[]> {
  const own = Object.entries(homePlaces).flatMap(([kind, paths]) =>
    paths.flatMap((path) => foldersOf(path, host).map((whole) => ({ kind, path: whole }))),
  );
  const places = [...own, ...(await toolPlaces(host))];
  return places.filter(({ path }) => !holdsHome(path, host.home));
}

/**
 * What a file of a place is. A `.env` file of the working folder, or above it, is that of the
 * project, whichever tools read it too.
 */
export function placedFile(
  file: string,
  { kind, tool }: Pick<SweepPlace, 'kind' | 'tool'>,
  { cwd }: Pick<Host, 'cwd'>,
): SweepFile {
  const isProjects =
    treeKind(basename(file)) === 'env-file' && [...foldersUpward(cwd)].includes(dirname(file));
  if (isProjects) return { file, kind: 'env-file' };
  return { file, kind, ...(tool !== undefined && { tool }) };
}

/** A path below the home, and where the variables of the host move it to. */
function foldersOf(path: string, { home, env }: Host): string[] {
  const moved = movedFolders.flatMap(([variable, pattern]) => {
    const folder = env[variable];
    const rest = pattern.exec(path)?.[1];
    if (folder === undefined || !isAbsolute(folder) || rest === undefined) return [];
    return [`${folder}/${rest}`];
  });
  return [`${home}/${path}`, ...moved];
}

const movedFolders: readonly (readonly [variable: string, pattern: RegExp])[] = [
  ['XDG_CONFIG_HOME', /^\.config\/(.*)/],
  ['XDG_DATA_HOME', /^\.local\/share\/(.*)/],
  ['XDG_CACHE_HOME', /^\.cache\/(.*)/],
  ['ZDOTDIR', /^(\.z.*)/],
];

async function toolPlaces(host: Host): Promise<SweepPlace[]> {
  const gitRoot = findGitRoot(host.cwd);
  const places: SweepPlace[] = [];
  for (const details of (await loadToolDetails()).values()) {
    const { id, files, reads, writes } = details;
    const scope = placeScope(details, host, gitRoot);
    const add = (kind: string, paths: readonly SweepPath[]) => {
      for (const path of paths.flatMap((one) => placePaths({ path: one }, scope))) {
        places.push({ kind, path, tool: id });
      }
    };
    const open = files.credentials?.filter(({ format }) => format !== 'encrypted') ?? [];
    add(
      'tool-credentials',
      open.map(({ path }) => path),
    );
    add('mcp-config', files.mcp?.files ?? []);
    add('tool-config', files.config?.map(({ path }) => path) ?? []);
    add(
      'tool-config',
      reads.order.flatMap(({ paths = [] }) => paths),
    );
    for (const { kind, path } of writes.filter(isText)) add(writeKinds[kind] ?? kind, [path]);
  }
  return places;
}

type SweepPath = Parameters<typeof placePaths>[0]['path'];

/** What a tool writes, where it has another name here. */
const writeKinds: Readonly<Record<string, string>> = {
  config: 'tool-config',
  history: 'transcript',
};

/** A whole home, or more than that, is no place. */
function holdsHome(path: string, home: string): boolean {
  const wanted = path.split(sep).join('/').replace(/\/+$/, '');
  return [...foldersUpward(home)].some((folder) => folder.split(sep).join('/') === wanted);
}
