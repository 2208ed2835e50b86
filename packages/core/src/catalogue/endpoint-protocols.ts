/** What AIM can speak to a tool over HTTP. */
export const endpointProtocols = ['ollama', 'openai', 'anthropic'] as const;

export type EndpointProtocol = (typeof endpointProtocols)[number];
