import { describe, expect, it } from 'vitest';
import { buildLineItemUrl, parseLineItem } from '../../../src/lti/ags/line-item.js';

const unusable = expect.objectContaining({ code: 'platform_answer_unusable' }) as Error;
const raw = {
  id: 'https://lms.example/items/1/lineitem?type_id=51',
  label: 'Essay',
  scoreMaximum: 100,
  resourceId: 'key-1',
  tag: 'grade',
};

describe('parseLineItem (LTI AGS 2.0 §3.2)', () => {
  it('reads address, label, maximum, resource id and tag, and ignores the rest', () => {
    expect(parseLineItem({ ...raw, resourceLinkId: 'l', startDateTime: 'x', unknown: {} })).toEqual({
      url: raw.id,
      label: 'Essay',
      scoreMaximum: 100,
      resourceId: 'key-1',
      tag: 'grade',
    });
  });

  it('takes empty and missing texts for none', () => {
    expect(parseLineItem({ ...raw, label: undefined, resourceId: '', tag: '' })).toMatchObject({
      label: '',
      resourceId: null,
      tag: null,
    });
  });

  it.each([0, -1, null, undefined, 'many', {}])('takes a maximum of %j for none', (scoreMaximum) => {
    expect(parseLineItem({ ...raw, scoreMaximum }).scoreMaximum).toBe(0);
  });

  it.each([undefined, '', 5, '/relative', 'not an address'])('refuses %j as an id', (id) => {
    expect(() => parseLineItem({ ...raw, id })).toThrow(unusable);
  });
});

describe('buildLineItemUrl (LTI AGS 2.0 §3.3, §3.4)', () => {
  it.each([
    ['https://a.example/items/1', 'https://a.example/items/1/results'],
    ['https://a.example/items/1/', 'https://a.example/items/1/results'],
    ['https://a.example/items/1?type_id=51', 'https://a.example/items/1/results?type_id=51'],
    ['https://a.example/items/1?a=%20b&c=d+e&f=/?', 'https://a.example/items/1/results?a=%20b&c=d+e&f=/?'],
    ['https://a.example/items/1?', 'https://a.example/items/1/results'],
    ['https://a.example/items/1#part', 'https://a.example/items/1/results'],
    ['https://a.example/it%65ms/1', 'https://a.example/it%65ms/1/results'],
  ])('S15 keeps the query of %s', (lineItemUrl, expected) => {
    expect(buildLineItemUrl(lineItemUrl, 'results')).toBe(expected);
  });

  it('S15 adds to the query', () => {
    const url = 'https://a.example/items/1?type_id=51';
    expect(buildLineItemUrl(url, 'results', { user_id: 'a b&c' })).toBe(
      'https://a.example/items/1/results?type_id=51&user_id=a%20b%26c',
    );
    expect(buildLineItemUrl('https://a.example/1', 'results', { user_id: '5' })).toBe(
      'https://a.example/1/results?user_id=5',
    );
    expect(buildLineItemUrl(url, 'scores')).toBe('https://a.example/items/1/scores?type_id=51');
  });

  it('refuses what is not an address', () => {
    expect(() => buildLineItemUrl('items/1', 'scores')).toThrow(unusable);
  });
});
