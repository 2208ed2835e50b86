// What the quick commands read while their code is compiled ahead: tools as npm installs them, their
// settings in each format, and a configuration.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const tools = {
  claude: '@anthropic-ai/claude-code',
  codex: '@openai/codex',
  gemini: '@google/gemini-cli',
  cn: '@continuedev/cli',
};

const settings = {
  '.claude/settings.json': '{"env":{"DISABLE_AUTOUPDATER":"1"},"mcpServers":{}}',
  '.gemini/settings.json': '{"mcpServers":{"own":{"command":"node"}}}',
  '.codex/config.toml': 'model = "gpt-5"\n[mcp_servers.own]\ncommand = "node"\n',
  '.continue/config.yaml': 'name: own\nmodels: []\n',
};

const configuration = {
  registry: { tools: { claude: {}, codex: {}, gemini: {} } },
  environment: { versionPins: { npm: { '@openai/codex': '1.0.0' } } },
};

/** Writes tools and settings into a home; answers the folder for PATH. */
export function installSamples(home) {
  for (const [path, text] of Object.entries(settings)) write(join(home, path), text);
  const bin = join(home, 'npm/bin');
  mkdirSync(bin, { recursive: true });
  for (const [name, packageName] of Object.entries(tools)) {
    const folder = join(home, 'npm/lib/node_modules', packageName);
    const manifest = { name: packageName, version: '1.0.0', bin: { [name]: 'cli.js' } };
    write(join(folder, 'package.json'), JSON.stringify(manifest));
    write(join(folder, 'cli.js'), '#!/usr/bin/env node\n', 0o700);
    // Windows lets few users make a link; there they are programs without an owner.
    if (process.platform === 'win32') write(join(bin, `${name}.cmd`), '@exit\n');
    else symlinkSync(join(folder, 'cli.js'), join(bin, name));
  }
  return bin;
}

/** Writes the user's configuration into the AIM_HOME. */
export function configureSample(aimHome) {
  write(join(aimHome, 'config/aim_config.json'), JSON.stringify(configuration));
}

function write(path, text, mode = 0o600) {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, text, { mode });
}
