/** What is needed to judge a key of a provider. The JSON Schema beside the data is the contract. */
export interface ProviderDetails {
  id: string;
  name: string;
  keys: readonly string[];
  /** The page on which a key is revoked, and a new one made. */
  consoleUrl: string;
  keyShapes: readonly KeyShape[];
  /** Variables all of whose kinds of key are in `keyShapes`. */
  completeFor?: readonly string[];
  verify: readonly ProviderQuestion[];
}

/** How one kind of key looks: a prefix and a tail of so many characters. */
export interface KeyShape {
  /** The variables that hold such a key; all of the provider unless told. */
  keys?: readonly string[];
  kind: string;
  prefix?: string;
  alphabet: KeyAlphabet;
  /** How many characters follow the prefix. */
  tail: { min: number; max: number };
  contains?: string;
  endsWith?: string;
  checksum?: 'github-crc32';
  /** Not published or not confirmed: a key that breaks it is only warned of. */
  unsure?: true;
  source: string;
}

export type KeyAlphabet =
  'alnum' | 'lower-alnum' | 'hex' | 'base32' | 'base64' | 'base64url' | 'base64url-dots' | 'word';

/** The cheapest question whose answer tells whether a key is good. */
export interface ProviderQuestion {
  /** The variables that are asked about so; all of the provider unless told. */
  keys?: readonly string[];
  method: 'GET' | 'POST';
  /** Absent where every customer has a host of its own. */
  baseUrl?: string;
  /** Variables that tools take another base URL from, best first. */
  baseUrlEnv?: readonly string[];
  /** Where `{region}` of the base URL comes from, best first. */
  regionEnv?: readonly string[];
  /** Ends of host names that are the provider's own. */
  ownHosts?: readonly string[];
  path: string;
  /** `{key}` stands for the key. */
  headers: Readonly<Record<string, string>>;
  /** What differs from 200 valid, 401 rejected, 429 valid but limited, all else unknown. */
  answers?: readonly ProviderAnswer[];
  source: string;
}

export interface ProviderAnswer {
  status: number;
  /** A field of the JSON answer, and the value that it must have. */
  body?: Readonly<Record<string, boolean>>;
  /** A text that the answer must hold. */
  text?: string;
  means: 'valid' | 'rejected' | 'unknown';
  limited?: true;
  reason: string;
}

let loaded: readonly ProviderDetails[] | undefined;

/** The details of all providers, loaded when they are first asked for. */
export async function loadProviderDetails(): Promise<readonly ProviderDetails[]> {
  const { providerDetailsJson } = await import('../generated/provider-details-data.js');
  return (loaded ??= JSON.parse(providerDetailsJson) as ProviderDetails[]);
}
