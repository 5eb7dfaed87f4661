import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
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
  readResults,
  TOOL_CONFIGURATION,
  userId,
} from './service-calls.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const HEX = /^[0-9a-f]{40}$/;
const SUBMISSION = 'https://canvas.instructure.com/lti/submission';

describe('the sandbox LMS as Canvas', () => {
  let lms: Lms;

  beforeEach(async () => {
    lms = await startLms({ profile: 'canvas', extras: true });
  });
  afterEach(() => lms.close());

  const membersUrl = () => `${lms.url}/api/lti/courses/1/names_and_roles`;

  it('keeps its own issuer, and has Canvas’s addresses', async () => {
    const token = lms.sandbox.control.openRegistration().registrationToken;
    expect((await readConfiguration(lms, token)).body).toMatchObject({
      issuer: lms.url,
      authorization_endpoint: `${lms.url}/api/lti/authorize_redirect`,
      token_endpoint: `${lms.url}/login/oauth2/token`,
      jwks_uri: `${lms.url}/api/lti/security/jwks`,
      authorization_server: `${lms.url}/login/oauth2`,
      [PLATFORM_CONFIGURATION]: {
        product_family_code: 'canvas',
        'https://canvas.instructure.com/lti/account_name': 'Sandbox',
        notice_types_supported: ['LtiHelloWorldNotice', 'LtiContextCopyNotice'],
      },
    });
  });

  it('gives its configuration only to the bearer of the registration token', async () => {
    expect((await readConfiguration(lms, null)).status).toBe(401);
  });

  it('names no deployment in the answer to a registration, but where the admin goes on', async () => {
    const { body } = await register(lms, registrationMetadata());
    const { client_id: clientId, [TOOL_CONFIGURATION]: configuration } = body as Record<string, unknown>;
    expect(configuration).not.toHaveProperty('deployment_id');
    expect(configuration).toMatchObject({
      'https://canvas.instructure.com/lti/registration_config_url': `${lms.url}/admin#tool-${String(clientId)}`,
    });
    expect(body).not.toHaveProperty('deployment_id');
  });

  it('names the deployment behind its flag', async () => {
    lms.sandbox.control.changeSettings({ registrationNamesDeployment: true });
    const { body } = await register(lms, registrationMetadata());
    expect(body).toMatchObject({ deployment_id: expect.stringMatching(/^\d+:[0-9a-f]{40}$/) as string });
    expect((body as Record<string, unknown>)[TOOL_CONFIGURATION]).not.toHaveProperty('deployment_id');
  });

  it('takes a client assertion for its token address and for its authorization server', async () => {
    for (const aud of [`${lms.url}/login/oauth2/token`, `${lms.url}/login/oauth2`]) {
      const answer = await lms.requestToken({ client_assertion: await lms.assertion({ aud }) });
      expect(answer.status).toBe(200);
    }
  });

  it('sends the deployment twice, its region and a storage frame to the login address', async () => {
    const { link } = addGradedLink(lms);
    const { login } = await launchAs(lms, 'student01', `/courses/1/links/${link.id}`);
    const deployment = lms.tool.deployments[0]?.id;
    expect(login).toMatchObject({
      deployment_id: deployment,
      lti_deployment_id: deployment,
      canvas_environment: 'prod',
      lti_storage_target: '_parent',
    });
  });

  it('tells opaque ids, those of LTI 1.1 beside them, and its own only as a variable', async () => {
    const { link } = addGradedLink(lms);
    lms.sandbox.control.changeTool(lms.tool.clientId, {
      custom: { id: '$Canvas.user.id', course: '$Canvas.course.id', unknown: '$Canvas.nothing' },
    });
    const { claims } = await launchAs(lms, 'student01', `/courses/1/links/${link.id}`);
    expect(claims.sub).toMatch(UUID);
    expect(claims).toMatchObject({
      [`${CLAIM}/context`]: { id: expect.stringMatching(HEX) as string },
      [`${CLAIM}/resource_link`]: { id: expect.stringMatching(UUID) as string },
      [`${CLAIM}/lti1p1`]: { user_id: expect.stringMatching(HEX) as string },
      [`${CLAIM}/custom`]: { id: '101', course: '1', unknown: '$Canvas.nothing' },
    });
  });

  it('knows people by the same id in launches, memberships and scores', async () => {
    const { link, lineItemUrl, columnId } = addGradedLink(lms);
    const { claims } = await launchAs(lms, 'student01', `/courses/1/links/${link.id}`);
    const { body } = await lms.call(membersUrl(), { accept: MEDIA.members });
    const { members } = body as { members: { user_id: string; lti11_legacy_user_id: string }[] };
    const { lti11_legacy_user_id: legacyId } = members.find(({ user_id }) => user_id === claims.sub) ?? {};
    expect(legacyId).toBe((claims[`${CLAIM}/lti1p1`] as { user_id: string }).user_id);
    expect((await postScore(lms, lineItemUrl, { userId: claims.sub })).status).toBe(200);
    expect(gradeOf(lms, columnId, 'student01')?.score).toBe(60);
  });

  it('writes line item addresses without a query', () => {
    const { columnId, lineItemUrl } = addGradedLink(lms);
    expect(lineItemUrl).toBe(`${lms.url}/api/lti/courses/1/line_items/${columnId}`);
  });

  it('lists 50 members a page whatever is asked, and only active ones', async () => {
    for (let number = 1; number <= 60; number += 1) {
      lms.sandbox.control.addMember('1', { login: `more${number}` });
    }
    const { body, headers } = await lms.call(`${membersUrl()}?limit=200`, { accept: MEDIA.members });
    expect((body as { members: unknown[] }).members).toHaveLength(50);
    expect(headers.get('link')).toContain('rel="next"');
    const next = await lms.call(`${membersUrl()}?page=2`, { accept: MEDIA.members });
    const all = [body, next.body].flatMap((page) => (page as { members: { user_id: string }[] }).members);
    expect(all.map(({ user_id }) => user_id)).not.toContain(userId(lms, 'inactive'));
    expect(all).toHaveLength(lms.sandbox.control.listMembers('1').length - 1);
  });

  it('answers 403 "Rate Limit Exceeded" to requests at the same time, and none of it to one after the other', async () => {
    const token = await lms.token();
    const read = () => lms.call(membersUrl(), { accept: MEDIA.members, token });
    for (let number = 0; number < 20; number += 1) expect((await read()).status).toBe(200);
    const { control } = lms.sandbox;
    control.changeSettings({ rateBucket: { size: 60, upFront: 50, leakPerSecond: 1 } });
    lms.advance(60_000);
    control.setFault('members', { kind: 'hang', requests: 1 });
    const pending = read().catch(() => null);
    while ('members' in control.listFaults()) await new Promise((resolve) => setImmediate(resolve));
    const second = await read();
    expect([second.status, second.body]).toEqual([403, '403 Forbidden (Rate Limit Exceeded)\n']);
    control.clearFaults();
    await pending;
    expect((await read()).status).toBe(200);
  });

  it('says "Rate Limit Exceeded" with 403 for the fault that is 429 elsewhere', async () => {
    lms.sandbox.control.setFault('members', { kind: 'rate-limit', requests: 1 });
    expect(await lms.call(membersUrl(), { accept: MEDIA.members })).toMatchObject({
      status: 403,
      body: '403 Forbidden (Rate Limit Exceeded)\n',
    });
  });

  it('refuses requests without a User-Agent', async () => {
    const token = await lms.token();
    const status = await new Promise((resolve, reject) => {
      request(membersUrl(), { headers: { authorization: `Bearer ${token}` } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });

  it('refuses a score that is not later with 400 and its own words', async () => {
    const { lineItemUrl } = addGradedLink(lms);
    const score = { userId: userId(lms, 'student01') };
    await postScore(lms, lineItemUrl, score);
    expect(await postScore(lms, lineItemUrl, score)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('not greater than last updated timestamp') as string },
    });
  });

  it('answers 422 for somebody it does not know', async () => {
    const { lineItemUrl } = addGradedLink(lms);
    expect((await postScore(lms, lineItemUrl, { userId: 'nobody' })).status).toBe(422);
  });

  it('counts a score as one more attempt, unless it says new_submission: false', async () => {
    const { lineItemUrl, columnId } = addGradedLink(lms);
    lms.sandbox.control.changeSettings({ allowedAttempts: 1 });
    const score = (more = {}) => {
      lms.advance(1_000);
      return postScore(lms, lineItemUrl, { userId: userId(lms, 'student01'), ...more });
    };
    expect((await score()).status).toBe(200);
    expect((await score({ [SUBMISSION]: { new_submission: false } })).status).toBe(200);
    expect(gradeOf(lms, columnId, 'student01')?.attempts).toBe(1);
    expect((await score()).status).toBe(422);
  });

  it('refuses scores until the assignment is published', async () => {
    const { link, lineItemUrl } = addGradedLink(lms, { published: false });
    const score = { userId: userId(lms, 'student01') };
    expect((await postScore(lms, lineItemUrl, score)).status).toBe(422);
    lms.sandbox.control.changeLink('1', link.id, { published: true });
    expect((await postScore(lms, lineItemUrl, score)).status).toBe(200);
  });

  it('does not let a line item go that belongs to a link', async () => {
    const { lineItemUrl } = addGradedLink(lms);
    expect((await lms.call(lineItemUrl, { method: 'DELETE' })).status).toBe(401);
    expect((await readResults(lms, lineItemUrl)).status).toBe(200);
  });

  it('offers memberships from the first deep linking on', async () => {
    const deployment = encodeURIComponent(lms.tool.deployments[0]?.id ?? '');
    const { claims } = await launchAs(lms, 'teacher', `/courses/1/add/${lms.tool.clientId}/${deployment}`);
    expect(claims).toHaveProperty(['https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice']);
  });
});
