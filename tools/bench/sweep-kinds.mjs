// Kinds of key that the compared rule set finds by a shape, each by its own pattern for it: name of
// a variable, and the key, where `{alphabet:length}` stands for characters that are drawn.
export const otherKinds = [
  ['AWS_SECRET_ACCESS_KEY', '{base64:40}'],
  ['NPM_TOKEN', 'npm_{alnum:36}'],
  ['SLACK_BOT_TOKEN', 'xoxb-{digits:12}-{digits:13}-{alnum:24}'],
  ['ANTHROPIC_API_KEY', 'sk-ant-api03-{base64url:93}AA'],
  ['GROQ_API_KEY', 'gsk_{alnum:52}'],
  ['HF_TOKEN', 'hf_{letters:34}'],
  ['OPENAI_API_KEY', 'sk-proj-{base64url:74}T3BlbkFJ{base64url:74}'],
  ['GITHUB_TOKEN', 'github_pat_{alnum:22}_{alnum:59}'],
  ['LINEAR_API_KEY', 'lin_api_{alnum:40}'],
  ['NOTION_TOKEN', 'ntn_{digits:11}{alnum:35}'],
  ['SENDGRID_API_KEY', 'SG.{alnum:22}.{alnum:43}'],
  ['SHOPIFY_ACCESS_TOKEN', 'shpat_{hex:32}'],
  ['GITLAB_TOKEN', 'glpat-{alnum:20}'],
  ['GRAFANA_TOKEN', 'glsa_{alnum:32}_{hex:8}'],
  ['VAULT_TOKEN', 'hvs.{base64url:95}'],
  ['DATABRICKS_TOKEN', 'dapi{hex:32}'],
  ['DOCKER_TOKEN', 'dckr_pat_{alnum:27}'],
  ['FIGMA_TOKEN', 'figd_{alnum:40}'],
];

const digits = '0123456789';
const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const letters = capitals + capitals.toLowerCase();
const alphabets = {
  digits,
  letters,
  alnum: digits + letters,
  base64: `${digits}${letters}+/`,
  base64url: `${digits}${letters}-_`,
  hex: '0123456789abcdef',
};

/** The nth key of these kinds in turn; `next` answers numbers under 1. */
export function drawOther(index, next) {
  const [variable, pattern] = otherKinds[index % otherKinds.length];
  const key = pattern.replace(/\{(\w+):(\d+)\}/g, (_all, alphabet, length) => {
    const from = alphabets[alphabet];
    return Array.from(
      { length: Number(length) },
      () => from[Math.floor(next() * from.length)],
    ).join('');
  });
  return { variable, key, kind: variable };
}
