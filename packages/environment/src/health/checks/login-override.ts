import { listed, unsetVariables } from '../command-text.js';
import type { HealthInput } from '../input.js';
import type { CheckFinding, HealthCheck } from '../types.js';

export const loginOverride: HealthCheck = {
  id: 'login_override',
  group: 'auth',
  title: 'Keys over logins',
  description:
    'No variable of the environment makes a tool pass over the login that it has, and bill somebody else: warns of each that does. `aim run` withholds it.',
  run: (input) => {
    const findings = overrides(input);
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: 'Every login that is there is used' }];
  },
};

function overrides({ tools, overridden, host }: HealthInput): CheckFinding[] {
  return tools
    .map((tool) => ({ tool, variables: tool.installed ? overridden(tool.id) : [] }))
    .filter(({ variables }) => variables.length > 0)
    .map(({ tool, variables }) => ({
      status: 'warn',
      tool: tool.id,
      message: `${tool.name} has a login, and ${listed(variables)} in your environment is used in its place`,
      evidence: listed(variables),
      fix: unsetVariables(variables, host),
    }));
}
