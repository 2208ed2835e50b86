import type { HealthCheck } from '../types.js';

export const aiTools: HealthCheck = {
  id: 'ai_tools',
  group: 'presence',
  title: 'AI tools',
  description: 'At least one of the known AI tools is installed: warns when none is.',
  run: ({ tools }) => {
    const installed = tools.filter((tool) => tool.installed);
    if (installed.length === 0) {
      const message = `None of the ${tools.length} known tools is installed`;
      return [{ status: 'warn', message, fix: 'aim tools list' }];
    }
    const names = installed.map((tool) => `${tool.name} ${tool.version ?? '(version unknown)'}`);
    return [{ status: 'ok', message: names.join(', ') }];
  },
};
