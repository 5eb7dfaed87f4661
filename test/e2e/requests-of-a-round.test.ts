import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

  it('the round’s own row says the same number', async () => {
    await countRound();
    const { context } = world.tool;
    const { course } = badges[0] ?? { course: null };
    const [round] = await context.stores.syncs.listRounds(context.institution.id, course?.id ?? '', 1);
    expect(round).toMatchObject({ requests: 5, errorCode: null, candidates: 90 });
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
