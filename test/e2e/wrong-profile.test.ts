/**
 * An administrator chose the wrong LMS for a registration: whatever does not fit is said, nothing is concluded from it, and once
 * the choice is right everything that was owed is there, once. All twelve ways to be wrong.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mapping } from '../../src/awarding/mapping.js';
import { PROFILE_NAMES, type ProfileName } from '../../src/platforms/profile.js';
import {
  COURSE,
  grade,
  placeBadge,
  placeShownBadge,
  runRound,
  startCourse,
  type CourseWorld,
  type PlacedBadge,
} from '../support/start-course.js';

const ACTOR = { kind: 'command-line' } as const;

describe.each(PROFILE_NAMES)('%s, taken for another LMS', (lms) => {
  let world: CourseWorld;
  let badge: PlacedBadge;
  let shown: Mapping;
  let registrationId: string;
  let next = 0;

  const institutionId = () => world.tool.context.institution.id;

  beforeAll(async () => {
    world = await startCourse({ sandbox: { profile: lms, students: 12, extras: true } });
    badge = await placeBadge(world);
    shown = (await placeShownBadge(world, badge)).mapping;
    const { registrations } = world.tool.context.stores;
    registrationId = (await registrations.list(institutionId()))[0]?.id ?? '';
    await runRound(world);
    await runRound(world);
  });
  afterAll(() => world.close());

  const take = (profile: ProfileName) =>
    world.tool.context.registrations.change(institutionId(), registrationId, { profile }, ACTOR);

  async function look(login: string) {
    const { stores } = world.tool.context;
    const { control } = world.sandbox;
    const sub = control.listMembers(COURSE).find((one) => one.login === login)?.userId ?? '';
    const learner = await stores.learners.findBySub(institutionId(), registrationId, sub);
    const [awards, scores, enrolments, mappings, sync] = await Promise.all([
      stores.awards.listByCourse(institutionId(), badge.course.id),
      stores.badgeScores.listByCourse(institutionId(), badge.course.id),
      stores.enrolments.list(institutionId(), badge.course.id),
      stores.mappings.list(institutionId(), badge.course.id),
      stores.syncs.find(institutionId(), badge.course.id),
    ]);
    const own = awards.filter(({ learnerId }) => learnerId === learner?.id);
    const { columns, grades } = control.getGradebook(COURSE);
    const column = columns.find(({ resourceId }) => resourceId === shown.key);
    return {
      all: awards.length,
      own: own.length,
      issued: own.filter(({ delivery }) => delivery.state === 'issued').length,
      shown: grades.find((one) => one.login === login && one.columnId === column?.id)?.score ?? null,
      passbacks: scores
        .filter((score) => score.learnerId === learner?.id)
        .map(({ passback }) => passback.state),
      gone: enrolments.filter(({ status }) => status === 'gone').length,
      states: mappings.map(({ state }) => state),
      stop: sync?.stop?.code ?? null,
    };
  }

  it.each(PROFILE_NAMES.filter((name) => name !== lms))('for %s', async (wrong) => {
    next += 1;
    const login = `student0${next}`;
    const before = await look(login);
    await take(wrong);
    grade(world, badge, login, 90);
    await runRound(world);
    await runRound(world);
    const meanwhile = await look(login);
    // Nothing was concluded from what did not fit: nobody is gone, no badge stopped, nobody else was awarded.
    expect(meanwhile).toMatchObject({
      gone: before.gone,
      states: before.states,
      all: before.all + meanwhile.own,
    });
    // Either all went well, or the page can say since when it does not.
    const isWell = meanwhile.own === 2 && meanwhile.issued === 2 && meanwhile.shown === 1;
    expect({ ...meanwhile, isSaid: isWell || meanwhile.stop !== null }).toMatchObject({ isSaid: true });
    expect(meanwhile.passbacks).not.toContain('refused');

    await take(lms);
    for (let round = 0; round < 3; round += 1) await runRound(world, 3_600);
    expect(await look(login)).toEqual({
      ...before,
      all: before.all + 2,
      own: 2,
      issued: 2,
      shown: 1,
      passbacks: ['posted'],
      stop: null,
    });
  });
});
