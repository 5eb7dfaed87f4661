/**
 * R6 and R8–R10 of the negative catalogue, and the way from an invite to the first launch.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLATFORM_CONFIGURATION, TOOL_CONFIGURATION } from '../../../src/lti/claims.js';
import { isAccepted, readCode } from '../../support/lti-world.js';
import {
  ACTOR,
  CONFIGURATION,
  openRegistrationWorld,
  type RegistrationWorld,
} from '../../support/registration-world.js';

describe('dynamic registration (LTI Dynamic Registration 1.0)', () => {
  let world: RegistrationWorld;

  beforeAll(async () => {
    world = await openRegistrationWorld();
  });
  afterAll(() => world.close());

  it('registers the tool, lets launches in at once, and closes the page in the LMS', async () => {
    const lms = await world.openLms();
    const { page, secret } = await world.registerAt(lms);
    expect(page.status).toBe(200);
    expect(page.body).toMatch(/<script src="\/assets\/close-registration\.js\?v=\w+" defer><\/script>/);
    expect(page.headers.get('content-security-policy')).toContain('frame-ancestors *');
    expect(await world.findRegistration(lms)).toMatchObject([
      {
        issuer: lms.url,
        clientId: 'new-client',
        productFamily: 'test-lms',
        tokenAudience: lms.registration.tokenUrl,
        isEnabled: true,
      },
    ]);
    expect(await world.isUsable(secret)).toBe(false);

    const [record] = await world.findRegistration(lms);
    if (!record) throw new Error('not registered');
    const { answer } = await world.launch(
      {},
      { at: { ...lms, record, clientId: 'new-client', deploymentId: '7' } },
    );
    expect(isAccepted(answer)).toBe(true);
  });

  it('asks for what it needs, in both languages, with the LMS’s own ids', async () => {
    const lms = await world.openLms();
    await world.registerAt(lms);
    const sent = JSON.parse(lms.seen.find(({ method }) => method === 'POST')?.body ?? '{}') as Record<
      string,
      unknown
    >;
    const { baseUrl } = world;
    expect(sent).toMatchObject({
      application_type: 'web',
      response_types: ['id_token'],
      grant_types: ['implicit', 'client_credentials'],
      initiate_login_uri: `${baseUrl}/lti/login`,
      redirect_uris: [`${baseUrl}/lti/launch`],
      jwks_uri: `${baseUrl}/lti/jwks`,
      token_endpoint_auth_method: 'private_key_jwt',
      client_name: 'Insigne',
      'client_name#nl': 'Insigne',
      logo_uri: `${baseUrl}/assets/insigne.svg`,
    });
    expect(String(sent['scope']).split(' ').sort()).toEqual([
      'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem',
      'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly',
      'https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly',
      'https://purl.imsglobal.org/spec/lti-ags/scope/score',
      'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
    ]);
    expect(sent[TOOL_CONFIGURATION]).toMatchObject({
      domain: new URL(baseUrl).host,
      target_link_uri: `${baseUrl}/lti/launch`,
      claims: ['iss', 'sub', 'name', 'given_name', 'family_name', 'email', 'locale'],
      custom_parameters: {
        lms_user_id: '$User.id',
        lms_username: '$User.username',
        context_id_history: '$Context.id.history',
        course_ends_at: '$CourseSection.timeFrame.end',
      },
      messages: [
        { type: 'LtiResourceLinkRequest' },
        { type: 'LtiDeepLinkingRequest', label: 'Add a badge', 'label#nl': 'Badge toevoegen' },
      ],
    });
    const logo = await fetch(String(sent['logo_uri']));
    expect([logo.status, logo.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
  });

  it('asks for nothing that the LMS does not announce', async () => {
    const lms = await world.openLms({
      change: {
        scopes_supported: ['openid', 'https://purl.imsglobal.org/spec/lti-ags/scope/score'],
        [PLATFORM_CONFIGURATION]: {
          product_family_code: 'test-lms',
          messages_supported: [
            { type: 'LtiDeepLinkingRequest', placements: ['ContentArea', 'RichTextEditor'] },
          ],
          variables: ['User.id', '$Person.sourcedId'],
        },
      },
    });
    await world.registerAt(lms);
    const sent = JSON.parse(lms.seen.find(({ method }) => method === 'POST')?.body ?? '{}') as Record<
      string,
      unknown
    >;
    expect(sent['scope']).toBe('https://purl.imsglobal.org/spec/lti-ags/scope/score');
    expect(sent[TOOL_CONFIGURATION]).toMatchObject({
      messages: [{ type: 'LtiDeepLinkingRequest', placements: ['ContentArea'] }],
    });
    expect((sent[TOOL_CONFIGURATION] as Record<string, unknown>)['custom_parameters']).toEqual({
      lms_user_id: '$User.id',
      lms_person_sourced_id: '$Person.sourcedId',
    });
  });

  it('R6: the registration token goes along on both requests, and only when there is one', async () => {
    const lms = await world.openLms();
    await world.registerAt(lms);
    expect(lms.seen.map(({ method, authorization }) => [method, authorization])).toEqual([
      ['GET', 'Bearer reg.token'],
      ['POST', 'Bearer reg.token'],
    ]);
    const open = await world.openLms();
    await world.registerAt(open, { registration_token: '' });
    expect(open.seen.map(({ authorization }) => authorization)).toEqual([null, null]);
  });

  it('R8: the same client again is an update, not another registration', async () => {
    const lms = await world.openLms();
    await world.registerAt(lms);
    lms.routes.set(CONFIGURATION, (_req, res) =>
      res.end(
        JSON.stringify({
          issuer: lms.url,
          authorization_endpoint: `${lms.url}/auth2`,
          token_endpoint: `${lms.url}/token2`,
          authorization_server: `${lms.url}/audience`,
          jwks_uri: `${lms.url}/jwks2`,
          registration_endpoint: `${lms.url}/register`,
        }),
      ),
    );
    expect((await world.registerAt(lms)).page.status).toBe(200);
    expect(await world.findRegistration(lms)).toMatchObject([
      {
        authorizationUrl: `${lms.url}/auth2`,
        tokenAudience: `${lms.url}/audience`,
        jwksUrl: `${lms.url}/jwks2`,
      },
    ]);
  });

  it('R9: an invite works once, and not after a week', async () => {
    const lms = await world.openLms();
    const { secret } = await world.registerAt(lms);
    const again = await world.register({ invite: secret, openid_configuration: lms.url + CONFIGURATION });
    expect(again.code).toBe('invite_unusable');
    const late = await world.invite();
    world.clock.at = new Date(world.clock.at.getTime() + 7 * 24 * 3_600_000);
    const expired = await world.register({ invite: late, openid_configuration: lms.url + CONFIGURATION });
    expect(expired.code).toBe('invite_unusable');
  });

  it('R9: two LMSs at the same moment with one invite: one is kept', async () => {
    const secret = await world.invite();
    const pair = [await world.openLms(), await world.openLms()];
    const answers = await Promise.all(
      pair.map((lms) => world.register({ invite: secret, openid_configuration: lms.url + CONFIGURATION })),
    );
    expect(answers.map(({ page }) => page.status).sort()).toEqual([200, 403]);
    const kept = await Promise.all(pair.map(world.findRegistration));
    expect(kept.flat()).toHaveLength(1);
  });

  it('R10: without a deployment in the answer, the first launch tells it and waits for an operator', async () => {
    const lms = await world.openLms({ answer: { status: 200, body: { client_id: 'later' } } });
    const { page } = await world.registerAt(lms);
    expect(page.body).toContain('open Insigne once in a course');
    const [record] = await world.findRegistration(lms);
    if (!record) throw new Error('not registered');
    const at = { ...lms, record, clientId: 'later', deploymentId: 'told-at-launch' };
    const first = await world.launch({}, { at });
    expect(readCode(first.answer.body)).toBe('deployment_waiting');
    const { registrations } = world.context;
    const waiting = (await registrations.listDeployments(world.institutionId)).find(
      ({ registrationId, state }) => registrationId === record.id && state === 'waiting',
    );
    await registrations.activateDeployment(world.institutionId, waiting?.id ?? '', ACTOR);
    expect(isAccepted((await world.launch({}, { at })).answer)).toBe(true);
  });

  it('says in the reader’s language what happened', async () => {
    const { page } = await world.register(
      { invite: 'x', openid_configuration: 'https://lms.example.org' },
      'nl',
    );
    expect(page.body).toContain('Vraag de beheerder van Insigne om een nieuwe.');
    expect(page.headers.get('content-language')).toBe('nl');
  });

  it('writes down what changed, and who did it', async () => {
    const { audit } = world.context.stores;
    const before = new Set((await audit.list(world.institutionId, 1_000)).map(({ id }) => id));
    await world.registerAt(await world.openLms());
    const entries = (await audit.list(world.institutionId, 1_000)).filter(({ id }) => !before.has(id));
    expect(entries.map(({ action, actor }) => [action, actor.kind]).sort()).toEqual([
      ['deployment.activated', 'platform'],
      ['deployment.sighted', 'platform'],
      ['invite.created', 'command-line'],
      ['invite.used', 'tool'],
      ['registration.saved', 'platform'],
    ]);
    expect(JSON.stringify(entries)).not.toContain('reg.token');
  });
});
