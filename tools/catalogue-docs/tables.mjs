// docs/catalogue.md as text, made of the catalogue's data. Pure.

/**
 * @param data - the files of the three folders: tools, providers, directories
 * @returns the page, before prettier
 */
export function cataloguePage({ tools, providers, directories }) {
  return [
    '# The catalogue',
    'What AIM knows by itself. Made by `node tools/catalogue-docs/write.mjs` from the files in `packages/core/src/catalogue`; a test says when it is stale. Where each fact comes from is in those files.',
    '## Tools',
    'What AIM can give a job, and what the tool may do then, at most. A tool without a mode is found, started and given its keys, and takes no jobs.',
    table(
      ['id', 'name', 'programs', 'takes jobs', 'may at most', 'checked against'],
      tools.map(toolRow),
    ),
    '## Installing',
    '`script` stands for what its makers offer to pipe into a shell: it runs what a server sends, so AIM asks first.',
    table(
      ['tool', 'ways to install', 'needs', 'its own updater is switched off by'],
      tools.map(installRow),
    ),
    '## Keys',
    'The variables that a tool reads its AI credential from, and the stored secrets that fill them, best first. Each is withheld from every tool that does not list it. _Kept_: the tool keeps what the environment has, and no secret fills it.',
    list(tools.map(keyLine)),
    '## Where a tool takes its credential from',
    'In its own order of precedence: the first that is found is used.',
    list(tools.map(readsLine)),
    '## What a tool writes',
    'A value that came into its context is in one of these.',
    list(tools.filter(({ writes }) => writes.length > 0).map(writesLine)),
    '## Keys of providers',
    'The first is the main one: `ID/api_key` is another name of it.',
    table(
      ['id', 'provider', 'variables', 'addresses'],
      providers.map(({ id, name, keys, baseUrlEnv = [] }) => [
        code(id),
        name,
        codes(keys),
        codes(baseUrlEnv),
      ]),
    ),
    '## Directories',
    '_regenerable_: made again by itself. _redownload_: made again over the network. _user-data_: only a person may say. _keep_: part of an installation. _secret_: a credential.',
    table(
      [
        'id',
        'of',
        'kind',
        'may it go',
        'Linux',
        'macOS',
        'Windows',
        'moved by',
        'its own cleaning',
      ],
      directories.flatMap((owner) => owner.directories.map((each) => directoryRow(owner, each))),
    ),
    '## How places are written',
    '`~` is the home folder; `$NAME` and `%NAME%` are variables. `<cwd>` is the working directory, `<git-root>` the top of its repository, `<up>` each folder from the working directory upward, `<install>` where the user put the program. `*` is part of one name, `**` any number of folders. `{name}` in the data files is a folder of the tool; here it is written out.',
    '',
  ].join('\n\n');
}

const modes = ['full', 'workspace-write', 'read-only'];
const noJobs = {
  'no-prompt': 'no: takes no single prompt',
  'not-read-only': 'no: cannot be kept to reading',
  cloud: 'no: answers later, from the cloud',
  server: 'when its endpoint is configured',
  'no-model': 'no: talks to no model',
  retired: 'no: its makers gave it up',
};

function toolRow({ id, name, binaries, headless, noJobs: why, status, checked }) {
  const most = modes.find((mode) => headless?.permission[mode] !== undefined);
  const jobs = why === undefined ? 'yes' : noJobs[why];
  const title = status === undefined ? name : `${name} (${status})`;
  const mode = headless === undefined ? (why === undefined ? 'read-only' : '') : most;
  return [code(id), title, codes(binaries), jobs, mode, checked?.version ?? ''];
}

function installRow({ id, install, requires = {}, noUpdateEnv = {}, noUpdateSettings = [] }) {
  const ways = install.map(({ via, package: name, tap }) =>
    name === undefined ? via : `${via} ${code(tap === undefined ? name : `${tap}/${name}`)}`,
  );
  const { node, python, git, other = [] } = requires;
  const needs = [
    ...(node === undefined ? [] : [`Node ${node}`]),
    ...(python === undefined ? [] : [`Python ${python}`]),
    ...(git === undefined ? [] : [`git (${git})`]),
    ...other,
  ];
  const off = [
    ...Object.entries(noUpdateEnv).map(([key, value]) => code(`${key}=${value}`)),
    ...noUpdateSettings.map(({ at, value }) => code(`${at.join('.')}: ${JSON.stringify(value)}`)),
  ];
  return [code(id), [...new Set(ways)].join(', '), needs.join('; '), off.join(', ')];
}

function keyLine({ id, keys, login }) {
  const shown = keys.map(({ env, secrets }) => {
    if (secrets === undefined) return code(env);
    if (secrets.length === 0) return `${code(env)} (kept)`;
    const from = secrets.filter((name) => name !== env);
    return from.length === 0 ? code(env) : `${code(env)} (also from ${codes(from)})`;
  });
  const files = login === undefined ? '' : `; a login lies in ${codes(login.files)}`;
  return `${code(id)}: ${shown.join(', ') || 'none'}${files}`;
}

function readsLine(tool) {
  const steps = tool.reads.order.map((step) => stepWords(step, tool));
  return `${code(tool.id)}: ${steps.join(' → ')}`;
}

function stepWords({ from, keys, names, name, paths = [], at, service, setting, when }, tool) {
  const files = paths.map((path) => code(pathText(path, tool))).join(', ');
  const inFile = at === undefined ? files : `${files} at ${code(at)}`;
  const words = {
    flag: `option ${code(name ?? '')}`,
    env: `environment${keys === undefined && names === undefined ? '' : `: ${codes(names ?? keys)}`}`,
    dotenv: `variables in ${files}`,
    config: inFile,
    credentials: inFile,
    keychain: `keychain, ${code(service ?? '')}`,
    helper: `what ${code(setting ?? '')} prints`,
    login: 'its own login',
  };
  return `${words[from]}${when === undefined ? '' : ` (only when ${when})`}`;
}

function writesLine(tool) {
  const { writes, folders = {} } = tool;
  const places = writes.map(({ kind, path }) => `${kind} ${code(pathText(path, tool))}`);
  const variables = variablesOf(Object.values(folders));
  const moved = variables.length === 0 ? '' : `; moved by ${codes(variables)}`;
  return `${code(tool.id)}: ${places.join(', ')}${moved}`;
}

function variablesOf(places) {
  const moved = places.flatMap((place) => place.moved ?? []);
  return [...new Set(moved.map((path) => /^\$(\w+)/.exec(path)[1]))];
}

/** As on Linux where platforms differ, with the tool's folders written out. */
function pathText(path, { folders = {} }) {
  const text = typeof path === 'string' ? path : (path.linux ?? path.macos ?? path.windows);
  return text.replace(/^\{(\w+)\}/, (_, name) => pathText(folders[name].path, {}));
}

function directoryRow(owner, { id, kind, safety, places, cleanup = [] }) {
  const paths = (platform) =>
    places
      .map(({ path }) => (typeof path === 'string' ? path : path[platform]))
      .filter((path) => path !== undefined);
  const on = (platform) => {
    const [first, ...more] = paths(platform);
    if (first === undefined) return '';
    return more.length === 0 ? code(first) : `${code(first)} and ${more.length} more`;
  };
  return [
    code(id),
    owner.name,
    kind,
    safety,
    on('linux'),
    on('macos'),
    on('windows'),
    codes(variablesOf(places)),
    codes(cleanup),
  ];
}

function list(lines) {
  return lines.map((line) => `- ${line}`).join('\n');
}

function table(heads, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

const code = (text) => `\`${text}\``;
const codes = (texts) => texts.map(code).join(', ');
