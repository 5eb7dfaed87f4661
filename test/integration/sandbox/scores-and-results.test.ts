import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { PresentedColumn } from '../../../src/sandbox/present.js';
import { startLms, type Lms } from './probe-tool.js';

const TYPE = 'application/vnd.ims.lis.v1.score+json';

interface Result {
  readonly userId: string;
  readonly resultScore?: number;
  readonly resultMaximum: number;
}

describe('the sandbox LMS: scores and results (LTI AGS 2.0 §3.3, §3.4)', () => {
  let lms: Lms;
  let column: PresentedColumn;

  beforeEach(async () => {
    await (lms as Lms | undefined)?.close();
    lms = await startLms({ extras: true });
    lms.sandbox.control.addLink('1', {
      clientId: lms.tool.clientId,
      title: 'Exercise',
      lineItem: { scoreMaximum: 20 },
    });
    column = lms.sandbox.control.getGradebook('1').columns[0] as PresentedColumn;
  });
  afterAll(() => lms.close());

  const address = (name: string, query = '') => {
    const url = new URL(column.lineItemUrl ?? '');
    url.pathname += `/${name}`;
    return `${url.href}${query}`;
  };
  const post = (changes: Record<string, unknown> = {}) =>
    lms.call(address('scores'), {
      method: 'POST',
      type: TYPE,
      body: {
        userId: '101',
        timestamp: '2026-11-23T10:00:00.000Z',
        scoreGiven: 8,
        scoreMaximum: 10,
        activityProgress: 'Completed',
        gradingProgress: 'FullyGraded',
        ...changes,
      },
    });
  const readResults = async (query = '') => (await lms.call(address('results', query))).body as Result[];
  const grades = () => lms.sandbox.control.getGradebook('1').grades;

  it('scales a score to the column, and gives it back as a result', async () => {
    expect(await post({ comment: 'Well done' })).toMatchObject({ status: 200 });
    const results = await readResults();
    expect(results).toEqual([
      {
        id: expect.stringContaining('/results/101?deployment=') as string,
        scoreOf: column.lineItemUrl,
        userId: '101',
        resultScore: 16,
        resultMaximum: 20,
        comment: 'Well done',
      },
    ]);
  });

  it.each([
    ['no userId', { userId: undefined }],
    ['no timestamp', { timestamp: undefined }],
    ['a timestamp without a time zone', { timestamp: '2026-11-23T10:00:00' }],
    ['a timestamp that is no time', { timestamp: '2026-13-45T10:00:00Z' }],
    ['no activityProgress', { activityProgress: undefined }],
    ['an unknown activityProgress', { activityProgress: 'Done' }],
    ['no gradingProgress', { gradingProgress: undefined }],
    ['an unknown gradingProgress', { gradingProgress: 'Graded' }],
    ['a scoreGiven without its maximum', { scoreMaximum: undefined }],
    ['a scoreMaximum of zero', { scoreMaximum: 0 }],
    ['a negative scoreGiven', { scoreGiven: -1 }],
    ['a scoreGiven that is a text', { scoreGiven: '8' }],
    ['a userId that is a number', { userId: 101 }],
  ])('refuses %s', async (_case, changes) => {
    expect(await post(changes)).toMatchObject({ status: 400, body: { error: 'input_invalid' } });
    expect(grades()).toEqual([]);
  });

  it('refuses somebody who is not in the course (404), and somebody who gets no grades (422)', async () => {
    expect(await post({ userId: '999' })).toMatchObject({
      status: 404,
      body: { error: 'score_user_unknown' },
    });
    for (const userId of ['3', '201', '202']) {
      expect(await post({ userId })).toMatchObject({
        status: 422,
        body: { error: 'score_user_not_gradable' },
      });
    }
    expect(grades()).toEqual([]);
  });

  it.each([
    ['the same time', '2026-11-23T10:00:00.000Z', 409],
    ['the same time in another zone', '2026-11-23T11:00:00+01:00', 409],
    ['an earlier time', '2026-11-23T09:59:59.999Z', 409],
    ['a later time', '2026-11-23T10:00:00.001Z', 200],
  ])('takes a second score only when it is strictly later: %s', async (_case, timestamp, status) => {
    await post();
    expect((await post({ scoreGiven: 2, timestamp })).status).toBe(status);
    expect(grades()[0]?.score).toBe(status === 200 ? 4 : 16);
  });

  it("takes no score from before the teacher's own edit", async () => {
    lms.advance(60_000);
    lms.sandbox.control.setGrade('1', column.id, 'student01', 20);
    expect(await post()).toMatchObject({ status: 409, body: { error: 'score_outdated' } });
    expect(await readResults()).toMatchObject([{ resultScore: 20 }]);
  });

  it.each(['Pending', 'PendingManual', 'Failed', 'NotReady'])(
    'leaves the grade as it is when %s',
    async (progress) => {
      await post();
      expect(
        (await post({ gradingProgress: progress, scoreGiven: 1, timestamp: '2026-11-23T10:01:00Z' })).status,
      ).toBe(200);
      expect(grades()).toMatchObject([{ score: 16, gradingProgress: progress }]);
    },
  );

  it('clears the grade when a fully graded score has no scoreGiven', async () => {
    await post();
    await post({ scoreGiven: undefined, scoreMaximum: undefined, timestamp: '2026-11-23T10:01:00Z' });
    const [result] = await readResults();
    expect(result).not.toHaveProperty('resultScore');
  });

  it('tells a zero from no grade: never graded is absent, cleared has no resultScore', async () => {
    const { control } = lms.sandbox;
    control.setGrade('1', column.id, 'student01', 0);
    control.setGrade('1', column.id, 'student02', 12);
    control.clearGrade('1', column.id, 'student02');
    control.clearGrade('1', column.id, 'student03');
    const results = await readResults();
    expect(results.map(({ userId, resultScore }) => [userId, resultScore])).toEqual([
      ['101', 0],
      ['102', undefined],
    ]);
    expect(results[1]).not.toHaveProperty('resultScore');
  });

  it('lists results of one user, of nobody, and more than the maximum', async () => {
    const { control } = lms.sandbox;
    control.setGrade('1', column.id, 'student01', 12);
    control.setGrade('1', column.id, 'student02', 25);
    expect(await readResults('&user_id=102')).toMatchObject([
      { userId: '102', resultScore: 25, resultMaximum: 20 },
    ]);
    expect(await readResults('&user_id=103')).toEqual([]);
  });

  it('comes in pages', async () => {
    for (const user of ['student01', 'student02', 'student03', 'student04', 'student05']) {
      lms.sandbox.control.setGrade('1', column.id, user, 12);
    }
    const first = await lms.call(address('results', '&limit=2'));
    expect(first.body).toHaveLength(2);
    lms.sandbox.control.changeSettings({ pageSizes: { results: 3 } });
    expect((await lms.call(address('results', '&limit=100'))).body).toHaveLength(3);
    const second = await lms.call(address('results', '&page=2'));
    expect(second.body).toHaveLength(2);
    expect(second.headers.get('link')).toMatch(/rel="first".*rel="prev"/);
    expect(second.headers.get('link')).not.toContain('rel="next"');
  });

  it('keeps grades of a member who was removed, but takes no more', async () => {
    await post();
    lms.sandbox.control.removeMember('1', 'student01');
    expect(await post({ timestamp: '2026-11-23T10:01:00Z' })).toMatchObject({ status: 404 });
    expect(await readResults()).toHaveLength(1);
  });
});
