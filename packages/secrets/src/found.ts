// The contract of @aim/secrets/found: what can be said of a text that lies in a file, without a store.

export {
  parseDotenv,
  type DotenvEntry,
  type DotenvFile,
  type DotenvProblem,
} from './import/dotenv.js';
export { recognise, storedTexts, type Recognised } from './manager/recognise.js';
