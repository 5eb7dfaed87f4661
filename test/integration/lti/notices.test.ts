/** N1–N8 of the negative catalogue: what a platform tells from server to server. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLAIM } from '../../../src/lti/claims.js';
import { listAncestors } from '../../../src/lti/notices/course-copy.js';
import { buildCourseSighting } from '../../support/build-records.js';
import { openLtiWorld, type LtiWorld, type RegisteredPlatform } from '../../support/lti-world.js';
import { makeRsaKey, serveJwks, type SignOptions } from '../../support/test-platform.js';
import { expectAlive } from './cases/launch-case.js';

describe('notices (LTI Platform Notification Service 1.0)', () => {
  let world: LtiWorld;

  beforeAll(async () => {
    world = await openLtiWorld();
  });
  afterAll(() => world.close());

  function build(change: Readonly<Record<string, unknown>> = {}, at: RegisteredPlatform = world.platform) {
    const iat = Math.floor(world.clock.at.getTime() / 1000);
    return {
      iss: at.url,
      aud: at.clientId,
      iat,
      exp: iat + 300,
      nonce: randomUUID(),
      [CLAIM.version]: '1.3.0',
      [CLAIM.deploymentId]: at.deploymentId,
      [CLAIM.notice]: { id: randomUUID(), type: 'LtiContextCopyNotice', timestamp: '2026-03-02T12:00:00Z' },
      [CLAIM.context]: { id: randomUUID() },
      [CLAIM.originContexts]: ['origin-1'],
      ...change,
    };
  }

  type Built = ReturnType<typeof build>;

  const contextOf = (claims: Built): string => (claims[CLAIM.context] as { id: string }).id;

  async function send(body: string, contentType = 'application/json') {
    const response = await fetch(`${world.baseUrl}/lti/notices`, {
      method: 'POST',
      body,
      headers: { 'content-type': contentType, accept: 'application/json' },
    });
    await response.arrayBuffer();
    await expectAlive(world);
    return response.status;
  }

  const tell = (...jwts: unknown[]) => send(JSON.stringify({ notices: jwts.map((jwt) => ({ jwt })) }));

  const sign = (claims: Built, options: SignOptions = {}) => world.platform.sign(claims, options);

  /** What the store heard of the new course in this notice. */
  async function listHeard(claims: Built, at = world.platform): Promise<string[][]> {
    const { stores } = world.context;
    const deployment = await stores.deployments.findForLaunch(at.record.id, at.deploymentId);
    const copies = await stores.courseCopies.listOfContext(
      world.institutionId,
      at.record.id,
      deployment?.id ?? '',
      contextOf(claims),
    );
    return copies.map(({ originContextIds }) => [...originContextIds]);
  }

  async function expectRefused(claims: Built, options: SignOptions = {}): Promise<void> {
    expect(await tell(sign(claims, options))).toBe(401);
    expect(await listHeard(claims)).toEqual([]);
  }

  it('an honest one is heard', async () => {
    const claims = build();
    expect(await tell(sign(claims))).toBe(200);
    expect(await listHeard(claims)).toEqual([['origin-1']]);
  });

  it('asks for a round of the course that it is about, where that is known', async () => {
    const { stores } = world.context;
    const claims = build();
    const { record, deploymentId } = world.platform;
    const deployment = await stores.deployments.findForLaunch(record.id, deploymentId);
    const course = await stores.courses.remember(
      world.institutionId,
      buildCourseSighting({
        registrationId: record.id,
        deploymentRecordId: deployment?.id ?? '',
        contextId: contextOf(claims),
      }),
      world.clock.at,
    );
    const findJob = () => stores.jobs.find(`sync-course:${course.id}`);
    expect(await findJob()).toBeNull();
    expect(await tell(sign(claims))).toBe(200);
    expect(await findJob()).toMatchObject({ trigger: 'notice', runAt: world.clock.at });
  });

  it('N1: a signature that does not hold', async () => {
    await expectRefused(build(), { key: { ...makeRsaKey(), kid: world.platform.key.kid } });
    await expectRefused(build(), { header: { alg: 'none' }, signature: () => '' });
    await expectRefused(build(), { header: { alg: 'HS256' } });
    await expectRefused(build(), { header: { kid: undefined } });
    await expectRefused(build(), { header: { crit: ['x'] } });
    expect(await tell('a.b.c', '', 7, null)).toBe(401);
  });

  it('N2: another audience, issuer or deployment, or a time that is not now', async () => {
    const iat = Math.floor(world.clock.at.getTime() / 1000);
    for (const change of [
      { iss: 'https://lms.example.org' },
      { iss: undefined },
      { aud: 'another' },
      { aud: [] },
      { aud: [world.platform.clientId, 'another'] },
      { azp: 'another' },
      { [CLAIM.deploymentId]: 'deployment-9' },
      { [CLAIM.deploymentId]: undefined },
      { [CLAIM.deploymentId]: 'd'.repeat(256) },
      { [CLAIM.version]: '1.2.0' },
      { exp: iat - 61 },
      { exp: undefined },
      { iat: iat - 3_700 },
      { iat: iat + 120 },
      { nonce: undefined },
      { [CLAIM.notice]: undefined },
    ]) {
      await expectRefused(build(change));
    }
    // A notice leaves no deployment waiting: there is nobody behind it.
    const deployments = await world.context.registrations.listDeployments(world.institutionId);
    expect(deployments.map(({ deploymentId }) => deploymentId)).not.toContain('deployment-9');
  });

  it('N2: a platform signs for itself only', async () => {
    const other = await world.addPlatform({ keyIndex: 1 });
    await expectRefused(build(), { key: other.key });
  });

  it('N3: the same notice again counts once, also at the same moment', async () => {
    const claims = build();
    const jwt = sign(claims);
    expect(await Promise.all([tell(jwt), tell(jwt, jwt)])).toEqual([200, 200]);
    expect(await tell(sign({ ...claims, [CLAIM.originContexts]: ['another'] }))).toBe(200);
    expect(await listHeard(claims)).toHaveLength(1);
  });

  it('N4: a type that we do not know is taken and ignored', async () => {
    for (const type of ['LtiHelloWorldNotice', 'SomethingNew']) {
      const claims = build({ [CLAIM.notice]: { id: '1', type } });
      expect(await tell(sign(claims))).toBe(200);
      expect(await listHeard(claims)).toEqual([]);
    }
  });

  it('N5: a bad one among others does not hold them up', async () => {
    const [first, last] = [build(), build()];
    expect(await tell(sign(first), 'not a token', sign(build({ aud: 'x' })), sign(last))).toBe(200);
    expect([await listHeard(first), await listHeard(last)]).toEqual([[['origin-1']], [['origin-1']]]);
  });

  it('N6: origins that we do not know, the course itself, none, and a circle', async () => {
    const own = randomUUID();
    const claims = build({
      [CLAIM.context]: { id: own },
      [CLAIM.originContexts]: [own, 'unknown', 'unknown', '', 7, 'u'.repeat(256)],
    });
    expect(await tell(sign(claims))).toBe(200);
    expect(await listHeard(claims)).toEqual([['unknown']]);
    const objects = build({ [CLAIM.originContexts]: [{ id: 'origin-2' }, { id: 7 }, {}, null] });
    expect(await tell(sign(objects))).toBe(200);
    expect(await listHeard(objects)).toEqual([['origin-2']]);
    for (const origins of [undefined, [], 'origin', [own]]) {
      const none = build({ [CLAIM.context]: { id: own }, [CLAIM.originContexts]: origins });
      expect(await tell(sign(none))).toBe(200);
    }
    expect(await listHeard(claims)).toHaveLength(1);

    const circle: Record<string, string[]> = { a: ['b'], b: ['c', 'a'], c: ['a'] };
    const listOrigins = (id: string) => Promise.resolve(circle[id] ?? []);
    expect(await listAncestors('a', listOrigins)).toEqual(['b', 'c']);
    const endless = (id: string) => Promise.resolve([`${id}x`, `${id}y`]);
    expect((await listAncestors('a', endless)).length).toBeLessThanOrEqual(100);
  });

  it('N7: a body that is no batch, or too large', async () => {
    for (const body of ['', '{', '[]', '{}', '{"notices":{}}', '{"notices":[]}', '"x"']) {
      expect([body, await send(body)]).toEqual([body, 400]);
    }
    expect(await send('notices=x', 'application/x-www-form-urlencoded')).toBe(400);
    expect(await send(JSON.stringify({ notices: Array.from({ length: 51 }, () => ({ jwt: 'x' })) }))).toBe(
      400,
    );
    expect(await send(JSON.stringify({ notices: [{ jwt: 'x'.repeat(300_000) }] }))).toBe(413);
    expect(await tell({ jwt: 'x' }, ['x'])).toBe(401);
    const got = await fetch(`${world.baseUrl}/lti/notices`);
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
    await got.arrayBuffer();
  });

  it('N8: what takes long happens after the answer', async () => {
    const at = await world.addPlatform();
    let answerKeys = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      at.answerJwks((req, res, body) => {
        answerKeys = () => serveJwks([at.key])(req, res, body);
        resolve();
      });
    });
    const claims = build({}, at);
    // The answer comes although the platform's keys have not.
    const [status] = await Promise.all([tell(at.sign(claims)), asked]);
    expect(status).toBe(200);
    expect(await listHeard(claims, at)).toEqual([]);
    answerKeys();
    await expect.poll(() => listHeard(claims, at)).toEqual([['origin-1']]);
    // Nothing but its keys was asked of the platform.
    expect([at.counts.jwks, at.counts.other]).toEqual([1, 0]);
  });
});
