import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { writeAddress } from '../../../src/credentials/write-address.js';

const ajv = new Ajv();
addFormats.default(ajv);
const isUri = ajv.compile({ type: 'string', format: 'uri' });

describe('writeAddress', () => {
  it.each([
    ['https://example.org/één', 'https://example.org/%C3%A9%C3%A9n'],
    [
      'https://app.element.io/#/room/#stats:example.org',
      'https://app.element.io/#/room/%23stats:example.org',
    ],
    ['https://example.org/?a=b#c#d#', 'https://example.org/?a=b#c%23d%23'],
    ['https://example.org#', 'https://example.org#'],
    ['https://example.org/a[1]?b=[2]#[3]', 'https://example.org/a%5B1%5D?b=%5B2%5D#%5B3%5D'],
    ['https://example.org/100%/%2F', 'https://example.org/100%25/%2F'],
    ['https://münster.example/#1', 'https://xn--mnster-3ya.example/#1'],
  ])('writes %s as a URI', (text, expected) => {
    expect(writeAddress(text)).toBe(expected);
    expect(isUri(expected)).toBe(true);
  });

  it.each(['mailto:a@example.org', 'example.org', 'javascript:alert(1)', 'https://'])(
    'has no address for %s',
    (text) => {
      expect(writeAddress(text)).toBeNull();
    },
  );
});
