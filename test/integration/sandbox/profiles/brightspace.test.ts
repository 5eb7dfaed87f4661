import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  AGS,
  launchAs,
  readConfiguration,
  register,
  registrationMetadata,
  startLms,
  type Lms,
} from '../probe-tool.js';
import {
  addGradedLink,
  CLAIM,
  gradeOf,
  MEDIA,
  PLATFORM_CONFIGURATION,
  postScore,
  userId,
} from './service-calls.js';

describe('the sandbox LMS as Brightspace', () => {
  let lms: Lms;

  beforeEach(async () => {
    lms = await startLms({ profile: 'brightspace' });
  });
  afterEach(() => lms.close());

  async function registered(metadata = registrationMetadata()): Promise<{ clientId: string; scope: string }> {
    const { body } = await register(lms, metadata);
    const { client_id: clientId, scope } = body as { client_id: string; scope: string };
    return { clientId, scope };
  }

  it('keeps its own issuer, and has Brightspace’s addresses', async () => {
    expect((await readConfiguration(lms, null)).body).toMatchObject({
      issuer: lms.url,
      authorization_endpoint: `${lms.url}/d2l/lti/authenticate`,
      token_endpoint: `${lms.url}/core/connect/token`,
      jwks_uri: `${lms.url}/d2l/.well-known/jwks`,
      [PLATFORM_CONFIGURATION]: { product_family_code: 'desire2learn' },
    });
  });

  it('takes client assertions only for its fixed audience, and not for its token address', async () => {
    expect(lms.tool.platform.tokenAudience).toBe('https://api.brightspace.com/auth/token');
    expect((await lms.requestToken()).status).toBe(200);
    const client_assertion = await lms.assertion({ aud: `${lms.url}/core/connect/token` });
    expect(await lms.requestToken({ client_assertion })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
  });

  it('leaves a registration disabled until the administrator enables it', async () => {
    const { clientId } = await registered();
    expect(lms.sandbox.control.getTool(clientId).active).toBe(false);
    expect(lms.sandbox.control.changeTool(clientId, { active: true }).active).toBe(true);
  });

  it('lets only one registration of a tool’s host be enabled', async () => {
    const first = await registered();
    const second = await registered();
    lms.sandbox.control.changeTool(first.clientId, { active: true });
    expect(() => lms.sandbox.control.changeTool(second.clientId, { active: true })).toThrow(
      expect.objectContaining({ code: 'domain_taken' }),
    );
    lms.sandbox.control.changeTool(first.clientId, { active: false });
    expect(lms.sandbox.control.changeTool(second.clientId, { active: true }).active).toBe(true);
  });

  it('tells no roles until the administrator lets it', async () => {
    const { link } = addGradedLink(lms);
    const launch = () => launchAs(lms, 'teacher', `/courses/1/links/${link.id}`);
    expect((await launch()).claims[`${CLAIM}/roles`]).toEqual([]);
    lms.sandbox.control.changeTool(lms.tool.clientId, { shareRoles: true });
    expect((await launch()).claims[`${CLAIM}/roles`]).toContain(
      'http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor',
    );
  });

  it('lists roles in the memberships all the same', async () => {
    const deployment = lms.tool.deployments[0]?.id ?? '';
    const url = `${lms.url}/d2l/api/lti/nrps/2.0/deployment/${deployment}/orgunit/1/memberships`;
    const { body } = await lms.call(url, { accept: MEDIA.members });
    const { members } = body as { members: { roles: string[]; ext_d2l_username: string }[] };
    expect(members.every(({ roles }) => roles.length > 0)).toBe(true);
    expect(members[0]?.ext_d2l_username).toBe('teacher');
  });

  it('sends what it knows about a person in a claim of its own', async () => {
    const { link } = addGradedLink(lms);
    const { claims, login } = await launchAs(lms, 'student01', `/courses/1/links/${link.id}`);
    expect(claims['http://www.brightspace.com']).toMatchObject({
      org_defined_id: 's0000101',
      user_id: '101',
      username: 'student01',
      link_id: link.id,
    });
    expect(login['lti_storage_target']).toBe('_parent');
  });

  it('grants reading line items to whoever may manage them', async () => {
    const { scope } = await registered(registrationMetadata({ scope: `${AGS}/lineitem ${AGS}/score` }));
    expect(scope.split(' ')).toEqual([`${AGS}/lineitem`, `${AGS}/score`, `${AGS}/lineitem.readonly`]);
  });

  it('names the deployment in the path of line items, and refuses another tool’s', async () => {
    const { columnId, lineItemUrl } = addGradedLink(lms);
    const deployment = lms.tool.deployments[0]?.id ?? '';
    expect(lineItemUrl).toBe(
      `${lms.url}/d2l/api/lti/ags/2.0/deployment/${deployment}/orgunit/1/lineitems/${columnId}`,
    );
    expect((await lms.call(lineItemUrl, { accept: MEDIA.lineItem })).status).toBe(200);
    const foreign = lineItemUrl.replace(deployment, 'd2l-999');
    expect((await lms.call(foreign, { accept: MEDIA.lineItem })).status).toBe(401);
  });

  it('caps a score at the maximum', async () => {
    const { lineItemUrl, columnId } = addGradedLink(lms);
    await postScore(lms, lineItemUrl, { userId: userId(lms, 'student01'), scoreGiven: 120 });
    expect(gradeOf(lms, columnId, 'student01')?.score).toBe(100);
  });
});
