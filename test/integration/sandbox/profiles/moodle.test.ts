import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  AGS,
  launchAs,
  readConfiguration,
  register,
  registrationMetadata,
  startLms,
  visitAs,
  type Lms,
} from '../probe-tool.js';
import {
  addGradedLink,
  below,
  CLAIM,
  gradeOf,
  MEDIA,
  PLATFORM_CONFIGURATION,
  postScore,
  readResults,
  TOOL_CONFIGURATION,
  userId,
} from './service-calls.js';

const DEEP_LINKING = 'https://purl.imsglobal.org/spec/lti-dl/claim';
const NRPS = 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice';
const INSTRUCTOR = 'http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor';

describe('the sandbox LMS as Moodle', () => {
  let lms: Lms;

  beforeEach(async () => {
    lms = await startLms({ profile: 'moodle', extras: true });
  });
  afterEach(() => lms.close());

  const deployment = () => lms.tool.deployments[0]?.id ?? '';
  const lineItemsUrl = () => `${lms.url}/mod/lti/services.php/1/lineitems?type_id=${deployment()}`;
  const membersUrl = () =>
    `${lms.url}/mod/lti/services.php/CourseSection/1/bindings/${deployment()}/memberships`;

  function deepLinkingResponse(data: Record<string, unknown>): Promise<string> {
    return lms.sign({
      iss: lms.tool.clientId,
      aud: lms.url,
      iat: lms.nowSeconds(),
      exp: lms.nowSeconds() + 60,
      nonce: crypto.randomUUID(),
      [`${CLAIM}/message_type`]: 'LtiDeepLinkingResponse',
      [`${CLAIM}/version`]: '1.3.0',
      [`${CLAIM}/deployment_id`]: deployment(),
      ...data,
    });
  }

  /** Deep links items with these maximums, and saves them. */
  async function deepLink(maximums: readonly number[]): Promise<string> {
    const visitor = await visitAs(lms, 'teacher');
    const path = `/courses/1/add/${lms.tool.clientId}/${deployment()}`;
    const { claims } = await launchAs(lms, 'teacher', path);
    const settings = claims[`${DEEP_LINKING}/deep_linking_settings`] as { deep_link_return_url: string };
    const JWT = await deepLinkingResponse({
      [`${DEEP_LINKING}/content_items`]: maximums.map((scoreMaximum, index) => ({
        type: 'ltiResourceLink',
        title: `Item ${index + 1}`,
        url: `${lms.toolUrl}/start`,
        lineItem: { scoreMaximum },
      })),
    });
    await visitor.post(settings.deep_link_return_url, { JWT });
    const id = settings.deep_link_return_url.split('/').at(-2) ?? '';
    const form = await visitor.get(`${lms.url}/courses/1/selections/${id}`);
    return (await visitor.saveContent(form, { publish: true })).html;
  }

  it('keeps its own issuer, and has Moodle’s addresses', async () => {
    expect((await readConfiguration(lms, null)).body).toMatchObject({
      issuer: lms.url,
      authorization_endpoint: `${lms.url}/mod/lti/auth.php`,
      token_endpoint: `${lms.url}/mod/lti/token.php`,
      jwks_uri: `${lms.url}/mod/lti/certs.php`,
      registration_endpoint: `${lms.url}/mod/lti/openid-registration.php`,
      [PLATFORM_CONFIGURATION]: {
        product_family_code: 'moodle',
        messages_supported: [{}, { placements: ['ContentArea'] }],
      },
    });
  });

  it('answers a registration with 200 and its deployment, and leaves it pending', async () => {
    const { status, body } = await register(lms, registrationMetadata());
    expect(status).toBe(200);
    expect(body).toMatchObject({
      [TOOL_CONFIGURATION]: { deployment_id: expect.stringMatching(/^\d+$/) as string },
    });
    const { client_id: clientId } = body as { client_id: string };
    expect(lms.sandbox.control.getTool(clientId).active).toBe(false);
  });

  it('registers the same tool a second time beside the first', async () => {
    const ids = await Promise.all([1, 2].map(() => register(lms, registrationMetadata())));
    const [first, second] = ids.map(({ body }) => (body as { client_id: string }).client_id);
    expect(first).not.toBe(second);
    for (const clientId of [first, second]) {
      expect(lms.sandbox.control.changeTool(clientId ?? '', { active: true }).active).toBe(true);
    }
  });

  it('echoes custom values cut at a second "=", and keeps them whole', async () => {
    const metadata = registrationMetadata({}, { custom_parameters: { rule: 'a=b=c', id: '$User.id' } });
    const { body } = await register(lms, metadata);
    expect(body).toMatchObject({
      [TOOL_CONFIGURATION]: { custom_parameters: { rule: 'a', id: '$User.id' } },
    });
    const { client_id: clientId } = body as { client_id: string };
    expect(lms.sandbox.control.getTool(clientId).custom).toEqual({ rule: 'a=b=c', id: '$User.id' });
  });

  it('names managing line items as granted when only reading was', async () => {
    const { body } = await register(lms, registrationMetadata({ scope: `${AGS}/result.readonly` }));
    const { client_id: clientId, scope } = body as { client_id: string; scope: string };
    expect(scope.split(' ')).toEqual([`${AGS}/result.readonly`, `${AGS}/lineitem`]);
    expect(lms.sandbox.control.getTool(clientId).scopes).toEqual([`${AGS}/result.readonly`]);
  });

  it('refuses a registration in plain words, and an unknown token with an HTML page and status 404', async () => {
    const wrong = registrationMetadata({}, { domain: 'other.example' });
    expect(await register(lms, wrong)).toMatchObject({ status: 400, body: 'domain_targetlinkuri_mismatch' });
    const unknown = await register(lms, registrationMetadata(), 'made-up');
    expect(unknown.status).toBe(404);
    expect(unknown.headers.get('content-type')).toContain('text/html');
  });

  it('does not look at the audience of a client assertion, but at a clock one second ahead', async () => {
    const elsewhere = await lms.assertion({ aud: 'https://elsewhere.example' });
    expect((await lms.requestToken({ client_assertion: elsewhere })).status).toBe(200);
    const ahead = await lms.assertion({ iat: lms.nowSeconds() + 1 });
    expect((await lms.requestToken({ client_assertion: ahead })).status).toBe(400);
  });

  it('says that its tokens are HTML, and that every refusal is 400', async () => {
    const { headers, body } = await lms.requestToken();
    expect(headers.get('content-type')).toContain('text/html');
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
    const { status } = await lms.requestToken({ client_assertion: await lms.assertion({ sub: 'nobody' }) });
    expect(status).toBe(400);
  });

  it('has no memberships address in the first deep linking of a course, and one once a link is there', async () => {
    const path = `/courses/1/add/${lms.tool.clientId}/${deployment()}`;
    expect((await launchAs(lms, 'teacher', path)).claims).not.toHaveProperty([NRPS]);
    addGradedLink(lms);
    expect((await launchAs(lms, 'teacher', path)).claims).toHaveProperty([NRPS]);
  });

  it('sends deep linking no data, and does not say whether it takes line items', async () => {
    const path = `/courses/1/add/${lms.tool.clientId}/${deployment()}`;
    const settings = (await launchAs(lms, 'teacher', path)).claims[`${DEEP_LINKING}/deep_linking_settings`];
    expect(settings).not.toHaveProperty('data');
    expect(settings).not.toHaveProperty('accept_lineitem');
    expect(settings).toMatchObject({ accept_types: ['ltiResourceLink'], accept_multiple: true });
  });

  it.each([[7.5], [250], [0.5]])('does not save a single item with a maximum of %s', async (maximum) => {
    expect(await deepLink([maximum])).toContain('whole number from 1 to 100');
    expect(lms.sandbox.control.listLinks('1')).toEqual([]);
  });

  it('saves several items with a wrong maximum, without their column and without a word', async () => {
    await deepLink([250, 100]);
    const links = lms.sandbox.control.listLinks('1');
    expect(links.map(({ title, columnId }) => [title, columnId !== null])).toEqual([
      ['Item 1', false],
      ['Item 2', true],
    ]);
  });

  it('writes a query into line item addresses; results and scores go before it', async () => {
    const { columnId, lineItemUrl } = addGradedLink(lms);
    const address = `${lms.url}/mod/lti/services.php/1/lineitems/${columnId}/lineitem`;
    expect(lineItemUrl).toBe(`${address}?type_id=${deployment()}`);
    expect((await readResults(lms, lineItemUrl)).status).toBe(200);
    expect((await lms.call(`${lineItemUrl}/results`, { accept: MEDIA.results })).status).not.toBe(200);
  });

  it('wants the media type to the letter: 400 for lists, quality values and JSON', async () => {
    const { lineItemUrl } = addGradedLink(lms);
    for (const accept of [`${MEDIA.results}, */*;q=0.1`, `${MEDIA.results};q=1`, 'application/json']) {
      expect(await readResults(lms, lineItemUrl, { accept })).toMatchObject({
        status: 400,
        body: { status: 400, reason: expect.stringContaining('No handler found') as string },
      });
    }
    expect((await readResults(lms, lineItemUrl, { accept: '*/*' })).status).toBe(200);
    expect((await lms.call(lineItemsUrl(), { accept: '*/*' })).status).toBe(400);
    expect((await lms.call(lineItemsUrl(), { accept: MEDIA.lineItems })).status).toBe(200);
  });

  it('gives everything at once, and broken Link headers to whoever asks for pages', async () => {
    addGradedLink(lms);
    addGradedLink(lms);
    const all = await lms.call(lineItemsUrl(), { accept: MEDIA.lineItems });
    expect([(all.body as unknown[]).length, all.headers.get('link')]).toEqual([2, null]);
    const page = await lms.call(`${lineItemsUrl()}&limit=1`, { accept: MEDIA.lineItems });
    const header = Buffer.from(page.headers.get('link') ?? '', 'latin1').toString('utf8');
    expect(header).toContain('rel=“next”');
    expect(header).toContain('&amp;limit=1');
  });

  it('breaks when results are asked for by the page: an HTML page with status 404', async () => {
    const { lineItemUrl } = addGradedLink(lms);
    const { status, headers } = await lms.call(`${below(lineItemUrl, 'results')}&limit=10`, {
      accept: MEDIA.results,
    });
    expect([status, headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  });

  it('shows what breaks inside it as an HTML page with status 404', async () => {
    lms.sandbox.control.setFault('members', { kind: 'error', requests: 1 });
    const { status, body } = await lms.call(membersUrl(), { accept: MEDIA.members });
    expect(status).toBe(404);
    expect(body).toContain('<!DOCTYPE html>');
  });

  it('pages memberships with a proper Link header', async () => {
    const { headers, body } = await lms.call(`${membersUrl()}?limit=2`, { accept: MEDIA.members });
    expect((body as { members: unknown[] }).members).toHaveLength(2);
    expect(headers.get('link')).toMatch(/<[^>]+page=2>; rel="next"/);
  });

  it('has a non-editing teacher as Instructor in launches and Learner in memberships', async () => {
    const { link } = addGradedLink(lms);
    const { claims } = await launchAs(lms, 'assistant', `/courses/1/links/${link.id}`);
    expect(claims[`${CLAIM}/roles`]).toEqual([INSTRUCTOR]);
    const { body } = await lms.call(membersUrl(), { accept: MEDIA.members });
    const { members } = body as { members: { user_id: string; roles: string[] }[] };
    const rolesOf = (login: string) =>
      members.find(({ user_id }) => user_id === userId(lms, login))?.roles ?? null;
    expect([rolesOf('teacher'), rolesOf('assistant')]).toEqual([['Instructor'], ['Learner']]);
    expect(rolesOf('inactive')).toBeNull();
  });

  it('passes unknown variables on, lets the tool’s value win, and sends names twice', async () => {
    lms.sandbox.control.changeTool(lms.tool.clientId, {
      custom: { Camel_Case: '$Moodle.unknown', both: 'tool', id: '$User.id' },
    });
    const link = lms.sandbox.control.addLink('1', {
      clientId: lms.tool.clientId,
      title: 'Task',
      custom: { both: 'link' },
    });
    const { claims } = await launchAs(lms, 'student01', `/courses/1/links/${link.id}`);
    expect(claims[`${CLAIM}/custom`]).toEqual({
      Camel_Case: '$Moodle.unknown',
      camel_case: '$Moodle.unknown',
      both: 'tool',
      id: '101',
    });
    expect(claims).toMatchObject({ [`${CLAIM}/context`]: { type: ['CourseSection'] } });
  });

  it('takes a score and ignores it where a teacher graded', async () => {
    const { lineItemUrl, columnId } = addGradedLink(lms);
    lms.sandbox.control.setGrade('1', columnId, 'student01', 42);
    lms.advance(2_000);
    expect(await postScore(lms, lineItemUrl, { userId: '101' })).toMatchObject({ status: 200, body: null });
    expect((await readResults(lms, lineItemUrl)).body).toMatchObject([{ userId: '101', resultScore: 42 }]);
  });

  it('refuses a score of the same second, and takes one of the next', async () => {
    const { lineItemUrl } = addGradedLink(lms);
    await postScore(lms, lineItemUrl, { userId: '101' });
    const within = new Date(lms.nowSeconds() * 1000 + 900).toISOString();
    expect((await postScore(lms, lineItemUrl, { userId: '101', timestamp: within })).status).toBe(409);
    lms.advance(1_000);
    expect((await postScore(lms, lineItemUrl, { userId: '101' })).status).toBe(200);
  });

  it('wipes a grade when grading is not final, and leaves it out of the results', async () => {
    const { lineItemUrl } = addGradedLink(lms);
    await postScore(lms, lineItemUrl, { userId: '101' });
    lms.advance(1_000);
    await postScore(lms, lineItemUrl, { userId: '101', gradingProgress: 'PendingManual' });
    expect((await readResults(lms, lineItemUrl)).body).toEqual([]);
  });

  it('caps a score at the maximum, and answers 400 for whoever gets no grades', async () => {
    const { lineItemUrl, columnId } = addGradedLink(lms);
    await postScore(lms, lineItemUrl, { userId: '101', scoreGiven: 120 });
    expect(gradeOf(lms, columnId, 'student01')?.score).toBe(100);
    for (const nobody of [userId(lms, 'teacher'), '9999']) {
      expect((await postScore(lms, lineItemUrl, { userId: nobody })).status).toBe(400);
    }
  });

  it('sends no storage frame to the login address', async () => {
    const { link } = addGradedLink(lms);
    const { login } = await launchAs(lms, 'student01', `/courses/1/links/${link.id}`);
    expect(Object.keys(login).sort()).toEqual(
      ['client_id', 'iss', 'login_hint', 'lti_deployment_id', 'lti_message_hint', 'target_link_uri'].sort(),
    );
  });
});
