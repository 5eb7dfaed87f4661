import { describe, expect, it } from 'vitest';
import { writeCanonicalJson } from '../../../../src/credentials/verify/canonical-json.js';

describe('canonical JSON (RFC 8785)', () => {
  it('writes the example of §3.2.2', () => {
    const text = String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`;
    expect(writeCanonicalJson(JSON.parse(text))).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it('sorts members as §3.2.3 does', () => {
    const names = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
    const text = writeCanonicalJson(Object.fromEntries(names.map((name) => [name, 0]))) ?? '';
    expect(Object.keys(JSON.parse(`{"x":${text}}`) as object)).toEqual(['x']);
    expect([...text.matchAll(/"([^"]+)":/gu)].map(([, name]) => name)).toEqual([
      '\\r',
      '1',
      '\u0080',
      'ö',
      '€',
      '😀',
      '\ufb33',
    ]);
  });

  it('has no form for half a letter, and one for a text that only looks like it', () => {
    expect(writeCanonicalJson({ a: ['\ud800'] })).toBeNull();
    expect(writeCanonicalJson({ '\udc00': 1 })).toBeNull();
    expect(writeCanonicalJson(String.raw`\ud800`)).toBe(String.raw`"\\ud800"`);
  });
});
