import { describe, expect, it } from 'vitest';
import { buildScore, readScoreAnswer } from '../../../src/lti/ags/score.js';

const score = {
  userId: '5',
  scoreGiven: 8,
  scoreMaximum: 10,
  timestamp: new Date('2026-11-25T10:00:00.000Z'),
  comment: null,
};
const answer = (status: number, body = '') => ({ status, body, headers: {} });

const PLAIN = { unpublishedText: null };

describe('buildScore (LTI AGS 2.0 §3.4)', () => {
  it('says a final score with a time in whole seconds', () => {
    expect(JSON.parse(buildScore(score))).toEqual({
      userId: '5',
      scoreGiven: 8,
      scoreMaximum: 10,
      activityProgress: 'Completed',
      gradingProgress: 'FullyGraded',
      timestamp: '2026-11-25T10:00:00Z',
    });
  });

  it('drops the part of a second', () => {
    const { timestamp } = JSON.parse(
      buildScore({ ...score, timestamp: new Date('2026-11-25T10:00:00.999Z') }),
    ) as { timestamp: string };
    expect(timestamp).toBe('2026-11-25T10:00:00Z');
  });

  it('sends a comment only when there is one', () => {
    expect(JSON.parse(buildScore({ ...score, comment: 'Well done' }))).toMatchObject({
      comment: 'Well done',
    });
    expect(JSON.parse(buildScore(score))).not.toHaveProperty('comment');
  });

  it('sends nothing else that the caller holds', () => {
    const passback = { ...score, attempts: 3, state: 'waiting', columnKey: 'key' };
    expect(Object.keys(JSON.parse(buildScore(passback)) as object)).toHaveLength(6);
  });
});

describe('readScoreAnswer', () => {
  it.each([200, 201, 202, 204])('takes %d for posted', (status) => {
    expect(readScoreAnswer(answer(status), PLAIN)).toBe('posted');
  });

  it('S16 takes 409 for older', () => {
    expect(readScoreAnswer(answer(409, '{"reason":"Refusing score with an older timestamp"}'), PLAIN)).toBe(
      'older',
    );
  });

  it('S16 takes what Canvas says for older', () => {
    const body = JSON.stringify({
      errors: {
        type: 'bad_request',
        message:
          'Provided timestamp of 2026-11-25T10:00:00Z before last updated timestamp of 2026-11-25T10:00:01.000Z',
      },
    });
    expect(readScoreAnswer(answer(400, body), PLAIN)).toBe('older');
  });

  it.each([
    [400, 'User could not be found'],
    [400, 'Provided timestamp of yesterday not a valid timestamp'],
    [403, 'not enrolled'],
    [404, '{}'],
    [422, 'The maximum number of allowed attempts has been reached'],
  ])('takes %d "%s" for a final no', (status, body) => {
    expect(() => readScoreAnswer(answer(status, body), PLAIN)).toThrow(
      expect.objectContaining({ code: 'score_refused', detail: { status } }) as Error,
    );
  });

  it('takes a refusal that speaks of publishing for "not yet", where the LMS is known for it', () => {
    const unpublished = answer(422, '{"errors":{"message":"The assignment is not published"}}');
    expect(() => readScoreAnswer(unpublished, { unpublishedText: /publish/i })).toThrow(
      expect.objectContaining({ code: 'column_unpublished' }) as Error,
    );
    // Elsewhere it is not lost either: the LMS may be another than it is taken for.
    expect(() => readScoreAnswer(unpublished, PLAIN)).toThrow(
      expect.objectContaining({
        code: 'platform_answer_unusable',
        detail: { quirk: 'unpublished' },
      }) as Error,
    );
  });
});
