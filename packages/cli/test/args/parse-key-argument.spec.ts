import { expect, it } from '@jest/globals';
import { parseKeyArgument } from '../../src/args/parse-key-argument.js';

it.each([
  ['OPENAI_API_KEY', { secret: 'OPENAI_API_KEY' }],
  ['github/work', { secret: 'github/work' }],
  ['TOKEN=github/work', { env: 'TOKEN', secret: 'github/work' }],
])('reads %s', (text, key) => {
  expect(parseKeyArgument(text)).toEqual(key);
});

it.each(['', '=', 'TOKEN=', '=KEY', 'A=B=C', 'no-variable=KEY'])('does not read %j', (text) => {
  expect(parseKeyArgument(text)).toBeUndefined();
});
