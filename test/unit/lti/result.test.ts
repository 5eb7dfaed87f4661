import { describe, expect, it } from 'vitest';
import { parseResult } from '../../../src/lti/ags/result.js';

const column = { lineItemUrl: 'https://lms.example/items/1?type_id=2', scoreMaximum: 10 };
const raw = { id: 'https://lms.example/items/1/results/5', userId: '5', resultScore: 8, resultMaximum: 10 };
const unusable = expect.objectContaining({ code: 'platform_answer_unusable' }) as Error;

describe('parseResult (LTI AGS 2.0 §3.3.4)', () => {
  it('reads user, score and maximum, and names the column that was asked', () => {
    expect(parseResult({ ...raw, scoreOf: 'https://elsewhere.example/1' }, column)).toEqual({
      userId: '5',
      lineItemUrl: column.lineItemUrl,
      score: 8,
      maximum: 10,
      scoreFraction: 0.8,
    });
  });

  it('S8 takes an absent or null resultScore for no grade', () => {
    const { id, userId, resultMaximum } = raw;
    const withoutScore = { id, userId, resultMaximum };
    expect(parseResult(withoutScore, column)).toMatchObject({
      score: null,
      scoreFraction: null,
      maximum: 10,
    });
    expect(parseResult({ ...raw, resultScore: null }, column)).toMatchObject({
      score: null,
      scoreFraction: null,
    });
  });

  it('S8 takes zero for a grade', () => {
    expect(parseResult({ ...raw, resultScore: 0 }, column)).toMatchObject({ score: 0, scoreFraction: 0 });
  });

  it('S8 keeps extra credit and what is below zero', () => {
    expect(parseResult({ ...raw, resultScore: 12 }, column)).toMatchObject({ score: 12, scoreFraction: 1.2 });
    expect(parseResult({ ...raw, resultScore: -1 }, column)).toMatchObject({
      score: -1,
      scoreFraction: -0.1,
    });
  });

  it('S8 reads a number that is written as text', () => {
    expect(parseResult({ ...raw, resultScore: '7.5', resultMaximum: '10' }, column)).toMatchObject({
      score: 7.5,
      maximum: 10,
    });
  });

  it.each(['8,5', '', 'passed', true, {}, [8], NaN])(
    'S8 refuses %j as a score, which is not "no grade"',
    (resultScore) => {
      expect(() => parseResult({ ...raw, resultScore }, column)).toThrow(unusable);
    },
  );

  it('S9 takes the column’s maximum in place of a missing one, however low the score is', () => {
    const { id, userId } = raw;
    const ofHundred = { ...column, scoreMaximum: 100 };
    for (const resultScore of [0, 0.8, 1, 80]) {
      expect(parseResult({ id, userId, resultScore }, ofHundred)).toMatchObject({
        score: resultScore,
        maximum: 100,
        scoreFraction: resultScore / 100,
      });
    }
  });

  it('S9 takes a missing maximum as 1 (§3.3.4.6) where nobody knows the column’s', () => {
    const { id, userId } = raw;
    expect(parseResult({ id, userId, resultScore: 0.8 }, { ...column, scoreMaximum: null })).toMatchObject({
      score: 0.8,
      maximum: 1,
      scoreFraction: 0.8,
    });
  });

  it('S9 never makes 800 % of 8 points without a maximum', () => {
    const { id, userId, resultScore } = raw;
    const withoutMaximum = { id, userId, resultScore };
    expect(parseResult(withoutMaximum, column)).toMatchObject({ maximum: 10, scoreFraction: 0.8 });
    expect(parseResult(withoutMaximum, { ...column, scoreMaximum: null })).toMatchObject({
      score: 8,
      maximum: 0,
      scoreFraction: null,
    });
  });

  it.each([0, -5])('S9 takes the column’s maximum in place of %d', (resultMaximum) => {
    expect(parseResult({ ...raw, resultMaximum }, column)).toMatchObject({ maximum: 10, scoreFraction: 0.8 });
    expect(parseResult({ ...raw, resultMaximum }, { ...column, scoreMaximum: 0 })).toMatchObject({
      score: 8,
      maximum: 0,
      scoreFraction: null,
    });
  });

  it('S10 takes a user id that is a number as text', () => {
    expect(parseResult({ ...raw, userId: 5 }, column).userId).toBe('5');
  });

  it.each([undefined, null, '', 1.5, {}, ['5']])('refuses %j as a user id', (userId) => {
    expect(() => parseResult({ ...raw, userId }, column)).toThrow(unusable);
  });

  it.each([null, 'text', 5, []])('refuses %j as an entry', (entry) => {
    expect(() => parseResult(entry, column)).toThrow(unusable);
  });
});
