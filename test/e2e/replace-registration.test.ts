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

describe('a registration that takes the place of another of its platform', () => {
  let world: CourseWorld;
  let asked: { oldId: string; newId: string; deploymentRecordId: string | null };
  let newClientId: string;
  let mappingKey: string;

  beforeAll(async () => {
    world = await startCourse({ sandbox: { students: 3 } });
    const badge = await placeBadge(world);
    mappingKey = badge.mapping.key;
    grade(world, badge, 'student01', 90);
    await runRound(world);
    await runRound(world);

    const { context, baseUrl } = world.tool;
    const { id: institutionId } = context.institution;
    const added = world.sandbox.control.addTool({
      name: 'Insigne, registered anew',
      loginUrl: `${baseUrl}/lti/login`,
      redirectUris: [`${baseUrl}/lti/launch`],
      jwksUrl: `${baseUrl}/lti/jwks`,
      targetLinkUri: `${baseUrl}/lti/launch`,
    });
    world.sandbox.control.changeTool(added.clientId, { active: true });
    newClientId = added.clientId;
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
    asked = { oldId: old?.id ?? '', newId: fresh.id, deploymentRecordId: null };
  });
  afterAll(() => world.close());

  const replacement = () => world.tool.context.registrationReplacement;
  const institutionId = () => world.tool.context.institution.id;

  it('shows first what would move, and changes nothing', async () => {
    const preview = await replacement().preview(institutionId(), asked);
    expect(preview).toMatchObject({ awards: 1, inTheWay: { courses: [], learners: 0 } });
    expect(preview.courses).toHaveLength(1);
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
