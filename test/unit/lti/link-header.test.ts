import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findNextLink } from '../../../src/lti/link-header.js';

describe('findNextLink (RFC 8288)', () => {
  it.each([
    ['one link', '<https://a.example/2>; rel="next"', 'https://a.example/2'],
    ['no quotes', '<https://a.example/2>; rel=next', 'https://a.example/2'],
    ['no spaces', '<https://a.example/2>;rel="next"', 'https://a.example/2'],
    ['capitals', '<https://a.example/2>; REL="Next"', 'https://a.example/2'],
    ['a relative address', '</2?page=2>; rel="next"', '/2?page=2'],
    ['several relations in one', '<https://a.example/2>; rel="last next"', 'https://a.example/2'],
    ['other parameters first', '<https://a.example/2>; title="a; b, c"; rel="next"', 'https://a.example/2'],
    [
      'next last',
      '<https://a.example/1>; rel="first", <https://a.example/2>; rel="next"',
      'https://a.example/2',
    ],
    [
      'next first',
      '<https://a.example/2>; rel="next", <https://a.example/9>; rel="last"',
      'https://a.example/2',
    ],
    ['next between', '<1>; rel="prev", <2>; rel="next", <3>; rel="last"', '2'],
    ['a comma in the address', '<https://a.example/2?a=1,2>; rel="next"', 'https://a.example/2?a=1,2'],
    [
      'Moodle 5.1.3',
      '<https://m.example/lineitems?type_id=51&amp;limit=1&amp;from=1>; rel=“next”',
      'https://m.example/lineitems?type_id=51&limit=1&from=1',
    ],
    [
      'Moodle 5.1.3, its bytes read one by one',
      Buffer.from('<https://m.example/results?a=1&amp;from=1>; rel=“next”').toString('latin1'),
      'https://m.example/results?a=1&from=1',
    ],
    ['single quotes', "<https://a.example/2>; rel='next'", 'https://a.example/2'],
    ['a quote that does not end', '<https://a.example/2>; rel="next', 'https://a.example/2'],
    ['brackets in a title', '<https://a.example/2>; title="a <b>"; rel="next"', 'https://a.example/2'],
    ['a comma and no space', '<1>;rel="prev",<2>;rel="next"', '2'],
  ])('S6 finds it with %s', (_name, header, expected) => {
    expect(findNextLink(header)).toBe(expected);
  });

  it.each([
    undefined,
    '',
    '<https://a.example/1>; rel="prev"',
    '<https://a.example/1>; rel="nextish"',
    '<https://a.example/1>; title="next"',
    '<https://a.example/1>; title="rel=next"; rel="last"',
    '<https://a.example/1>; rel="last"; rel="next"',
    '<https://a.example/1>',
    'next',
  ])('S6 finds none in %j', (header) => {
    expect(findNextLink(header)).toBeNull();
  });

  it.each(['<a>' + '; x="y"'.repeat(2000) + '; rel=', '<'.repeat(16_000), '<a>;' + ' '.repeat(16_000) + '!'])(
    'comes to an end with a long senseless header',
    (header) => {
      expect(findNextLink(header)).toBeNull();
    },
  );

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (header) => void findNextLink(header)));
  });
});
