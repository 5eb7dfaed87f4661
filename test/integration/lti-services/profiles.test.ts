import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Passback } from '../../../src/awarding/passback.js';
import { MEMBERSHIP_CONTAINER_TYPE } from '../../../src/lti/nrps/nrps-scopes.js';
import type { ProfileName } from '../../../src/platforms/profile.js';
import { owed, settleScore } from './settle-score.js';
import { buildCourse, buildRegistration, startSmallPlatform, type SmallPlatform } from './small-platform.js';

const RESULTS = 'application/vnd.ims.lis.v2.resultcontainer+json';

let platform: SmallPlatform;

beforeEach(async () => {
  platform = await startSmallPlatform();
});

afterEach(async () => {
  await platform.close();
});

const registration = (profile: ProfileName, overrides = {}) =>
  buildRegistration(platform.origin, { profile, ...overrides });
const itemUrl = (): string => `${platform.origin}/items/1?type_id=51`;
/** Whose maximum nobody told; its results say theirs. */
const toColumn = (lineItemUrl: string) => ({ lineItemUrl, scoreMaximum: null });
const readResults = (profile: ProfileName) =>
  platform.columns.readLearnerResults(registration(profile), toColumn(itemUrl()), 'u1');
const score = {
  userId: 'u1',
  scoreGiven: 8,
  scoreMaximum: 10,
  timestamp: new Date('2026-11-25T10:00:00Z'),
  comment: null,
};
/** Posts an owed score the way a round does. */
const settle = (profile: ProfileName, passback?: Passback) => settleScore(platform, profile, passback);
const post = (profile: ProfileName) => platform.columns.postScore(registration(profile), itemUrl(), score);

describe('Canvas as it behaves', () => {
  const BUSY = {
    status: 403,
    headers: { 'content-type': 'text/plain' },
    body: '403 Forbidden (Rate Limit Exceeded)\n',
  };

  it('S2 asks to wait with 403: the score stays owed; the plain profile says what does not fit', async () => {
    platform.on('POST /items/1/scores', () => BUSY);
    await expect(post('canvas')).rejects.toMatchObject({ code: 'platform_busy' });
    await expect(
      platform.columns.postScore(registration('plain', { id: 'registration-2' }), itemUrl(), score),
    ).rejects.toMatchObject({ code: 'platform_answer_unusable', detail: { quirk: 'busy-with-403' } });
  });

  it('S2 is left alone while it asked for that, then longer each time', async () => {
    let isBusy = true;
    platform.on('POST /items/1/scores', () => (isBusy ? BUSY : { status: 200, body: {} }));
    const seen: number[] = [];
    for (const seconds of [0, 1, 1, 3, 1]) {
      platform.passSeconds(seconds);
      await expect(post('canvas')).rejects.toMatchObject({ code: 'platform_busy' });
      seen.push(platform.seen.length);
    }
    expect(seen).toEqual([1, 1, 2, 2, 3]); // rests of two, then four seconds
    isBusy = false;
    platform.passSeconds(8);
    expect(await post('canvas')).toBe('posted');
    expect(await post('canvas')).toBe('posted');
  });

  it.each([
    ['canvas', 1],
    ['plain', 4],
  ] as const)(
    'is sent its requests one after another (%s: at most %d at once)',
    async (profile, expected) => {
      let atOnce = 0;
      let most = 0;
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      platform.on('GET /items/1/results', async () => {
        most = Math.max(most, (atOnce += 1));
        if (most === expected) release();
        await held;
        atOnce -= 1;
        return { headers: { 'content-type': RESULTS }, body: [] };
      });
      await Promise.all(Array.from({ length: 6 }, () => readResults(profile)));
      expect(most).toBe(expected);
      expect(platform.seen).toHaveLength(6);
    },
  );

  it('holds up nobody else when it is slow', async () => {
    platform.on('GET /items/1/results', () => 'hang');
    const controller = new AbortController();
    const slow = [1, 2].map(() =>
      platform.columns.readLearnerResults(
        registration('canvas'),
        toColumn(itemUrl()),
        'u1',
        controller.signal,
      ),
    );
    platform.on('GET /items/2/results', () => ({ headers: { 'content-type': RESULTS }, body: [] }));
    const other = registration('canvas', { id: 'registration-2' });
    expect(
      await platform.columns.readLearnerResults(other, toColumn(`${platform.origin}/items/2`), 'u1'),
    ).toEqual([]);
    controller.abort();
    for (const one of slow) await expect(one).rejects.toMatchObject({ code: 'platform_unavailable' });
  });

  it('is told that a score is no new submission, which would burn an attempt', async () => {
    const extension = 'https://canvas.instructure.com/lti/submission';
    platform.on('POST /items/1/scores', ({ body }) => {
      const sent = JSON.parse(body) as Record<string, { new_submission?: boolean } | undefined>;
      return sent[extension]?.new_submission === false
        ? { status: 200, body: {} }
        : {
            status: 422,
            body: { errors: { message: 'The maximum number of allowed attempts has been reached' } },
          };
    });
    expect(await post('canvas')).toBe('posted');
    await expect(post('plain')).rejects.toMatchObject({ code: 'score_refused' });
  });

  it('gives ten columns a page by itself, and fifty when asked', async () => {
    const items = Array.from({ length: 45 }, (_, n) => ({
      id: `${platform.origin}/items/${n}`,
      label: `Column ${n}`,
      scoreMaximum: 10,
    }));
    platform.on('GET /lineitems', ({ url }) => {
      const query = new URL(url, platform.origin).searchParams;
      const size = Number(query.get('limit') ?? '10');
      const from = Number(query.get('from') ?? '0');
      query.set('from', String(from + size));
      const next = `<${platform.origin}/lineitems?${query.toString()}>; rel="next"`;
      return {
        ...(from + size < items.length ? { headers: { link: next } } : {}),
        body: items.slice(from, from + size),
      };
    });
    const course = buildCourse(platform.origin);
    expect(await platform.columns.readColumns(registration('canvas'), course)).toHaveLength(45);
    expect(platform.seen).toHaveLength(1);
    expect(platform.seen[0]?.url).toBe('/lineitems?type_id=51&limit=50');
    expect(await platform.columns.readColumns(registration('plain'), course)).toHaveLength(45);
    expect(platform.seen).toHaveLength(6);
  });

  it('refuses scores of an assignment that is not published: the score waits', async () => {
    platform.on('POST /items/1/scores', () => ({
      status: 422,
      body: { errors: 'assignment is unpublished' },
    }));
    expect(await settle('canvas')).toMatchObject({ state: 'waiting', lastErrorCode: 'column_unpublished' });
    expect(await settle('plain')).toMatchObject({
      state: 'waiting',
      lastErrorCode: 'platform_answer_unusable',
    });
    platform.on('POST /items/1/scores', () => ({ status: 200, body: {} }));
    expect(await settle('canvas')).toMatchObject({ state: 'posted' });
  });
});

describe('Brightspace as it behaves', () => {
  it('S19 wants an audience of its own in client assertions', async () => {
    platform.audience = 'https://api.brightspace.com/auth/token';
    platform.answer('GET /items/1/results', []);
    const untold = { tokenAudience: `${platform.origin}/token` };
    const read = (profile: ProfileName) =>
      platform.columns.readLearnerResults(registration(profile, untold), toColumn(itemUrl()), 'u1');
    await expect(read('plain')).rejects.toMatchObject({ code: 'token_refused' });
    expect(await read('brightspace')).toEqual([]);
  });

  it('S19 is given the audience that its registration names, where it names one', async () => {
    platform.answer('GET /items/1/results', []);
    expect(await readResults('brightspace')).toEqual([]);
    expect(platform.tokenRequests[0]?.assertion.aud).toBe(`${platform.origin}/audience`);
  });

  it('may tell no roles: that is said, and nobody is taken for a learner', async () => {
    const members = [{ user_id: 'teacher' }, { user_id: 'student', roles: [] }];
    platform.on('GET /members', () => ({
      headers: { 'content-type': MEMBERSHIP_CONTAINER_TYPE },
      body: { id: 'x', context: { id: 'context-1' }, members },
    }));
    platform.answer('GET /lineitems', []);
    const read = (profile: ProfileName) =>
      platform.columns.readCourse(registration(profile), buildCourse(platform.origin), () => false);
    await expect(read('brightspace')).rejects.toMatchObject({ code: 'roles_withheld' });
    const plain = await read('plain');
    expect(plain.members?.some(({ roles }) => roles.isLearner || roles.isStaff)).toBe(false);
    members.push({ user_id: 'told', roles: ['Learner' as never] });
    expect((await read('brightspace')).members).toHaveLength(3);
  });
});

describe('Moodle as it behaves', () => {
  it('S6 S15 breaks its Link headers: read for what they mean; the plain profile says what does not fit', async () => {
    platform.on('GET /lineitems', ({ url }) =>
      url.includes('from=1')
        ? { body: [{ id: `${platform.origin}/items/2?type_id=51`, label: 'B', scoreMaximum: 10 }] }
        : {
            headers: { link: `<${platform.origin}/lineitems?type_id=51&amp;limit=1&amp;from=1>; rel=“next”` },
            body: [{ id: itemUrl(), label: 'A', scoreMaximum: 10 }],
          },
    );
    const read = (profile: ProfileName) =>
      platform.columns.readColumns(registration(profile), buildCourse(platform.origin));
    expect((await read('moodle')).map(({ label }) => label)).toEqual(['A', 'B']);
    expect(platform.seen[1]?.url).toBe('/lineitems?type_id=51&limit=1&from=1');
    await expect(read('plain')).rejects.toMatchObject({
      code: 'platform_answer_unusable',
      detail: { quirk: 'broken-link-header' },
    });
  });

  it('refuses other media types than the one, and breaks on a limit for results', async () => {
    platform.on('GET /items/1/results', ({ url, headers }) => {
      if (headers.accept !== RESULTS) return { status: 400, body: 'No handler found' };
      if (url.includes('limit='))
        return { status: 404, headers: { 'content-type': 'text/html' }, body: '<html>' };
      return {
        headers: { 'content-type': RESULTS },
        body: [{ userId: 'u1', resultScore: 0, resultMaximum: 10 }],
      };
    });
    expect(await readResults('moodle')).toMatchObject([{ score: 0, scoreFraction: 0 }]);
    await expect(readResults('canvas')).rejects.toMatchObject({ detail: { quirk: 'html-404' } });
  });

  it('dresses an exception as an absence in HTML: the score stays owed; plain says what does not fit', async () => {
    platform.on('POST /items/1/scores', () => ({
      status: 404,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: '<!DOCTYPE html><title>Error</title>',
    }));
    await expect(post('moodle')).rejects.toMatchObject({ code: 'platform_unavailable' });
    await expect(post('plain')).rejects.toMatchObject({
      code: 'platform_answer_unusable',
      detail: { quirk: 'html-404' },
    });
    expect(await settle('plain')).toMatchObject({ state: 'waiting' });
  });

  it.each([
    ['a teacher’s own grade', [{ userId: 'u1', resultScore: 4, resultMaximum: 10 }]],
    ['a teacher’s emptied grade', []],
  ])('accepts a score and keeps %s: that is told', async (_name, held) => {
    platform.on('POST /items/1/scores', () => ({ status: 200, body: '' }));
    platform.answer('GET /items/1/results', held);
    expect(await settle('moodle')).toMatchObject({ state: 'overridden', lastErrorCode: null });
    expect(await settle('plain')).toMatchObject({ state: 'posted' }); // never looked
  });

  it('reads back what it posted, five decimals and all', async () => {
    platform.on('POST /items/1/scores', () => ({ status: 200, body: '' }));
    platform.answer('GET /items/1/results', [{ userId: 'u1', resultScore: 0.33333, resultMaximum: 1 }]);
    const third = { ...owed(), scoreGiven: 1, scoreMaximum: 3 };
    expect(await settle('moodle', third)).toMatchObject({ state: 'posted' });
  });

  it('has its score again when it broke between posting and reading back', async () => {
    let held: { at: string; score: number } | null = null;
    platform.on('POST /items/1/scores', ({ body }) => {
      const { timestamp, scoreGiven } = JSON.parse(body) as { timestamp: string; scoreGiven: number };
      if (held && timestamp <= held.at) return { status: 409, body: { reason: 'older timestamp' } };
      held = { at: timestamp, score: scoreGiven };
      return { status: 200, body: '' };
    });
    platform.on('GET /items/1/results', () => ({ status: 500 }));
    const first = await settle('moodle');
    expect(first).toMatchObject({ state: 'waiting', lastErrorCode: 'platform_unavailable' });
    platform.on('GET /items/1/results', () => ({
      body: [{ userId: 'u1', resultScore: held?.score, resultMaximum: 10 }],
    }));
    expect(await settle('moodle', first)).toMatchObject({ state: 'posted', attempts: 2 });
  });
});
