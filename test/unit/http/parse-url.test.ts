import { describe, expect, it } from 'vitest';
import { isUrl, parseUrl } from '../../../src/http/parse-url.js';

describe('an address that may be none', () => {
  it('reads what the constructor reads, also against a base', () => {
    expect(parseUrl('https://münster.example')?.href).toBe('https://xn--mnster-3ya.example/');
    expect(parseUrl('/a', 'https://example.org/b')?.href).toBe('https://example.org/a');
    expect(parseUrl('/a')).toBeNull();
    expect(isUrl('')).toBe(false);
  });

  it('says the same at the first call and when the call is compiled', () => {
    const answers = new Set<boolean>();
    for (let call = 0; call < 50_000; call += 1) answers.add(isUrl('https://münster.example'));
    expect([...answers]).toEqual([true]);
  });
});
