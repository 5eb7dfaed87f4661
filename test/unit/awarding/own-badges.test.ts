import { describe, expect, it } from 'vitest';
import { findSettlesAt } from '../../../src/awarding/own-badges.js';
import { buildEvaluation, buildInput, minutesAfterNoon, NOON } from '../../support/build-records.js';

const graded = buildEvaluation({ inputs: [buildInput({ changedAt: NOON })] });

describe('findSettlesAt', () => {
  it('is when the grade has stood long enough', () => {
    const wait = { notBefore: null, stoodHours: 1 };
    expect(findSettlesAt({ wait }, graded, minutesAfterNoon(59))).toEqual(minutesAfterNoon(60));
    expect(findSettlesAt({ wait }, graded, minutesAfterNoon(60))).toBeNull();
  });

  it('is the later of the date and the time that the grade has to stand', () => {
    const wait = { notBefore: minutesAfterNoon(90), stoodHours: 1 };
    expect(findSettlesAt({ wait }, graded, NOON)).toEqual(minutesAfterNoon(90));
    expect(findSettlesAt({ wait: { ...wait, stoodHours: 2 } }, graded, NOON)).toEqual(minutesAfterNoon(120));
  });

  it('keeps nothing back where nothing waits', () => {
    expect(findSettlesAt({ wait: { notBefore: null, stoodHours: 0 } }, graded, NOON)).toBeNull();
  });

  it('keeps nothing back without a grade, before a decision, and of an assessment', () => {
    const wait = { notBefore: minutesAfterNoon(60), stoodHours: 1 };
    const none = buildEvaluation({ inputs: [buildInput({ score: null, changedAt: null })] });
    const assessed = buildEvaluation({ inputs: [buildInput({ source: 'assessment' })] });
    expect(findSettlesAt({ wait }, none, NOON)).toBeNull();
    expect(findSettlesAt({ wait }, null, NOON)).toBeNull();
    expect(findSettlesAt({ wait }, assessed, NOON)).toBeNull();
  });
});
