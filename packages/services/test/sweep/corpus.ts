import { loadProviderDetails } from '@aim/core';
import { numbersFrom, validKey } from '../../../secrets/test/support/valid-key.js';

/** A key, the variable that it belongs to, and whose it is. */
export interface DrawnKey {
  variable: string;
  key: string;
  kind: string;
}

export interface PlantedKey {
  path: string;
  /** In characters, all of them ASCII. */
  offset: number;
  length: number;
  kind: string;
}

/** Five keys in each place. */
export function plantKeys(draw: (index: number) => DrawnKey) {
  const files: Record<string, string> = {};
  const planted: PlantedKey[] = [];
  for (const [path, form] of corpusPlaces) {
    let text = '';
    for (let count = 0; count < 5; count++) {
      const { variable, key, kind } = draw(planted.length);
      const written = form(variable, key);
      const offset = text.length + written.indexOf(key);
      planted.push({ path, offset, length: key.length, kind });
      text += `${written}\n`;
    }
    files[path] = text;
  }
  return { files, planted };
}

/** Keys of every shape of the catalogue in turn, the same in each run. */
export async function catalogueKeys(): Promise<(index: number) => DrawnKey> {
  const shapes = (await loadProviderDetails()).flatMap(({ id, keys, keyShapes }) =>
    keyShapes.map((shape) => ({ id, shape, variable: (shape.keys ?? keys)[0] as string })),
  );
  const next = numbersFrom(20_261_125);
  return (index) => {
    const { id, shape, variable } = shapes[index % shapes.length] as (typeof shapes)[0];
    return { variable, key: validKey(shape, next), kind: id };
  };
}

/** How a key is written in a file of that kind. */
type Form = (name: string, key: string) => string;

const assigned: Form = (name, key) => `${name}=${key}`;
const exported: Form = (name, key) => `export ${name}="${key}"`;
const json: Form = (name, key) => `{ "${name}": "${key}" }`;
const toml: Form = (name, key) => `${name} = "${key}"`;
const yaml: Form = (name, key) => `  ${name}: ${key}`;
const said: Form = (name, key) =>
  JSON.stringify({ role: 'user', text: `it failed:\n${name}=${key}\nwhy?` });

/** Files below a home, with a project in `project/`. */
export const corpusPlaces: readonly (readonly [path: string, form: Form])[] = [
  ['.bashrc', exported],
  ['.bash_profile', exported],
  ['.profile', (name, key) => `${name}='${key}'; export ${name}`],
  ['.zshrc', exported],
  ['.zshenv', assigned],
  ['.config/fish/config.fish', (name, key) => `set -gx ${name} ${key}`],
  ['.config/fish/fish_variables', (name, key) => `SETUVAR --export ${name}:${key}`],
  ['.config/nushell/env.nu', (name, key) => `$env.${name} = "${key}"`],
  ['.config/powershell/profile.ps1', (name, key) => `$env:${name} = "${key}"`],
  ['.config/environment.d/keys.conf', assigned],
  ['.pam_environment', (name, key) => `${name}=${key}`],
  ['.bash_history', (name, key) => `${name}=${key} claude -p hello`],
  ['.zsh_history', (name, key) => `: 1750000000:0;export ${name}=${key}`],
  ['.local/share/fish/fish_history', (name, key) => `- cmd: set -x ${name} ${key}`],
  ['.python_history', (name, key) => `os.environ["${name}"] = "${key}"`],
  ['.node_repl_history', (name, key) => `process.env.${name} = '${key}'`],
  ['.env', assigned],
  ['.envrc', exported],
  ['.netrc', (name, key) => `machine host login ${name} password ${name}=${key}`],
  ['.npmrc', (name, key) => `${name}=${key}`],
  ['.aws/credentials', (name, key) => `${name.toLowerCase()} = ${key}`],
  ['.docker/config.json', json],
  ['.config/gh/hosts.yml', yaml],
  ['.gitconfig', (name, key) => `  helper = "!echo ${name}=${key}"`],
  ['.config/systemd/user/agent.service', (name, key) => `Environment="${name}=${key}"`],
  [
    'Library/LaunchAgents/agent.plist',
    (name, key) => `<key>${name}</key>\n  <string>${key}</string>`,
  ],
  ['.tmux.conf', (name, key) => `set-environment -g ${name} ${key}`],
  ['.config/Code/User/settings.json', json],
  ['.claude/settings.json', json],
  ['.claude.json', (name, key) => `{"mcpServers":{"x":{"env":{"${name}":"${key}"}}}}`],
  ['.codex/config.toml', toml],
  ['.gemini/.env', assigned],
  ['.claude/projects/x/1.jsonl', said],
  ['.codex/history.jsonl', said],
  ['project/.env.local', assigned],
  ['project/.mcp.json', json],
  ['project/.vscode/mcp.json', json],
  ['project/docker-compose.yml', (name, key) => `      - ${name}=${key}`],
  ['project/.github/workflows/ci.yml', yaml],
  ['project/.git/config', (name, key) => `  extraheader = ${name}: ${key}`],
  ['project/Dockerfile', (name, key) => `ENV ${name}=${key}`],
  ['project/src/client.ts', (name, key) => `const client = make({ ${name}: '${key}' });`],
  ['project/notes.md', (name, key) => `Set \`${name}=${key}\` first.`],
  ['project/run.py', (name, key) => `os.environ["${name}"] = "${key}"`],
];

/** What looks like a key at first sight. */
export const decoys = `
OPENAI_API_KEY=your-api-key-goes-here-please
ANTHROPIC_API_KEY=sk-ant-api03-...
GROQ_API_KEY=gsk_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
GITHUB_TOKEN=\${GITHUB_TOKEN}
GH_TOKEN=$(gh auth token)
HF_TOKEN=<your token>
AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE
AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
REQUEST_ID=123e4567-e89b-42d3-a456-426614174000
SESSION_TOKEN=9b2f7c1e-4d3a-4f6b-8c5d-0e1f2a3b4c5d
COMMIT=3f786850e387550fdab836ed7e6dc881de23001b
IMAGE=node@sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef
"integrity": "sha512-qXJjg1Qm5hNPVZ0wtjLbzHh4Qn3pTq0wq6nJ9sYzqB6m0qkU1Yh2kq9w3XcQ3Z4T5V6W7X8Y9Z0a1b2c3d4e5f=="
ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGk8qTn2Lx9Vb4Wm7Kc1Hd6Fs3Jp5Rz0Yt8Ue2Ai4Bo me@host
API_KEY_FILE=/run/secrets/openai_api_key_2
DATABASE_URL=postgres://localhost:5432/app
NEXT_PUBLIC_KEY=q8Zr5Tn2Lx9Vb4Wm7Kc1Hd6
PRIMARY_KEY=customer_order_line_id_2
`;
