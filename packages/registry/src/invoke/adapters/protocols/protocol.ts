import type { CatalogueEndpoint, Host } from '@aim/core';

/** How a kind of server is asked for one answer. Facts and pure functions; `invokeHttp` asks. */
export interface HttpProtocol {
  /** The base that paths are relative to; undefined when it is no http or https address. */
  base: (endpoint: CatalogueEndpoint, env: Host['env']) => URL | undefined;
  /** Where the models are listed, and the first of them. */
  models: { path: string; list: (json: unknown) => readonly ListedModel[] };
  chat: { path: string; body: (model: string, prompt: string, stream: boolean) => object };
  /** True when an answer comes in pieces, asked for or not: then silence says that nothing works. */
  alwaysStreams: boolean;
  /** What an event of a stream adds to the answer. */
  piece: (event: unknown) => string | undefined;
  /** The events of a stream, at least one, as the answer in one; without a text when it broke off. */
  join: (events: readonly unknown[]) => unknown;
  headers: (key: string | undefined) => Readonly<Record<string, string>>;
  /** False when a server of this machine never wants the key. */
  keyForThisMachine: boolean;
  answer: (json: unknown) => HttpAnswer;
  /** What a refusal says of itself: the words for a person, and codes that tell the class. */
  error: (json: unknown) => { words: string; codes: string } | undefined;
  /** What helps when the server has no model at all, or not this one. */
  fetchModel?: (model: string) => string;
  /** What starts the server on this machine. */
  start?: string;
}

export interface ListedModel {
  name: string;
  /** The server says that another one runs it. */
  isElsewhere: boolean;
}

export interface HttpAnswer {
  /** Empty when there is none. */
  text: string;
  /** True when it ended at a limit of length. */
  isCut: boolean;
  /** True when the model declined to answer. */
  isRefused: boolean;
}
