/**
 * Registration as Canvas, Brightspace and Moodle do it, and R6, R10, R11 and R12 of the negative catalogue where they differ.
 */
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkInstall } from '../../../src/admin/check.js';
import { PLATFORM_CONFIGURATION, TOOL_CONFIGURATION } from '../../../src/lti/claims.js';
import { listFiles } from '../../support/repository-files.js';
import { readCode } from '../../support/lti-world.js';
import {
  ACTOR,
  CONFIGURATION,
  openRegistrationWorld,
  type RegistrationWorld,
} from '../../support/registration-world.js';
import type { TestPlatform } from '../../support/test-platform.js';

const CANVAS = 'https://canvas.instructure.com/lti';
type Fields = Record<string, unknown>;

function readSent(lms: TestPlatform): Fields {
  return JSON.parse(lms.seen.find(({ method }) => method === 'POST')?.body ?? '{}') as Fields;
}

describe('registration by the profile of the LMS', () => {
  let world: RegistrationWorld;

  beforeAll(async () => {
    world = await openRegistrationWorld();
  });
  afterAll(() => world.close());

  function openCanvas(answer: Fields = {}, configuration: Fields = {}): Promise<TestPlatform> {
    return world.openLms({
      change: {
        [PLATFORM_CONFIGURATION]: {
          product_family_code: 'canvas',
          version: 'OpenSource',
          messages_supported: [
            { type: 'LtiResourceLinkRequest', placements: ['course_navigation', 'user_navigation'] },
            {
              type: 'LtiDeepLinkingRequest',
              placements: ['editor_button', 'link_selection', 'tool_configuration'],
            },
          ],
        },
      },
      answer: {
        status: 200,
        body: { client_id: '10000000000001', ...answer, [TOOL_CONFIGURATION]: configuration },
      },
    });
  }

  it('asks Canvas for its own members, in places that it announced, with all user data', async () => {
    const lms = await openCanvas();
    expect((await world.registerAt(lms)).page.status).toBe(200);
    const tool = readSent(lms)[TOOL_CONFIGURATION] as Fields;
    expect(tool).toMatchObject({ [`${CANVAS}/privacy_level`]: 'public' });
    expect(tool['messages']).toMatchObject([
      {
        type: 'LtiResourceLinkRequest',
        label: 'Insigne',
        placements: ['course_navigation'],
        [`${CANVAS}/course_navigation/default_enabled`]: false,
        [`${CANVAS}/visibility`]: 'members',
      },
      {
        type: 'LtiDeepLinkingRequest',
        label: 'Add a badge',
        placements: ['link_selection', 'editor_button'],
      },
    ]);
    const custom = Object.values(tool['custom_parameters'] as Fields);
    expect(custom.every((value) => typeof value === 'string')).toBe(true);
    expect(await world.findRegistration(lms)).toMatchObject([{ profile: 'canvas', productFamily: 'canvas' }]);
  });

  it('sends Moodle none of that, and a domain with the port of its target', async () => {
    const lms = await world.openLms({
      change: { [PLATFORM_CONFIGURATION]: { product_family_code: 'moodle' } },
    });
    const { page } = await world.registerAt(lms);
    const sent = readSent(lms);
    expect(JSON.stringify(sent)).not.toContain('instructure');
    const tool = sent[TOOL_CONFIGURATION] as Fields;
    expect(tool['domain']).toBe(new URL(String(tool['target_link_uri'])).host);
    expect(tool['domain']).toMatch(/:\d+$/);
    expect(page.body).toContain('choose “Activate” among the external tools');
    expect(await world.findRegistration(lms)).toMatchObject([{ profile: 'moodle' }]);
  });

  it('tells a Brightspace admin that it is still off, and has the profile chosen by the product', async () => {
    const lms = await world.openLms({
      change: { [PLATFORM_CONFIGURATION]: { product_family_code: 'desire2learn' } },
    });
    expect((await world.registerAt(lms)).page.body).toContain('Insigne is still off in Brightspace');
    expect(await world.findRegistration(lms)).toMatchObject([{ profile: 'brightspace' }]);
  });

  it('hands over the page of Canvas where the admin goes on, and no page of anybody else', async () => {
    const lms = await world.openLms();
    const member = `${CANVAS}/registration_config_url`;
    for (const [address, isShown] of [
      [`${lms.url}/api/lti/registrations/1/view`, true],
      ['https://evil.example/view', false],
      ['javascript:alert(1)', false],
      [7, false],
    ] as const) {
      const canvas = await openCanvas();
      const shown = isShown ? `${canvas.url}/api/lti/registrations/1/view` : address;
      canvas.routes.set('/register', (_req, res) =>
        res.end(JSON.stringify({ client_id: 'c', [TOOL_CONFIGURATION]: { [member]: shown } })),
      );
      const { page } = await world.registerAt(canvas);
      expect(page.status).toBe(200);
      expect([address, page.body.includes('Continue in Canvas')]).toEqual([address, isShown]);
      if (isShown) expect(page.body).toContain(`href="${shown}"`);
      else if (typeof address === 'string') expect(page.body).not.toContain(address);
    }
  });

  it('takes the deployment where Canvas puts it, beside the client id', async () => {
    const lms = await openCanvas({ deployment_id: '9:8865aa05' });
    await world.registerAt(lms);
    const [record] = await world.findRegistration(lms);
    const deployments = await world.context.registrations.listDeployments(world.institutionId);
    expect(deployments.filter(({ registrationId }) => registrationId === record?.id)).toMatchObject([
      { deploymentId: '9:8865aa05', state: 'active' },
    ]);
  });

  it('R6: an LMS that gives its configuration only to the token gets it, and its words stay out of the log', async () => {
    const lms = await openCanvas();
    const open = lms.routes.get(CONFIGURATION);
    lms.routes.set(CONFIGURATION, (req, res, body) => {
      if (req.headers.authorization === 'Bearer reg.token') open?.(req, res, body);
      else res.writeHead(401).end();
    });
    expect((await world.registerAt(lms, { registration_token: '' })).code).toBe(
      'platform_configuration_unusable',
    );
    expect((await world.registerAt(lms)).page.status).toBe(200);
  });

  it('R7: Canvas’s own word for a refusal is shown', async () => {
    const lms = await openCanvas();
    lms.routes.set('/register', (_req, res) =>
      res.writeHead(422).end(JSON.stringify({ errorMessage: 'domain must be a host' })),
    );
    const { page, code } = await world.registerAt(lms);
    expect(code).toBe('registration_refused_by_platform');
    expect(page.body).toContain('domain must be a host');
  });

  it('R8: the profile that an admin chose stays when the LMS registers again', async () => {
    const lms = await openCanvas();
    await world.registerAt(lms);
    const [record] = await world.findRegistration(lms);
    const { registrations } = world.context;
    await registrations.change(world.institutionId, record?.id ?? '', { profile: 'moodle' }, ACTOR);
    await world.registerAt(lms);
    expect(await world.findRegistration(lms)).toMatchObject([{ id: record?.id, profile: 'moodle' }]);
  });

  it('R10: a deployment that was refused stays out until the refusal is taken back', async () => {
    const lms = await world.openLms({ answer: { status: 200, body: { client_id: 'asks' } } });
    await world.registerAt(lms);
    const [record] = await world.findRegistration(lms);
    if (!record) throw new Error('not registered');
    const at = { ...lms, record, clientId: 'asks', deploymentId: 'd1' };
    expect(readCode((await world.launch({}, { at })).answer.body)).toBe('deployment_waiting');
    const { deployments } = world.context;
    const [waiting] = (await deployments.list(world.institutionId)).filter(
      ({ registrationId }) => registrationId === record.id,
    );
    await deployments.refuse(world.institutionId, waiting?.id ?? '', ACTOR);
    expect(readCode((await world.launch({}, { at })).answer.body)).toBe('deployment_refused');
    await expect(deployments.refuse('another', waiting?.id ?? '', ACTOR)).rejects.toMatchObject({
      code: 'deployment_not_found',
    });
    await deployments.activate(world.institutionId, waiting?.id ?? '', ACTOR);
    expect(readCode((await world.launch({}, { at })).answer.body)).toBeNull();
  });

  it('R11: what the LMS says about scopes is not believed, and the check names what does not work', async () => {
    const granted = 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly';
    const lms = await world.openLms({
      answer: {
        status: 201,
        body: {
          client_id: 'narrow',
          scope: `${granted} https://purl.imsglobal.org/spec/lti-ags/scope/score`,
        },
      },
    });
    lms.routes.set('/token', (_req, res) =>
      res
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ access_token: 't', token_type: 'Bearer', expires_in: 3600, scope: granted })),
    );
    await world.registerAt(lms);
    const name = new URL(lms.url).host;
    const check = (await checkInstall(world.context)).find((one) => one.name === name);
    expect(check).toMatchObject({ isOk: false });
    for (const loss of [
      'grades are not read',
      'badge links come without one',
      'not shown in the gradebook',
    ]) {
      expect(check?.message).toContain(loss);
    }
    expect(check?.message).not.toContain('only who opens Insigne');
  });

  it('R12: the page tells the LMS that registering is done, in a frame and in a window', async () => {
    const { page } = await world.registerAt(await world.openLms());
    expect(page.body).toContain('/assets/close-registration.js');
    const script = listFiles('public', 'close-registration.js')[0]?.text ?? '';
    const told: unknown[][] = [];
    for (const opener of [
      null,
      { postMessage: (...message: unknown[]) => told.push(['opener', ...message]) },
    ]) {
      told.length = 0;
      const parent = { postMessage: (...message: unknown[]) => told.push(['parent', ...message]) };
      runInNewContext(script, {
        window: { opener, parent },
        document: { querySelector: () => null },
        HTMLButtonElement: class {},
      });
      expect(told).toEqual([[opener ? 'opener' : 'parent', { subject: 'org.imsglobal.lti.close' }, '*']]);
    }
  });

  it('gives Canvas its configuration by address', async () => {
    const answer = await fetch(`${world.baseUrl}/lti/canvas.json`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'application/json; charset=utf-8',
    ]);
    const body = (await answer.json()) as Fields;
    expect(body).toMatchObject({
      title: 'Insigne',
      oidc_initiation_url: `${world.baseUrl}/lti/login`,
      target_link_uri: `${world.baseUrl}/lti/launch`,
      public_jwk_url: `${world.baseUrl}/lti/jwks`,
      custom_fields: { lms_user_id: '$User.id' },
      extensions: [
        {
          platform: 'canvas.instructure.com',
          privacy_level: 'public',
          settings: {
            placements: expect.arrayContaining([
              expect.objectContaining({
                placement: 'course_navigation',
                message_type: 'LtiResourceLinkRequest',
              }),
              expect.objectContaining({ placement: 'link_selection', message_type: 'LtiDeepLinkingRequest' }),
            ]) as unknown,
          },
        },
      ],
    });
    expect(JSON.stringify(body)).not.toContain('ContentArea');
    expect(body['scopes']).toHaveLength(6);
    expect(body['scopes']).toContain('https://purl.imsglobal.org/spec/lti/scope/noticehandlers');
  });

  it('switched off, launches are refused and nothing is lost; deleted, the institution’s own alone', async () => {
    const lms = await world.openLms();
    await world.registerAt(lms);
    const [record] = await world.findRegistration(lms);
    if (!record) throw new Error('not registered');
    const at = { ...lms, record, clientId: 'new-client', deploymentId: '7' };
    const { registrations } = world.context;
    const { institutionId } = world;
    await registrations.change(institutionId, record.id, { isEnabled: false }, ACTOR);
    await expect(world.launch({}, { at })).rejects.toThrow('registration_disabled');
    await registrations.change(institutionId, record.id, { isEnabled: true }, ACTOR);
    expect(readCode((await world.launch({}, { at })).answer.body)).toBeNull();

    await expect(registrations.remove('another', record.id, ACTOR)).rejects.toMatchObject({
      code: 'registration_not_found',
    });
    const courses = await world.context.stores.courses.list(institutionId);
    await registrations.remove(institutionId, record.id, ACTOR);
    expect(await world.findRegistration(lms)).toEqual([]);
    expect(await world.context.stores.courses.list(institutionId)).toEqual(courses);
    const deployments = await registrations.listDeployments(institutionId);
    expect(deployments.filter(({ registrationId }) => registrationId === record.id)).toEqual([]);
  });
});
