// A package manager that makes the files that the real one leaves, and fails as it is told to.
// node fake.mjs MANAGER SCENARIO ARGUMENT…
import * as fs from 'node:fs';
import { dirname, join, relative } from 'node:path';

const [manager, scenarioFile, ...args] = process.argv.slice(2);
const scenario = JSON.parse(fs.readFileSync(scenarioFile, 'utf8'));
const env = process.env;
const home = env.HOME;
const wanted = args.slice(1).filter((word) => !word.startsWith('-'));
fs.appendFileSync(`${scenarioFile}.log`, `${JSON.stringify({ manager, args, env })}\n`);

const text = (path, content, mode) => {
  fs.mkdirSync(dirname(path), { recursive: true });
  fs.writeFileSync(path, content, { mode });
};
const program = (path, name, version) => text(path, `#!/bin/sh\necho ${name} ${version}\n`, 0o755);
const link = (path, target) => {
  fs.mkdirSync(dirname(path), { recursive: true });
  fs.rmSync(path, { force: true });
  fs.symlinkSync(relative(dirname(path), target), path);
};
const after = (option) => args[args.indexOf(option) + 1];
const bin = () => env.PIPX_BIN_DIR ?? join(home, '.local/bin');

function environment(place, { name, version }, finish) {
  fs.mkdirSync(place, { recursive: true });
  const packages = join(place, 'lib/python3.11/site-packages');
  fs.rmSync(packages, { recursive: true, force: true });
  program(join(place, 'bin', name), name, version);
  text(
    join(packages, `${name}-${version}.dist-info/METADATA`),
    `Name: ${name}\nVersion: ${version}\n`,
  );
  finish();
  link(join(bin(), name), join(place, 'bin', name));
}

const layouts = {
  npm: (name, version) => {
    const prefix = after('--prefix');
    const folder = join(prefix, 'lib/node_modules', name);
    text(
      join(folder, 'package.json'),
      JSON.stringify({ name, version, bin: { [name]: 'cli.sh' } }),
    );
    program(join(folder, 'cli.sh'), name, version);
    link(join(prefix, 'bin', name), join(folder, 'cli.sh'));
  },
  pipx: (name, version) => {
    const place = join(env.PIPX_HOME, 'venvs', name);
    environment(place, { name, version }, () =>
      text(
        join(place, 'pipx_metadata.json'),
        JSON.stringify({
          main_package: { package: name, package_version: version, apps: [name] },
          injected_packages: {},
        }),
      ),
    );
  },
  uv: (name, version) => {
    const place = join(env.UV_TOOL_DIR, name);
    environment(place, { name, version }, () =>
      text(
        join(place, 'uv-receipt.toml'),
        `[tool]\nentrypoints = [{ name = "${name}", install-path = "x", from = "${name}" }]\n`,
      ),
    );
  },
  brew: (name, version) => {
    const prefix = env.HOMEBREW_PREFIX;
    const keg = join(prefix, 'Cellar', name, version);
    program(join(keg, 'bin', name), name, version);
    text(
      join(keg, 'INSTALL_RECEIPT.json'),
      JSON.stringify({ source: { spec: 'stable', versions: { stable: version } } }),
    );
    link(join(prefix, 'bin', name), join(keg, 'bin', name));
  },
  cargo: (name, version) => {
    const root = after('--root');
    program(join(root, 'bin', name), name, version);
    const installs = { [`${name} ${version} (registry+x)`]: { bins: [name] } };
    text(join(root, '.crates2.json'), JSON.stringify({ installs }));
  },
  scoop: (name, version) => {
    const folder = join(env.SCOOP, 'apps', name, version);
    text(join(folder, 'manifest.json'), JSON.stringify({ version }));
    text(join(folder, 'install.json'), '{}');
    fs.rmSync(join(env.SCOOP, 'apps', name, 'current'), { force: true });
    fs.symlinkSync(version, join(env.SCOOP, 'apps', name, 'current'));
  },
};

function split(word) {
  const [, name, version] = /^(@?[^@=[]+)(?:\[.*\])?(?:@|==|=)?(.*)$/.exec(word);
  return { name, version: version || scenario.newest?.[name] || '1.0.0' };
}

function install(word) {
  const { name, version } = split(word);
  const fault = scenario.faults?.[`${name}@${version}`] ?? scenario.faults?.[name];
  if (fault === 'fail') fail(`cannot install ${name}`);
  if (fault === 'localised') fail(`Fehler: ${name} kann nicht installiert werden`);
  if (fault === 'enotempty') fail(`npm error code ENOTEMPTY\nnpm error syscall rename ${name}`);
  if (fault === 'half') {
    layouts[manager](name, version);
    fail('the disk is full');
  }
  if (fault === 'lies') return;
  layouts[manager](name, version);
}

function fail(message) {
  console.error(`\u001b[31m${message}\u001b[0m`);
  process.exit(1);
}

function remove(name) {
  const places = {
    npm: () => [
      join(after('--prefix'), 'lib/node_modules', name),
      join(after('--prefix'), 'bin', name),
    ],
    pipx: () => [join(env.PIPX_HOME, 'venvs', name), join(bin(), name)],
    uv: () => [join(env.UV_TOOL_DIR, name), join(bin(), name)],
    brew: () => [join(env.HOMEBREW_PREFIX, 'Cellar', name), join(env.HOMEBREW_PREFIX, 'bin', name)],
    cargo: () => [join(after('--root'), 'bin', name), join(after('--root'), '.crates2.json')],
    scoop: () => [join(env.SCOOP, 'apps', name)],
  };
  for (const path of places[manager]()) fs.rmSync(path, { recursive: true, force: true });
}

const prefix = args.includes('--prefix') ? after('--prefix') : undefined;
const root = args.includes('--root') ? after('--root') : undefined;
const version = args.includes('--version') ? after('--version') : undefined;
const names = wanted.filter(
  (word) => ![prefix, root, version, 'install', 'uninstall'].includes(word),
);
if (scenario.hang) {
  process.on('SIGTERM', () => undefined);
  setInterval(() => undefined, 1000);
} else if (scenario.prompt) {
  process.stdin.once('end', () => fail('nobody answered'));
  process.stdin.resume();
} else if (args.includes('uninstall') || args[0] === 'remove') {
  names.forEach(remove);
} else {
  const run = () => {
    for (const each of names) install(version === undefined ? each : `${each}@${version}`);
  };
  setTimeout(run, scenario.delayMs ?? 0);
}
