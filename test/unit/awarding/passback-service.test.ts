import { describe, expect, it } from 'vitest';
import {
  createPassbackService,
  type PassbackScore,
  type PassbackServiceDeps,
} from '../../../src/awarding/passback-service.js';
import type { Passback } from '../../../src/awarding/passback.js';
import { AppError } from '../../../src/errors/app-error.js';
import type { Learner } from '../../../src/institutions/learner.js';
import {
  buildCourse,
  buildOutcome,
  buildPassback,
  buildRegistration,
  minutesAfterNoon,
  NOON,
} from '../../support/build-records.js';

const LEARNER: Learner = {
  id: 'learner-1',
  institutionId: 'institution-a',
  registrationId: 'registration-1',
  sub: 'user-1',
  name: null,
  email: null,
  language: null,
  bridges: {},
  standingChoice: null,
  createdAt: NOON,
  updatedAt: NOON,
};
const owed = buildPassback({ scoreGiven: 8, scoreMaximum: 10, comment: 'Well done' });

/** The answers of the LMS in turn, and what was posted to it. */
function setUp(
  answers: readonly ('posted' | 'older' | Error)[],
  { heldFraction = null, ...overrides }: Partial<PassbackServiceDeps> & { heldFraction?: number | null } = {},
) {
  const posts: { url: string; score: PassbackScore }[] = [];
  const queue = [...answers];
  const now = () => minutesAfterNoon(1);
  const service = createPassbackService({
    outcomes: { list: async () => [buildOutcome()] },
    learners: { find: async () => LEARNER },
    postScore: async (_registration, url, score) => {
      posts.push({ url, score });
      const answer = queue.shift() ?? new Error('not asked for');
      if (answer instanceof Error) throw answer;
      return answer;
    },
    readResults: async (_registration, { lineItemUrl }, userId) =>
      heldFraction === null
        ? []
        : [{ userId, lineItemUrl, score: heldFraction * 10, maximum: 10, scoreFraction: heldFraction }],
    now,
    ...overrides,
  });
  const settle = (passback: Passback = owed) =>
    service.settle(buildRegistration(), buildCourse(), 'learner-1', passback);
  return { settle, posts };
}

describe('settling one owed score (AGS §3.4)', () => {
  it('posts it to the column of its key, with the timestamp that was fixed before', async () => {
    const { settle, posts } = setUp(['posted']);

    const { lineItemUrl } = buildOutcome();
    const posted = { ...owed, state: 'posted', attempts: 1, lastErrorCode: null, lineItemUrl };
    expect(await settle()).toEqual(posted);
    expect(posts).toEqual([
      {
        url: lineItemUrl,
        score: expect.objectContaining({
          userId: 'user-1',
          scoreGiven: 8,
          scoreMaximum: 10,
          timestamp: NOON,
          comment: 'Well done',
        }) as unknown,
      },
    ]);
  });

  it('takes an older answer for done when the LMS holds this very score', async () => {
    const { settle, posts } = setUp(['older'], { heldFraction: 0.8 });
    expect(await settle()).toMatchObject({ state: 'posted', attempts: 1, lastErrorCode: null });
    expect(posts).toHaveLength(1);
  });

  it('posts again with a later second when the LMS holds another score, once', async () => {
    const { settle, posts } = setUp(['older', 'older'], { heldFraction: 0.5 });
    const second = await settle();
    expect(second).toMatchObject({ state: 'waiting', lastErrorCode: 'score_older', attempts: 1 });
    expect(second.timestamp.getTime()).toBeGreaterThan(NOON.getTime());
    expect(second.timestamp.getTime() % 1000).toBe(0);
    expect(second.nextAttemptAt).toEqual(minutesAfterNoon(1));

    expect(await settle(second)).toMatchObject({ state: 'overridden', attempts: 2 });
    expect(posts[1]?.score.timestamp).toEqual(second.timestamp);
  });

  it('takes a later second even when its clock stands still', async () => {
    const { settle } = setUp(['older'], { heldFraction: 0.5, now: () => NOON });
    expect((await settle()).timestamp).toEqual(new Date(NOON.getTime() + 1000));
  });

  it('does not take an emptied grade for its own score', async () => {
    const { settle } = setUp(['older']);
    expect(await settle()).toMatchObject({ state: 'waiting', lastErrorCode: 'score_older' });
  });

  it.each(['platform_unavailable', 'platform_busy', 'token_refused', 'platform_answer_unusable'])(
    'tries again later on %s, with the same timestamp',
    async (code) => {
      const { settle } = setUp([new AppError(code, 503, 'trouble')]);
      expect(await settle()).toEqual({
        ...owed,
        attempts: 1,
        nextAttemptAt: new Date(minutesAfterNoon(1).getTime() + 5_000),
        lastErrorCode: code,
      });
    },
  );

  it('gives up a score that the LMS refuses for good', async () => {
    const { settle } = setUp([new AppError('score_refused', 502, 'no')]);
    expect(await settle()).toMatchObject({ state: 'refused', attempts: 1, lastErrorCode: 'score_refused' });
  });

  it('waits for a column that is not there, without counting it as an attempt', async () => {
    const { settle, posts } = setUp([], { outcomes: { list: async () => [] } });
    expect(await settle()).toEqual({ ...owed, lastErrorCode: 'column_not_seen' });
    const vanished = buildOutcome({ vanishedAt: NOON });
    const gone = setUp([], { outcomes: { list: async () => [vanished] } });
    expect(await gone.settle()).toMatchObject({ state: 'waiting', lastErrorCode: 'column_not_seen' });
    expect([...posts, ...gone.posts]).toEqual([]);
  });

  it('posts to neither of two columns with one key', async () => {
    const { settle, posts } = setUp([], {
      outcomes: { list: async () => [buildOutcome(), buildOutcome({ lineItemUrl: 'https://other' })] },
    });
    expect(await settle()).toEqual({ ...owed, lastErrorCode: 'column_doubled' });
    expect(posts).toEqual([]);
  });

  it('gives up for a learner who is not known', async () => {
    const { settle } = setUp([], { learners: { find: async () => null } });
    expect(await settle()).toMatchObject({ state: 'refused', lastErrorCode: 'learner_not_found' });
  });

  it('lets through what nobody foresaw', async () => {
    const { settle } = setUp([new TypeError('a bug')]);
    await expect(settle()).rejects.toThrow(TypeError);
  });
});
