import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PresentedLink } from '../../../src/sandbox/present.js';
import { createVisitor, type Visitor } from '../../../src/sandbox/visitor/visitor.js';
import {
  authorizationRequest,
  authorize,
  beginLaunch,
  readAuthorized,
  startLms,
  visitAs,
  type Lms,
} from './probe-tool.js';

const LTI = 'https://purl.imsglobal.org/spec/lti/claim';
const LIS = 'http://purl.imsglobal.org/vocab/lis/v2';

describe('the sandbox LMS: launches (LTI Security Framework 1.1 §5.1.1)', () => {
  let lms: Lms;
  let link: PresentedLink;
  let student: Visitor;

  beforeAll(async () => {
    lms = await startLms({ extras: true });
    student = await visitAs(lms, 'student01');
  });
  afterAll(() => lms.close());

  beforeEach(() => {
    link = lms.sandbox.control.addLink('1', {
      clientId: lms.tool.clientId,
      title: 'Exercise',
      url: `${lms.toolUrl}/start?exercise=7`,
      lineItem: { scoreMaximum: 10 },
    });
  });

  describe('a good one', () => {
    it('tells the tool who, which link and which client, with a hint to send back', async () => {
      const login = await beginLaunch(student, link.launchUrl);
      expect(login).toEqual({
        iss: lms.url,
        target_link_uri: `${lms.toolUrl}/start?exercise=7`,
        login_hint: '101',
        lti_message_hint: expect.stringContaining('"') as string,
        client_id: lms.tool.clientId,
        lti_deployment_id: lms.tool.deployments[0]?.id,
      });
    });

    it('posts an id_token that the published keys verify, with the nonce and for one minute', async () => {
      const login = await beginLaunch(student, link.launchUrl);
      const { action, fields } = await authorize(lms, student, authorizationRequest(lms, login));

      expect(action).toBe(`${lms.toolUrl}/launch`);
      expect(fields.state).toBe('state-1');
      const jwks = (await (await fetch(`${lms.url}/lti/jwks`)).json()) as JSONWebKeySet;
      const { payload, protectedHeader } = await jwtVerify(fields.id_token ?? '', createLocalJWKSet(jwks), {
        issuer: lms.url,
        audience: lms.tool.clientId,
        currentDate: new Date(lms.nowSeconds() * 1000),
      });
      expect(protectedHeader.alg).toBe('RS256');
      expect(payload).toMatchObject({ nonce: 'nonce-1', sub: '101', iat: lms.nowSeconds() });
      expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60);
    });

    it('carries the claims of a resource link, the services granted, and one line item', async () => {
      const login = await beginLaunch(student, link.launchUrl);
      const { claims } = await authorize(lms, student, authorizationRequest(lms, login));
      expect(claims).toMatchObject({
        name: 'Sanne de Vries',
        email: 'student01@example.org',
        locale: 'nl',
        [`${LTI}/message_type`]: 'LtiResourceLinkRequest',
        [`${LTI}/version`]: '1.3.0',
        [`${LTI}/deployment_id`]: lms.tool.deployments[0]?.id,
        [`${LTI}/target_link_uri`]: `${lms.toolUrl}/start?exercise=7`,
        [`${LTI}/resource_link`]: { id: link.id, title: 'Exercise' },
        [`${LTI}/context`]: { id: '1', label: 'MEDIA-1', title: 'Mediawijsheid' },
        [`${LTI}/roles`]: [`${LIS}/membership#Learner`, `${LIS}/institution/person#Student`],
        'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint': {
          lineitem: expect.stringMatching(
            new RegExp(`/lineitems/${link.columnId ?? ''}/lineitem\\?`),
          ) as string,
        },
        'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice': { service_versions: ['2.0'] },
      });
    });

    it('answers a POST as well as a GET', async () => {
      const login = await beginLaunch(student, link.launchUrl);
      const url = `${lms.url}/lti/authorize`;
      const answer = await student.fetch(url, { method: 'POST', body: authorizationRequest(lms, login) });
      expect((await readAuthorized(answer, url)).claims?.sub).toBe('101');
    });

    it.each([
      ['teacher', [`${LIS}/membership#Instructor`]],
      ['assistant', [`${LIS}/membership/Instructor#TeachingAssistant`]],
      ['observer', [`${LIS}/membership#Mentor`]],
      ['teststudent', ['http://purl.imsglobal.org/vocab/lti/system/person#TestUser']],
      ['admin', [`${LIS}/institution/person#Administrator`]],
    ])('names the roles of %s', async (user, roles) => {
      const visitor = await visitAs(lms, user);
      const login = await beginLaunch(visitor, link.launchUrl);
      const { claims } = await authorize(lms, visitor, authorizationRequest(lms, login));
      expect(claims?.[`${LTI}/roles`]).toEqual(expect.arrayContaining(roles));
    });

    it('holds neither name nor e-mail for a tool that is not told', async () => {
      lms.sandbox.control.changeTool(lms.tool.clientId, { shareNames: false, shareEmail: false });
      const login = await beginLaunch(student, link.launchUrl);
      const { claims } = await authorize(lms, student, authorizationRequest(lms, login));
      lms.sandbox.control.changeTool(lms.tool.clientId, { shareNames: true, shareEmail: true });
      expect(claims).not.toBeNull();
      for (const name of ['name', 'given_name', 'family_name', 'email'])
        expect(claims).not.toHaveProperty(name);
    });

    it('passes the language that the person chose', async () => {
      const visitor = await visitAs(lms, 'student02');
      await visitor.post(`${lms.url}/language`, { locale: 'en', to: '/' });
      const login = await beginLaunch(visitor, link.launchUrl);
      const { claims } = await authorize(lms, visitor, authorizationRequest(lms, login));
      expect(claims).toMatchObject({ locale: 'en', [`${LTI}/launch_presentation`]: { locale: 'en' } });
    });
  });

  describe('what is shown to the person, because the tool cannot be told safely', () => {
    it.each([
      ['an unknown client id', { client_id: 'nobody' }, 'client_unknown'],
      ['no client id', { client_id: undefined }, 'input_invalid'],
      [
        'a redirect address that is not registered',
        { redirect_uri: 'https://evil.example/launch' },
        'redirect_uri_unknown',
      ],
    ])('%s', async (_case, changes, code) => {
      const login = await beginLaunch(student, link.launchUrl);
      const url = `${lms.url}/lti/authorize?${authorizationRequest(lms, login, changes).toString()}`;
      const answer = await student.fetch(url);
      const html = await answer.text();
      expect(answer.status).toBe(400);
      expect(html).toContain(`<code>${code}</code>`);
      expect(html).not.toContain('id_token');
    });

    it('a redirect address that only begins like a registered one', async () => {
      const login = await beginLaunch(student, link.launchUrl);
      const query = authorizationRequest(lms, login, { redirect_uri: `${lms.toolUrl}/launch/more` });
      expect(await authorize(lms, student, query)).toMatchObject({ status: 400, action: null });
    });

    it('a parameter that comes twice', async () => {
      const login = await beginLaunch(student, link.launchUrl);
      const query = authorizationRequest(lms, login);
      query.append('client_id', lms.tool.clientId);
      expect(await authorize(lms, student, query)).toMatchObject({ status: 400, action: null });
    });
  });

  describe('what is posted to the tool as an error, with its state', () => {
    it.each([
      ['no nonce', { nonce: undefined }, 'invalid_request'],
      ['no state', { state: undefined }, 'invalid_request'],
      ['another response mode', { response_mode: 'query' }, 'invalid_request'],
      ['another response type', { response_type: 'code' }, 'unsupported_response_type'],
      ['another scope', { scope: 'openid profile' }, 'invalid_request'],
      ['another prompt', { prompt: 'login' }, 'invalid_request'],
      ['no prompt', { prompt: undefined }, 'invalid_request'],
      ["another person's login hint", { login_hint: '102' }, 'login_required'],
      ['no message hint', { lti_message_hint: undefined }, 'invalid_request'],
      ['an unknown message hint', { lti_message_hint: '{"launch":"x"}' }, 'launch_no_longer_valid'],
    ])('%s', async (_case, changes, error) => {
      const login = await beginLaunch(student, link.launchUrl);
      const { action, fields } = await authorize(lms, student, authorizationRequest(lms, login, changes));
      expect(action).toBe(`${lms.toolUrl}/launch`);
      expect(fields.error).toBe(error);
      expect(fields.state).toBe('state' in changes ? undefined : 'state-1');
      expect(fields.id_token).toBeUndefined();
    });

    it('a message hint that was encoded anew on its way', async () => {
      const login = await beginLaunch(student, link.launchUrl);
      const reencoded = JSON.stringify(JSON.parse(login.lti_message_hint ?? ''), null, 1);
      const query = authorizationRequest(lms, login, { lti_message_hint: reencoded });
      expect((await authorize(lms, student, query)).fields.error).toBe('launch_no_longer_valid');
    });

    it('a launch that was spent: a second try gets nothing', async () => {
      const login = await beginLaunch(student, link.launchUrl);
      const first = await authorize(lms, student, authorizationRequest(lms, login));
      const second = await authorize(lms, student, authorizationRequest(lms, login, { nonce: 'nonce-2' }));
      expect(first.claims).not.toBeNull();
      expect(second).toMatchObject({ claims: null, fields: { error: 'launch_no_longer_valid' } });
    });

    it('a launch that lay for more than ten minutes', async () => {
      const login = await beginLaunch(student, link.launchUrl);
      lms.advance(10 * 60_000);
      const { fields } = await authorize(lms, student, authorizationRequest(lms, login));
      expect(fields.error).toBe('launch_no_longer_valid');
    });

    it("another tool's launch", async () => {
      const other = lms.sandbox.control.addTool({ ...lms.tool, name: 'Other', deepLinkingUrl: undefined });
      const login = await beginLaunch(student, link.launchUrl);
      const query = authorizationRequest(lms, login, { client_id: other.clientId });
      expect((await authorize(lms, student, query)).fields.error).toBe('launch_no_longer_valid');
    });

    it('somebody else logged in since the link was opened', async () => {
      const visitor = await visitAs(lms, 'student02');
      const login = await beginLaunch(visitor, link.launchUrl);
      await visitor.logIn(lms.url, 'student03');
      const { fields } = await authorize(lms, visitor, authorizationRequest(lms, login));
      expect(fields.error).toBe('login_required');
    });

    it('a link that was unpublished since it was opened', async () => {
      const login = await beginLaunch(student, link.launchUrl);
      lms.sandbox.control.changeLink('1', link.id, { published: false });
      const { fields } = await authorize(lms, student, authorizationRequest(lms, login));
      expect(fields.error).toBe('access_denied');
    });

    it('a tool that was deactivated since', async () => {
      const login = await beginLaunch(student, link.launchUrl);
      lms.sandbox.control.changeTool(lms.tool.clientId, { active: false });
      const { fields } = await authorize(lms, student, authorizationRequest(lms, login));
      lms.sandbox.control.changeTool(lms.tool.clientId, { active: true });
      expect(fields.error).toBe('unauthorized_client');
    });
  });

  describe('a request without our cookie, as from a frame of another site', () => {
    it('is sent once more from a page of our own, unchanged', async () => {
      const login = await beginLaunch(student, link.launchUrl);
      const stranger = createVisitor();
      const { action, fields } = await authorize(lms, stranger, authorizationRequest(lms, login));
      expect(action).toBe(`${lms.url}/lti/authorize`);
      expect(fields).toMatchObject({
        lti_message_hint: login.lti_message_hint,
        state: 'state-1',
        reposted: '1',
      });

      const answer = await student.fetch(action ?? '', { method: 'POST', body: new URLSearchParams(fields) });
      expect((await readAuthorized(answer, action ?? '')).claims?.sub).toBe('101');
    });

    it('ends as login_required when there still is no cookie', async () => {
      const login = await beginLaunch(student, link.launchUrl);
      const query = authorizationRequest(lms, login, { reposted: '1' });
      expect((await authorize(lms, createVisitor(), query)).fields.error).toBe('login_required');
    });
  });

  it('publishes its keys with a time to keep them, and signs with a new one after a rotation', async () => {
    const fetchKeys = () => fetch(`${lms.url}/lti/jwks`);
    const before = await fetchKeys();
    expect(before.headers.get('cache-control')).toBe('public, max-age=600');
    const { keys: old } = (await before.json()) as JSONWebKeySet;

    const { kid } = await lms.sandbox.control.rotateKeys();

    const { keys } = (await (await fetchKeys()).json()) as JSONWebKeySet;
    expect(keys.map((key) => key.kid)).toEqual([kid]);
    expect(old.map((key) => key.kid)).not.toContain(kid);
    expect(keys[0]).not.toHaveProperty('d');
  });
});
