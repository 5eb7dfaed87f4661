import { describe, expect, it } from 'vitest';
import { parseChoice, parseDecimal, readFields } from '../../../../src/web/course/form-fields.js';

describe('readFields', () => {
  it('gives each named field once, trimmed, and empty when it was not sent', () => {
    expect(readFields({ a: ' x ', other: 'y' }, ['a', 'b'])).toEqual({ a: 'x', b: '' });
    expect(readFields(undefined, ['a'])).toEqual({ a: '' });
  });

  it.each([{ a: ['x', 'y'] }, { a: { $ne: 'x' } }, { a: 5 }, { a: 'x'.repeat(301) }, { 'a[$gt]': '' }])(
    'refuses %j',
    (body) => {
      expect(() => readFields(body, ['a'])).toThrow(
        expect.objectContaining({ code: 'request_invalid', status: 400 }),
      );
    },
  );
});

describe('parseDecimal', () => {
  it.each([
    ['0', 0],
    ['55', 55],
    ['5,5', 5.5],
    ['5.25', 5.25],
    ['9999999', 9_999_999],
  ])('reads %s', (text, value) => {
    expect(parseDecimal(text)).toBe(value);
  });

  it.each(['', '-1', '1e3', '0x10', '5.123', '5,', ',5', '1 000', 'NaN', 'Infinity', '99999999', '٥'])(
    'refuses "%s"',
    (text) => {
      expect(parseDecimal(text)).toBeNull();
    },
  );
});

describe('parseChoice', () => {
  it('knows only the choices of the list', () => {
    expect(parseChoice('on', ['on', 'off'])).toBe('on');
    expect(parseChoice('toString', ['on', 'off'])).toBeNull();
  });
});
