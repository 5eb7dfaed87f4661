import type { Mapping } from '../../src/awarding/mapping.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { watchWrites } from '../support/watch-writes.js';
import {
  grade,
  openLink,
  placeBadge,
  runRound,
  startCourse,
  type CourseWorld,
  type PlacedBadge,
} from '../support/start-course.js';

/** Counted at the platform, refused requests included. */
describe('requests of one round over 30 learners and 3 columns', () => {
  let world: CourseWorld;
  let badges: PlacedBadge[];

  beforeAll(async () => {
    world = await startCourse();
    const [regular, micro, extra] = await world.tool.context.seed();
    badges = [];
    for (const badgeClass of [regular, micro, extra]) {
      badges.push(await placeBadge(world, { badgeClassId: badgeClass?.id ?? '' }));
    }
    for (const badge of badges) {
      for (let number = 1; number <= 30; number += 1) {
        grade(world, badge, `student${String(number).padStart(2, '0')}`, number * 3);
      }
    }
    await runRound(world);
  });

  afterAll(() => world.close());

  async function countRound(afterSeconds = 600): Promise<Record<string, number>> {
    world.sandbox.control.resetCounters();
    await runRound(world, afterSeconds);
    const counted = world.sandbox.control.getCounters();
    return Object.fromEntries(Object.entries(counted).filter(([, requests]) => requests > 0));
  }

  it('is one page of members, one of columns, one of results each, and no token while one lives', async () => {
    expect(await countRound()).toEqual({ members: 1, lineitems: 1, results: 3 });
  });

  it('is one token more when the old one has run out', async () => {
    expect(await countRound(4000)).toEqual({ token: 1, members: 1, lineitems: 1, results: 3 });
  });

  it('is one request for each page where a platform pages', async () => {
    world.sandbox.control.changeSettings({ pageSizes: { members: 10, lineitems: 2, results: 15 } });
    // 30 students and the teacher; 3 columns; 30 results in each of 3 columns.
    expect(await countRound()).toEqual({ members: 4, lineitems: 2, results: 6 });
    world.sandbox.control.changeSettings({ pageSizes: { members: 50, lineitems: 50, results: 50 } });
  });

  it('reads a column once, however many rules read it, and the fewest pages there can be', async () => {
    const { context } = world.tool;
    const [first, second] = badges;
    const { id: institutionId } = context.institution;
    // A fourth badge, whose rule is a tree over two of the columns.
    const readers = {
      ...first?.mapping,
      id: 'both',
      key: 'both-columns-of-the-others',
      columnRole: 'none',
      columnMaximum: null,
      rule: {
        kind: 'all-of',
        of: [first, second].map((badge) => ({
          kind: 'at-least',
          columnKey: badge?.mapping.key ?? '',
          unit: 'percent',
          value: 55,
        })),
      },
    } as Mapping;
    await context.stores.mappings.create(institutionId, readers);
    await context.stores.mappings.markSeen(institutionId, readers.id, world.clock.now);
    await countRound();
    expect(await countRound()).toEqual({ members: 1, lineitems: 1, results: 3 });

    const [members, columns, results] = [31, 3, 30];
    for (const size of [1, 7, 30]) {
      world.sandbox.control.changeSettings({ pageSizes: { members: size, lineitems: size, results: size } });
      const { token: _asMayBe, ...pages } = await countRound();
      expect(pages).toEqual({
        members: Math.ceil(members / size),
        lineitems: Math.ceil(columns / size),
        results: columns * Math.ceil(results / size),
      });
    }
    world.sandbox.control.changeSettings({ pageSizes: { members: 50, lineitems: 50, results: 50 } });
    await context.stores.mappings.setState(institutionId, readers.id, 'dropped', 'test', world.clock.now);
    await countRound();
  });

  it('the round’s own row says the same number', async () => {
    const { context } = world.tool;
    const [badge] = badges;
    const course = badge?.course ?? null;
    if (badge) grade(world, badge, 'student01', 4);
    await countRound();
    const [round] = await context.stores.syncs.listRounds(context.institution.id, course?.id ?? '', 1);
    expect(round).toMatchObject({ requests: 5, errorCode: null, candidates: 90 });
  });

  it('writes nothing when nothing changed, but that the worker took the job and gave it back', async () => {
    const { context } = world.tool;
    const { id: institutionId } = context.institution;
    const courseId = badges[0]?.course.id ?? '';
    await runRound(world, 700);
    const before = await context.stores.syncs.listRounds(institutionId, courseId, 5);
    const checkedBefore = await context.stores.syncs.find(institutionId, courseId);

    const writes = await watchWrites(() => runRound(world, 400));
    expect(world.sandbox.control.getCounters().members).toBeGreaterThan(0);
    expect(writes.filter((call) => !call.startsWith('jobs.'))).toEqual([]);
    expect(writes.filter((call) => call === 'jobs.updateOne')).toHaveLength(1);

    const rounds = await context.stores.syncs.listRounds(institutionId, courseId, 5);
    expect(rounds).toEqual(before);
    const checked = await context.stores.syncs.find(institutionId, courseId);
    expect(checked?.completeAt).toEqual(world.clock.now);
    expect(checked?.quiet?.count).toBe((checkedBefore?.quiet?.count ?? 0) + 1);

    if (badges[0]) grade(world, badges[0], 'student02', 7);
    await runRound(world, 400);
    const [newest] = await context.stores.syncs.listRounds(institutionId, courseId, 1);
    expect(newest).toMatchObject({ quietBefore: checked?.quiet?.count, endedAt: world.clock.now });
    expect((await context.stores.syncs.find(institutionId, courseId))?.quiet).toBeNull();
  });

  it('a launch asks the platform for nothing but its keys', async () => {
    const [badge] = badges;
    world.sandbox.control.resetCounters();
    await openLink(world, 'teacher', badge?.linkId ?? '');
    const { authorize, jwks, openid, registration, ...services } = world.sandbox.control.getCounters();
    expect({ authorize, openid, registration }).toEqual({ authorize: 1, openid: 0, registration: 0 });
    expect(jwks).toBeLessThanOrEqual(1);
    expect(Object.values(services).every((requests) => requests === 0)).toBe(true);
  });
});
