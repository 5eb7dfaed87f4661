/**
 * C and D: the claims of a message.
 *
 * Source: LTI Core 1.3 §5.3, §5.4, §A; LTI Deep Linking 2.0 §4.4; 1EdTech certification suite for tools §6.1.1 to §6.1.3.
 *
 * @module
 */
import { CLAIM, MESSAGE } from '../../../src/lti/claims.js';
import { accepted, either, refused, show, withClaims, type ProbeCase } from '../probe-case.js';

const MEMBERSHIP = 'http://purl.imsglobal.org/vocab/lis/v2/membership';
const SYSTEM = 'http://purl.imsglobal.org/vocab/lis/v2/system/person';
const SETTINGS = {
  deep_link_return_url: 'http://127.0.0.1:9/deep-links',
  accept_types: ['ltiResourceLink'],
  accept_presentation_document_targets: ['iframe', 'window'],
};

function asDeepLinking(settings: unknown): Record<string, unknown> {
  return {
    [CLAIM.messageType]: MESSAGE.deepLinkingRequest,
    [CLAIM.resourceLink]: undefined,
    [CLAIM.roles]: [`${MEMBERSHIP}#Instructor`],
    [CLAIM.deepLinkingSettings]: settings,
  };
}

function refusedValues(id: string, claim: string, name: string, values: readonly unknown[]): ProbeCase[] {
  return values.map((value) => refused(id, `${name} ${show(value)}`, withClaims({ [claim]: value })));
}

export const MESSAGE_CASES: readonly ProbeCase[] = [
  accepted('C0', 'an honest launch of a student', withClaims({})),
  accepted(
    'C0',
    'an honest launch of a teacher',
    withClaims({ [CLAIM.roles]: [`${MEMBERSHIP}#Instructor`] }),
  ),
  ...refusedValues('C1', CLAIM.version, 'version', [undefined, '']),
  ...refusedValues('C2', CLAIM.version, 'version', ['1.2.0', '1.3', 1.3, ['1.3.0'], { $ne: '' }]),
  ...refusedValues('C3', CLAIM.messageType, 'message type', [
    undefined,
    '',
    'basic-lti-launch-request',
    'ltiresourcelinkrequest',
    [MESSAGE.resourceLink],
  ]),
  ...refusedValues('C4', CLAIM.deploymentId, 'deployment', [
    undefined,
    '',
    7,
    ['deployment-1'],
    'd'.repeat(256),
    'dépôt',
    'deployment-nobody-knows',
  ]),
  ...refusedValues('C5', CLAIM.roles, 'roles', [undefined, null, 'Instructor', {}]),
  accepted('C5', 'no roles', withClaims({ sub: 'c5-none', [CLAIM.roles]: [] })),
  accepted(
    'C5',
    'an unknown role',
    withClaims({ sub: 'c5-odd', [CLAIM.roles]: ['https://example.org/#Wizard'] }),
  ),
  accepted('C5', 'a short role', withClaims({ sub: 'c5-short', [CLAIM.roles]: ['Instructor'] })),
  accepted(
    'C5',
    'several roles',
    withClaims({ sub: 'c5-many', [CLAIM.roles]: [`${MEMBERSHIP}#Learner`, `${MEMBERSHIP}#Instructor`] }),
  ),
  accepted(
    'C5',
    'a role of the system alone',
    withClaims({ sub: 'c5-sys', [CLAIM.roles]: [`${SYSTEM}#Administrator`] }),
  ),
  ...refusedValues('C6', CLAIM.resourceLink, 'resource link', [
    undefined,
    null,
    {},
    'link-1',
    { id: '' },
    { id: 'l'.repeat(256) },
  ]),
  either('C7', 'sub absent', withClaims({ sub: undefined })),
  refused('C7', 'sub of 256 characters', withClaims({ sub: 's'.repeat(256) })),
  accepted('C7', 'sub of 255 characters', withClaims({ sub: 's'.repeat(255) })),
  refused('C8', 'target_link_uri absent', withClaims({ [CLAIM.targetLinkUri]: undefined })),
  refused(
    'C8',
    'target_link_uri another address of the tool',
    withClaims(({ main }) => ({ [CLAIM.targetLinkUri]: new URL('/other', main.targetLinkUri).href })),
  ),
  refused(
    'C8',
    'target_link_uri on another host',
    withClaims({ [CLAIM.targetLinkUri]: 'https://evil.example/' }),
  ),
  accepted('C9', 'no course', withClaims({ [CLAIM.context]: undefined })),
  refused('C9', 'a course without id', withClaims({ [CLAIM.context]: { title: 'Biology' } })),
  accepted('C10', 'nothing but sub', withClaims({ sub: 'c10', name: undefined, email: undefined })),
  accepted('C10', 'an e-mail address alone', withClaims({ sub: 'c10-mail', name: undefined })),
  accepted(
    'C11',
    'custom values unreplaced, cut, no text',
    withClaims({
      [CLAIM.custom]: { a: '$User.username', b: 'truncated', c: 7, nested: { a: 1 }, $where: 'x' },
    }),
  ),
  accepted(
    'C12',
    'lis, ext and claims that nobody knows',
    withClaims({
      [CLAIM.lis]: { person_sourcedid: 'S123' },
      ext: { lms: 'moodle-2' },
      'https://example.org/claim': { deep: { deeper: [] } },
    }),
  ),
  accepted(
    'C13',
    'a name with markup, right-to-left marks and emoji',
    withClaims({ sub: 'c13', name: '<img src=x onerror=alert(1)> \u202Eevil\u202C 👩🏽‍🎓 '.repeat(40) }),
  ),
  accepted(
    'C14',
    'a return_url that is a script',
    withClaims({ [CLAIM.launchPresentation]: { return_url: 'javascript:alert(1)' } }),
  ),
  accepted(
    'C16',
    'a test user',
    withClaims({
      sub: 'c16',
      [CLAIM.roles]: [`${MEMBERSHIP}#Learner`, 'http://purl.imsglobal.org/vocab/lti/system/person#TestUser'],
    }),
  ),
  accepted('C18', 'a mentor', withClaims({ sub: 'c18', [CLAIM.roles]: [`${MEMBERSHIP}#Mentor`] })),
  refused(
    'C19',
    'the address of somebody else’s page, in a browser with a session of its own',
    async (world) => {
      const theirs = await world.logIn();
      const form = { id_token: world.sign(theirs, { sub: 'c19-theirs' }), state: theirs.state };
      const page = await theirs.browser.follow(await world.post(theirs, form));
      const own = await world.logIn();
      await world.launchWith(own, {
        sub: 'c19-own',
        [CLAIM.context]: { id: 'course-c19', title: 'Another' },
      });
      const opened = await own.browser.follow(await own.browser.get(page.url));
      return page.status === 200 && opened.status === 200 ? 'accepted' : 'refused';
    },
  ),
  accepted('D0', 'an honest deep linking request', withClaims(asDeepLinking(SETTINGS))),
  refused('D1', 'deep linking settings absent', withClaims(asDeepLinking(undefined))),
  refused('D1', 'deep linking settings empty', withClaims(asDeepLinking({}))),
  ...['', 'javascript:alert(1)', 'data:text/html,x', '/return'].map((url) =>
    refused(
      'D2',
      `return address ${show(url)}`,
      withClaims(asDeepLinking({ ...SETTINGS, deep_link_return_url: url })),
    ),
  ),
];
