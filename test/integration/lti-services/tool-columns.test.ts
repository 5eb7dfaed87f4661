import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutcomeSighting } from '../../../src/outcomes/outcome.js';
import { buildCourse, buildRegistration, startSmallPlatform, type SmallPlatform } from './small-platform.js';

const LINE_ITEMS = 'application/vnd.ims.lis.v2.lineitemcontainer+json';
const RESULTS = 'application/vnd.ims.lis.v2.resultcontainer+json';
const MEMBERS = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json';
const SCORE = 'application/vnd.ims.lis.v1.score+json';
const AGS = 'https://purl.imsglobal.org/spec/lti-ags/scope';

let platform: SmallPlatform;

beforeEach(async () => {
  platform = await startSmallPlatform();
});

afterEach(async () => {
  await platform.close();
});

const registration = (overrides = {}) => buildRegistration(platform.origin, overrides);
const course = (overrides = {}) => buildCourse(platform.origin, overrides);
const itemUrl = (n: number) => `${platform.origin}/items/${n}?type_id=51`;
/** Whose maximum nobody told; its results say theirs. */
const toColumn = (lineItemUrl: string) => ({ lineItemUrl, scoreMaximum: null });
const hasKey = (column: OutcomeSighting): boolean => column.mappingKey !== null;

/** The page that `?page=` asks for; without the exact media type: 400, as Moodle answers. */
function serve(path: string, mediaType: string, pages: readonly unknown[]) {
  platform.on(`GET ${path}`, ({ url, headers }) => {
    if (headers.accept !== mediaType) return { status: 400, body: { reason: 'No handler found' } };
    const query = new URL(url, platform.origin).searchParams;
    const page = Number(query.get('page') ?? '1');
    query.set('page', String(page + 1));
    return {
      headers: {
        'content-type': mediaType,
        ...(page < pages.length
          ? { link: `<${platform.origin}${path}?${query.toString()}>; rel="next"` }
          : {}),
      },
      body: pages[page - 1],
    };
  });
}

/** 30 learners on 3 pages, 3 wanted columns and one of no mapping; results of 20 learners on 2 pages each. */
function serveCourse() {
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
  serve(
    '/members',
    MEMBERS,
    [0, 10, 20].map((from) => ({
      id: `${platform.origin}/members`,
      context: { id: 'context-1' },
      members: range(from, from + 10).map((n) => ({
        user_id: `u${n}`,
        roles: ['Learner'],
        name: `Name ${n}`,
      })),
    })),
  );
  serve('/lineitems', LINE_ITEMS, [
    [1, 2, 3, 4].map((n) => ({
      id: itemUrl(n),
      label: `Column ${n}`,
      scoreMaximum: 10 * n,
      ...(n < 4 ? { resourceId: `key-${n}`, tag: 'grade' } : {}),
    })),
  ]);
  for (const n of [1, 2, 3, 4]) {
    serve(
      `/items/${n}/results`,
      RESULTS,
      [0, 10].map((from) =>
        range(from, from + 10).map((u) => ({
          id: `${itemUrl(n)}#${u}`,
          userId: `u${u}`,
          resultScore: u,
          resultMaximum: 10 * n,
        })),
      ),
    );
  }
}

describe('createToolColumns: readCourse', () => {
  it('reads members, columns and the results of the wanted columns whole', async () => {
    serveCourse();
    const reading = await platform.columns.readCourse(registration(), course(), hasKey);
    expect(reading.members).toHaveLength(30);
    expect(reading.members?.[29]).toMatchObject({ userId: 'u29', name: 'Name 29', status: 'active' });
    expect(reading.columns).toHaveLength(4);
    expect(reading.columns[0]).toEqual({
      lineItemUrl: itemUrl(1),
      mappingKey: 'key-1',
      tag: 'grade',
      label: 'Column 1',
      scoreMaximum: 10,
    });
    expect(reading.columns[3]).toMatchObject({ mappingKey: null, tag: null });
    expect([...reading.results.keys()]).toEqual([itemUrl(1), itemUrl(2), itemUrl(3)]);
    expect(reading.results.get(itemUrl(2))).toHaveLength(20);
    expect(reading.results.get(itemUrl(2))?.[10]).toEqual({
      userId: 'u10',
      lineItemUrl: itemUrl(2),
      score: 10,
      maximum: 20,
      scoreFraction: 0.5,
    });
  });

  it('sends no more requests than the services allow, and says how many', async () => {
    serveCourse();
    const lowest = 3 + 1 + 3 * 2;
    const first = await platform.columns.readCourse(registration(), course(), hasKey);
    expect(first.requests).toBe(lowest + 1); // the token was due
    expect(platform.seen.length + platform.tokenRequests.length).toBe(lowest + 1);
    const second = await platform.columns.readCourse(registration(), course(), hasKey);
    expect(second.requests).toBe(lowest);
    expect(platform.seen.length + platform.tokenRequests.length).toBe(2 * lowest + 1);
  });

  it('sends them one after another', async () => {
    serveCourse();
    await platform.columns.readCourse(registration(), course(), hasKey);
    const paths = platform.seen.map(({ url }) => url.split('?')[0]);
    expect(paths).toEqual([
      ...['/members', '/members', '/members', '/lineitems'],
      ...[1, 1, 2, 2, 3, 3].map((n) => `/items/${n}/results`),
    ]);
  });

  it('S15 keeps the query of every address', async () => {
    serveCourse();
    await platform.columns.readCourse(registration(), course(), hasKey);
    const ags = platform.seen.filter(({ url }) => !url.startsWith('/members'));
    expect(ags.every(({ url }) => url.includes('type_id=51'))).toBe(true);
    expect(ags.some(({ url }) => url.includes('limit'))).toBe(false);
  });

  it('reads no results when none are wanted', async () => {
    serveCourse();
    const reading = await platform.columns.readCourse(registration(), course(), () => false);
    expect(reading.results.size).toBe(0);
    expect(reading.columns).toHaveLength(4);
  });

  it('S17 reads 5,000 members at 50 a page', async () => {
    const pages = Array.from({ length: 100 }, (_, page) => ({
      members: Array.from({ length: 50 }, (_, i) => ({ user_id: page * 50 + i, roles: ['Learner'] })),
    }));
    serve('/members', MEMBERS, pages);
    const reading = await platform.columns.readCourse(registration(), course({ lineItemsUrl: null }), hasKey);
    expect(new Set(reading.members?.map(({ userId }) => userId)).size).toBe(5000);
    expect(reading.requests).toBe(101);
  });

  it('has no members while no launch has named their address, and no columns without a container', async () => {
    serveCourse();
    const withoutMembers = await platform.columns.readCourse(
      registration(),
      course({ membershipsUrl: null }),
      hasKey,
    );
    expect(withoutMembers.members).toBeNull();
    expect(withoutMembers.columns).toHaveLength(4);
    const withoutColumns = await platform.columns.readCourse(
      registration(),
      course({ lineItemsUrl: null }),
      hasKey,
    );
    expect(withoutColumns.members).toHaveLength(30);
    expect(withoutColumns.columns).toEqual([]);
    const nothing = course({ lineItemsUrl: null, membershipsUrl: null });
    expect(await platform.columns.readCourse(registration(), nothing, hasKey)).toMatchObject({
      members: null,
      columns: [],
      requests: expect.any(Number) as number,
    });
  });

  it('S11 leaves deleted members out, keeps inactive ones, and joins doubled ones', async () => {
    serve('/members', MEMBERS, [
      {
        members: [
          { user_id: '1', roles: ['Learner'], status: 'Inactive' },
          { user_id: '2', roles: ['Learner'], status: 'Deleted' },
          { user_id: '3', roles: ['Learner'] },
          { user_id: '3', roles: ['Instructor'] },
        ],
      },
    ]);
    const reading = await platform.columns.readCourse(registration(), course({ lineItemsUrl: null }), hasKey);
    expect(reading.members).toMatchObject([
      { userId: '1', status: 'inactive' },
      { userId: '3', status: 'active', roles: { isLearner: true, isStaff: true } },
    ]);
  });

  it('gives no reading at all when one part of it breaks', async () => {
    const parts = ['/members', '/lineitems', '/items/3/results'];
    for (const part of parts) {
      serveCourse();
      platform.on(`GET ${part}`, () => ({ status: 500 }));
      await expect(platform.columns.readCourse(registration(), course(), hasKey)).rejects.toMatchObject({
        code: 'platform_unavailable',
      });
    }
  });

  it.each([
    ['members without a list', '/members', { context: {} }],
    ['a list in place of the container', '/members', []],
    ['a member without an id', '/members', { members: [{ roles: [] }] }],
    ['columns in an object', '/lineitems', { lineItems: [] }],
    ['a column without an address', '/lineitems', [{ label: 'x', scoreMaximum: 1 }]],
    ['results in an object', '/items/1/results', { results: [] }],
    ['a score that is no number', '/items/1/results', [{ userId: 'u1', resultScore: 'ten' }]],
  ])('refuses %s', async (_name, path, body) => {
    serveCourse();
    platform.on(`GET ${path}`, () => ({ body }));
    await expect(platform.columns.readCourse(registration(), course(), hasKey)).rejects.toMatchObject({
      code: 'platform_answer_unusable',
    });
  });
});

describe('createToolColumns: what the LMS offers', () => {
  const offer = (...names: string[]) => course({ agsScopes: names.map((name) => `${AGS}/${name}`) });

  it('reads columns with whichever scope is offered', async () => {
    serveCourse();
    platform.allowedScopes = [`${AGS}/lineitem`];
    expect(await platform.columns.readColumns(registration(), offer('lineitem'))).toHaveLength(4);
    expect(platform.tokenRequests.at(-1)?.form.get('scope')).toBe(`${AGS}/lineitem`);
    platform.allowedScopes = [`${AGS}/lineitem.readonly`];
    platform.loseTokens();
    const other = registration({ id: 'registration-2' });
    expect(await platform.columns.readColumns(other, offer('lineitem.readonly'))).toHaveLength(4);
  });

  it('tries where a launch named no scopes', async () => {
    serveCourse();
    expect(await platform.columns.readColumns(registration(), offer())).toHaveLength(4);
  });

  it('does not take columns that may not be read for none', async () => {
    serveCourse();
    await expect(platform.columns.readColumns(registration(), offer('score'))).rejects.toMatchObject({
      code: 'token_refused',
    });
  });

  it('does not take grades that may not be read for none', async () => {
    serveCourse();
    const readable = offer('lineitem.readonly', 'score');
    await expect(platform.columns.readCourse(registration(), readable, hasKey)).rejects.toMatchObject({
      code: 'token_refused',
    });
    const reading = await platform.columns.readCourse(registration(), readable, () => false);
    expect(reading.columns).toHaveLength(4);
  });

  it('uses one token for a course whose LMS withholds a scope', async () => {
    serveCourse();
    platform.allowedScopes = [
      `${AGS}/lineitem.readonly`,
      `${AGS}/result.readonly`,
      'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
    ];
    const withheld = offer('lineitem.readonly', 'result.readonly');
    const reading = await platform.columns.readCourse(registration(), withheld, hasKey);
    expect(platform.tokenRequests).toHaveLength(2); // everything, refused; then what this course needs
    expect(reading.requests).toBe(3 + 1 + 3 * 2 + 2);
    platform.passSeconds(4000);
    const later = await platform.columns.readCourse(registration(), withheld, hasKey);
    expect(later.requests).toBe(3 + 1 + 3 * 2 + 1);
  });
});

describe('createToolColumns: one learner', () => {
  it('asks for this learner alone', async () => {
    platform.on('GET /items/1/results', () => ({
      body: [{ userId: 'a b', resultScore: 5, resultMaximum: 10 }],
    }));
    const results = await platform.columns.readLearnerResults(registration(), toColumn(itemUrl(1)), 'a b');
    expect(results).toMatchObject([{ userId: 'a b', score: 5, scoreFraction: 0.5 }]);
    expect(platform.seen[0]?.url).toBe('/items/1/results?type_id=51&user_id=a%20b');
    expect(platform.seen[0]?.headers.accept).toBe(RESULTS);
  });

  it('picks the learner out where the LMS ignores the filter', async () => {
    serveCourse();
    expect(
      await platform.columns.readLearnerResults(registration(), toColumn(itemUrl(1)), 'u12'),
    ).toMatchObject([{ userId: 'u12', score: 12 }]);
  });

  it('gives nothing where there is no grade', async () => {
    platform.answer('GET /items/1/results', []);
    expect(await platform.columns.readLearnerResults(registration(), toColumn(itemUrl(1)), 'u1')).toEqual([]);
  });
});

describe('createToolColumns: postScore', () => {
  const score = {
    userId: 'u1',
    scoreGiven: 1,
    scoreMaximum: 1,
    timestamp: new Date('2026-11-25T10:00:00Z'),
    comment: null,
  };
  const post = () => platform.columns.postScore(registration(), itemUrl(1), score);

  it('posts to the scores of the line item, before its query', async () => {
    platform.on('POST /items/1/scores', () => ({ status: 200, body: '' }));
    expect(await post()).toBe('posted');
    const [request] = platform.seen;
    expect(request?.url).toBe('/items/1/scores?type_id=51');
    expect(request?.headers['content-type']).toBe(SCORE);
    expect(JSON.parse(request?.body ?? '')).toMatchObject({
      userId: 'u1',
      scoreGiven: 1,
      scoreMaximum: 1,
      gradingProgress: 'FullyGraded',
      activityProgress: 'Completed',
      timestamp: '2026-11-25T10:00:00Z',
    });
  });

  it('S16 says older when the LMS holds a score of the same or a later time', async () => {
    platform.on('POST /items/1/scores', () => ({ status: 409, body: { reason: 'older timestamp' } }));
    expect(await post()).toBe('older');
  });

  it.each([
    [400, 'score_refused'],
    [403, 'score_refused'],
    [404, 'score_refused'],
    [422, 'score_refused'],
    [401, 'token_refused'],
    [429, 'platform_busy'],
    [500, 'platform_unavailable'],
    [302, 'platform_answer_unusable'],
  ])('answers %d as %s', async (status, code) => {
    platform.on('POST /items/1/scores', () => ({ status, body: {} }));
    await expect(post()).rejects.toMatchObject({ code });
  });
});
