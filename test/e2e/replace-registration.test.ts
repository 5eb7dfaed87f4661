import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playLaunch } from '../../src/sandbox/visitor/visitor.js';
import {
  COURSE,
  grade,
  placeBadge,
  runRound,
  startCourse,
  type CourseWorld,
} from '../support/start-course.js';

const ACTOR = { kind: 'command-line' } as const;

type Asked = Parameters<CourseWorld['tool']['context']['registrationReplacement']['preview']>[1];

/** The tool a second time in the same LMS, by hand. */
async function registerAgain(world: CourseWorld): Promise<{ asked: Asked; newClientId: string }> {
  const { context, baseUrl } = world.tool;
  const { id: institutionId } = context.institution;
  const added = world.sandbox.control.addTool({
    name: 'Insigne, registered anew',
    loginUrl: `${baseUrl}/lti/login`,
    redirectUris: [`${baseUrl}/lti/launch`],
    jwksUrl: `${baseUrl}/lti/jwks`,
    targetLinkUri: `${baseUrl}/lti/launch`,
  });
  const [old] = await context.stores.registrations.list(institutionId);
  const fresh = await context.registrations.registerByHand(
    institutionId,
    {
      issuer: world.sandboxUrl,
      clientId: added.clientId,
      name: 'again',
      authorizationUrl: added.platform.authorizationEndpoint,
      tokenUrl: added.platform.tokenEndpoint,
      jwksUrl: added.platform.jwksUri,
      deploymentId: added.deployments[0]?.id ?? null,
    },
    ACTOR,
  );
  return {
    asked: { oldId: old?.id ?? '', newId: fresh.id, deploymentRecordId: null },
    newClientId: added.clientId,
  };
}

describe('a registration that takes the place of another of its platform', () => {
  let world: CourseWorld;
  let asked: Asked;
  let newClientId: string;
  let mappingKey: string;

  beforeAll(async () => {
    world = await startCourse({ sandbox: { students: 3 } });
    const badge = await placeBadge(world);
    mappingKey = badge.mapping.key;
    grade(world, badge, 'student01', 90);
    await runRound(world);
    await runRound(world);

    ({ asked, newClientId } = await registerAgain(world));
  });
  afterAll(() => world.close());

  const replacement = () => world.tool.context.registrationReplacement;
  const institutionId = () => world.tool.context.institution.id;

  it('shows first what would move, and changes nothing', async () => {
    const preview = await replacement().preview(institutionId(), asked);
    expect(preview).toMatchObject({ awards: 1, mergedLearners: 0, awardsHeldTwice: 0 });
    expect(preview.courses).toMatchObject([{ awards: 1, isMerged: false }]);
    expect(preview.learners).toBeGreaterThanOrEqual(4);
    const { stores } = world.tool.context;
    expect((await stores.courses.list(institutionId())).map(({ registrationId }) => registrationId)).toEqual([
      asked.oldId,
    ]);
    expect((await stores.registrations.find(institutionId(), asked.oldId))?.isEnabled).toBe(true);
  });

  it('is refused for itself, and between institutions', async () => {
    await expect(
      replacement().preview(institutionId(), { ...asked, newId: asked.oldId }),
    ).rejects.toMatchObject({ code: 'registration_replacement_refused' });
    await expect(replacement().preview('another', asked)).rejects.toMatchObject({
      code: 'registration_not_found',
    });
  });

  it('moves courses, links, learners, awards: the student finds their credential through the new one', async () => {
    await replacement().replace(institutionId(), asked, ACTOR);
    const link = world.sandbox.control.addLink(COURSE, {
      clientId: newClientId,
      title: 'Badge',
      custom: { insigne_mapping: mappingKey },
    });
    const { page } = await playLaunch(world.sandboxUrl, { user: 'student01', link: link.id });
    expect(page.status).toBe(200);
    expect(page.html).toContain('/credential"');
    const { stores } = world.tool.context;
    expect(await stores.courses.list(institutionId())).toHaveLength(1);
    const [course] = await stores.courses.listByRegistration(institutionId(), asked.newId);
    expect(await stores.awards.listByCourse(institutionId(), course?.id ?? '')).toHaveLength(1);
    expect(await stores.learners.listByRegistration(institutionId(), asked.oldId)).toEqual([]);
  });

  it('switches the old one off, deletes nothing, and done twice moves nothing more', async () => {
    const old = await world.tool.context.stores.registrations.find(institutionId(), asked.oldId);
    expect(old?.isEnabled).toBe(false);
    expect(await replacement().replace(institutionId(), asked, ACTOR)).toMatchObject({
      courses: [],
      learners: 0,
    });
  });
});

describe('a course and people that both registrations know', () => {
  let world: CourseWorld;
  let asked: Asked;
  let newClientId: string;
  /** By badge: the key that its link under the new registration carries. */
  const keys: Record<string, string> = {};
  let oldKey: string;

  const institutionId = () => world.tool.context.institution.id;
  const stores = () => world.tool.context.stores;
  const listAwards = async (courseId: string) =>
    (await stores().awards.listByCourse(institutionId(), courseId)).map((award) => ({
      id: award.id,
      badgeClassId: award.badgeClassId,
      learnerId: award.learnerId,
    }));

  beforeAll(async () => {
    world = await startCourse({ sandbox: { students: 3 } });
    const { context, baseUrl } = world.tool;
    const { control } = world.sandbox;
    const badge = await placeBadge(world);
    oldKey = badge.mapping.key;
    grade(world, badge, 'student01', 90);
    await runRound(world);
    ({ asked, newClientId } = await registerAgain(world));

    // Side by side for a while: the same badge, and another one, by the new registration.
    const plain = control.addLink(COURSE, { clientId: newClientId, title: 'New' });
    for (const user of ['teacher', 'student01', 'student02']) {
      await playLaunch(world.sandboxUrl, { user, link: plain.id });
    }
    const [course] = await stores().courses.listByRegistration(institutionId(), asked.newId);
    const learners = await stores().learners.listByRegistration(institutionId(), asked.newId);
    const teacherSub = control.listMembers(COURSE).find(({ login }) => login === 'teacher')?.userId;
    const teacher = learners.find(({ sub }) => sub === teacherSub);
    if (!course || !teacher) throw new Error('the launch made no course');
    const classes = await stores().badgeClasses.list(institutionId());
    const other = classes.find(
      ({ id, variant }) => variant === 'regular' && id !== badge.mapping.badgeClassId,
    );
    const same = badge.mapping.badgeClassId;
    for (const [name, badgeClassId, role] of [
      ['same', same, 'grade'],
      ['other', other?.id ?? '', 'grade'],
      // A second link of the same badge, which shows it in the gradebook.
      ['shown', same, 'badge'],
    ] as const) {
      const columnMaximum = role === 'badge' ? 1 : 100;
      const mapping = await context.mappings.place(
        course,
        {
          badgeClassId,
          columnRole: role,
          unit: 'percent',
          value: 55,
          columnMaximum,
          readsColumnOf: role === 'badge' ? (keys['same'] ?? null) : null,
          wait: { notBefore: null, stoodHours: 0 },
        },
        teacher.id,
      );
      if (mapping.state === 'waiting-for-approval') {
        await stores().approvals.decide(
          institutionId(),
          badgeClassId,
          course.id,
          'approved',
          world.clock.now,
        );
      }
      keys[name] = mapping.key;
      const link = control.addLink(COURSE, {
        clientId: newClientId,
        title: name,
        url: `${baseUrl}/lti/launch`,
        custom: { insigne_mapping: mapping.key },
        lineItem: { scoreMaximum: columnMaximum, label: name, resourceId: mapping.key, tag: role },
      });
      await playLaunch(world.sandboxUrl, { user: 'teacher', link: link.id });
      const graded = { same: ['student01', 'student02'], other: ['student01'], shown: [] }[name];
      for (const student of graded) control.setGrade(COURSE, link.columnId ?? '', student, 80);
    }
    await runRound(world);
    await runRound(world);
  });
  afterAll(() => world.close());

  it('the preview says what becomes one, and what both hold', async () => {
    const { registrationReplacement } = world.tool.context;
    const preview = await registrationReplacement.preview(institutionId(), asked);
    expect(preview.courses).toMatchObject([{ awards: 1, isMerged: true }]);
    expect(preview).toMatchObject({ awards: 1, awardsHeldTwice: 1 });
    expect(preview.mergedLearners).toBe(preview.learners);
    expect(await stores().courses.list(institutionId())).toHaveLength(2);
  });

  it('merges them: one course, one record a person, every award, none twice', async () => {
    const before = await Promise.all(
      (await stores().courses.list(institutionId())).map(({ id }) => listAwards(id)),
    );
    expect(before.map((awards) => awards.length).sort()).toEqual([1, 3]);
    const open = await playLaunch(world.sandboxUrl, {
      user: 'student02',
      link: linkCalled('same'),
    });
    await world.tool.context.registrationReplacement.replace(institutionId(), asked, ACTOR);

    const [course, left] = await stores().courses.listByRegistration(institutionId(), asked.newId);
    const awards = await listAwards(course?.id ?? '');
    const people = await stores().learners.listByRegistration(institutionId(), asked.newId);
    const person = (login: string) => {
      const sub = world.sandbox.control.listMembers(COURSE).find((one) => one.login === login)?.userId;
      return people.filter((one) => one.sub === sub).map(({ id }) => id);
    };
    const [first, ...more] = person('student01');
    const [second] = person('student02');
    expect(more).toEqual([]);
    // Theirs from before, the other badge, and what the second one earned under the new registration alone.
    expect(awards.map(({ learnerId }) => learnerId).sort()).toEqual([first, first, second].sort());
    expect(new Set(awards.map(({ badgeClassId, learnerId }) => `${badgeClassId} ${learnerId}`)).size).toBe(3);
    // The one that both held stays as it was, with a record that no launch finds.
    const kept = await listAwards(left?.id ?? '');
    expect(kept).toHaveLength(1);
    expect(left?.contextId).toMatch(/^replaced-/);
    expect([...awards, ...kept].map(({ id }) => id).sort()).toEqual(
      before
        .flat()
        .map(({ id }) => id)
        .sort(),
    );
    // Nobody else is left over.
    expect(people.filter(({ sub }) => sub.startsWith('replaced-'))).toHaveLength(1);
    // What the gradebook shows goes with them, and stays told.
    const scores = await stores().badgeScores.listByCourse(institutionId(), course?.id ?? '');
    expect(scores.map(({ learnerId, passback }) => [learnerId, passback.state]).sort()).toEqual(
      [
        [first, 'posted'],
        [second, 'posted'],
      ].sort(),
    );
    const mappings = await stores().mappings.list(institutionId(), course?.id ?? '');
    expect(mappings.map(({ key }) => key).sort()).toEqual([oldKey, ...Object.values(keys)].sort());
    // Whoever had a page open goes on in the course that stays.
    const page = await open.visitor.get(
      `${world.tool.baseUrl}/courses/${course?.id ?? ''}/badges/${keys['same'] ?? ''}`,
    );
    expect(page.status).toBe(200);
  });

  it('every credential goes on verifying, and nobody is awarded again', async () => {
    const courses = await stores().courses.list(institutionId());
    const awards = await Promise.all(
      courses.map(({ id }) => stores().awards.listByCourse(institutionId(), id)),
    );
    const told = world.sandbox.control.listLog('scores').length;
    expect(told).toBe(2);
    await runRound(world);
    await runRound(world);
    expect(world.sandbox.control.listLog('scores')).toHaveLength(told);
    const after = await Promise.all(
      courses.map(({ id }) => stores().awards.listByCourse(institutionId(), id)),
    );
    expect(
      after
        .flat()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(
      awards
        .flat()
        .map(({ id }) => id)
        .sort(),
    );
    for (const { delivery, learnerId } of after.flat()) {
      const credential = await stores().credentials.find(institutionId(), delivery.credentialId ?? '');
      expect(credential).toMatchObject({ state: 'valid', learnerId });
    }
  });

  it('the links of the new registration open the badges of either', async () => {
    for (const name of ['same', 'other']) {
      const { page } = await playLaunch(world.sandboxUrl, { user: 'student01', link: linkCalled(name) });
      expect([name, page.status, page.html.includes('/credential"')]).toEqual([name, 200, true]);
    }
    expect(
      await world.tool.context.registrationReplacement.replace(institutionId(), asked, ACTOR),
    ).toMatchObject({ courses: [], learners: 0, mergedLearners: 0 });
  });

  function linkCalled(title: string): string {
    return world.sandbox.control.listLinks(COURSE).find((link) => link.title === title)?.id ?? '';
  }
});
