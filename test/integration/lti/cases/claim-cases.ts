/**
 * C1–C16, C18: the message in the token. D1 and D2, and L14 as far as it is a matter of the launch, stand here as well: there are
 * steps behind them. C17 and C19 are about sessions: `session.test.ts`.
 *
 * @module
 */
import { expect } from 'vitest';
import { findWhyNotAwardable } from '../../../../src/awarding/may-be-awarded.js';
import type { Course } from '../../../../src/lti/course.js';
import type { Enrolment } from '../../../../src/lti/enrolment.js';
import type { Learner } from '../../../../src/institutions/learner.js';
import { CLAIM, MAPPING_PARAMETER, MESSAGE } from '../../../../src/lti/claims.js';
import { startTestPlatform } from '../../../support/test-platform.js';
import type { Answered, LtiWorld } from '../../../support/lti-world.js';
import { accepted, refused, withClaims, type LaunchCase } from './launch-case.js';

const MEMBERSHIP = 'http://purl.imsglobal.org/vocab/lis/v2/membership';
const KEY = 'k'.repeat(22);

export const DEEP_LINKING_SETTINGS = {
  deep_link_return_url: 'http://127.0.0.1:9/deep-links?sesskey=1',
  accept_types: ['ltiResourceLink'],
  accept_presentation_document_targets: ['iframe', 'window'],
};

export function asDeepLinking(settings: unknown): Record<string, unknown> {
  return {
    [CLAIM.messageType]: MESSAGE.deepLinkingRequest,
    [CLAIM.resourceLink]: undefined,
    [CLAIM.roles]: [`${MEMBERSHIP}#Instructor`],
    [CLAIM.deepLinkingSettings]: settings,
  };
}

/** What the store knows about whom and where a launch was let in. */
export async function readRemembered(
  { context, institutionId, platform }: LtiWorld,
  { location }: Answered,
  sub = 'user-1',
): Promise<{ course: Course; learner: Learner; enrolment: Enrolment }> {
  const courseId = new URL(location ?? '').pathname.split('/')[2] ?? '';
  const course = await context.stores.courses.find(institutionId, courseId);
  const learners = await context.stores.learners.rememberAll(
    institutionId,
    platform.record.id,
    [{ sub }],
    new Date(),
  );
  const learner = learners.get(sub);
  const enrolment = learner && (await context.stores.enrolments.find(institutionId, courseId, learner.id));
  if (!course || !learner || !enrolment) throw new Error('the launch left nothing behind');
  return { course, learner, enrolment };
}

export const CLAIM_CASES: readonly LaunchCase[] = [
  {
    id: 'C1',
    title: 'version missing',
    plays: [
      refused('absent', 'launch_version_unsupported', withClaims({ [CLAIM.version]: undefined })),
      refused('empty', 'launch_version_unsupported', withClaims({ [CLAIM.version]: '' })),
    ],
  },
  {
    id: 'C2',
    title: 'another version',
    plays: ['1.2.0', '1.3', '1.3.0 ', '1.3.1', 1.3, ['1.3.0'], { $ne: '' }].map((version) =>
      refused(
        JSON.stringify(version),
        'launch_version_unsupported',
        withClaims({ [CLAIM.version]: version }),
      ),
    ),
  },
  {
    id: 'C3',
    title: 'message type missing or unknown',
    plays: [
      undefined,
      '',
      'basic-lti-launch-request',
      'LtiSubmissionReviewRequest',
      'ltiresourcelinkrequest',
      [MESSAGE.resourceLink],
    ].map((type) =>
      refused(String(type), 'launch_message_unsupported', withClaims({ [CLAIM.messageType]: type })),
    ),
  },
  {
    id: 'C4',
    title: 'deployment missing, unknown, too long, of another client, refused',
    plays: [
      ...[undefined, '', 7, ['deployment-1'], 'd'.repeat(256), 'dépôt'].map((id) =>
        refused(
          String(id).slice(0, 20),
          'launch_deployment_missing',
          withClaims({ [CLAIM.deploymentId]: id }),
        ),
      ),
      refused(
        'unknown: it waits for an operator from now on',
        'deployment_waiting',
        withClaims({ [CLAIM.deploymentId]: 'deployment-9' }),
        async ({ context, institutionId, platform }) => {
          const known = await context.registrations.listDeployments(institutionId);
          expect(
            known.filter(
              ({ registrationId, deploymentId }) =>
                registrationId === platform.record.id && deploymentId === 'deployment-9',
            ),
          ).toMatchObject([{ state: 'waiting', institutionId: null }]);
        },
      ),
      refused('of another client', 'deployment_waiting', async (world) => {
        await world.addPlatform({ deploymentId: 'deployment-of-another' });
        return withClaims({ [CLAIM.deploymentId]: 'deployment-of-another' })(world);
      }),
      refused('refused by its institution', 'deployment_refused', async (world) => {
        const at = await world.addPlatform({ deploymentId: null });
        await world.context.stores.deployments.remember({
          id: at.record.id,
          registrationId: at.record.id,
          deploymentId: 'deployment-1',
          institutionId: world.institutionId,
          state: 'refused',
          firstSeenAt: world.clock.at,
        });
        return (await world.launch({}, { at })).answer;
      }),
      accepted('255 characters', async (world) => {
        const at = await world.addPlatform({ deploymentId: 'd'.repeat(255) });
        return (await world.launch({}, { at })).answer;
      }),
    ],
  },
  {
    id: 'C5',
    title: 'roles missing, a text, empty, unknown, short, of the system alone',
    plays: [
      ...[undefined, null, 'Instructor', {}, [1], ['Learner', null]].map((roles) =>
        refused(
          JSON.stringify(roles) ?? 'absent',
          'launch_roles_missing',
          withClaims({ [CLAIM.roles]: roles }),
        ),
      ),
      accepted('empty', withClaims({ sub: 'no-roles', [CLAIM.roles]: [] }), async (world, answer) => {
        const { enrolment } = await readRemembered(world, answer, 'no-roles');
        expect(enrolment).toMatchObject({ isLearner: false, wasEverStaff: false });
      }),
      accepted(
        'unknown',
        withClaims({ sub: 'unknown-role', [CLAIM.roles]: ['https://example.org/roles#Wizard'] }),
        async (world, answer) => {
          const { enrolment } = await readRemembered(world, answer, 'unknown-role');
          expect(enrolment).toMatchObject({ isLearner: false, wasEverStaff: false });
        },
      ),
      accepted(
        'short Instructor',
        withClaims({ sub: 'short-role', [CLAIM.roles]: ['Instructor'] }),
        async (world, answer) => {
          expect((await readRemembered(world, answer, 'short-role')).enrolment.wasEverStaff).toBe(true);
        },
      ),
      accepted(
        'an administrator of the system, and nothing in the course',
        withClaims({
          sub: 'admin',
          [CLAIM.roles]: ['http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator'],
        }),
        async (world, answer) => {
          expect((await readRemembered(world, answer, 'admin')).enrolment.isLearner).toBe(false);
        },
      ),
    ],
  },
  {
    id: 'C6',
    title: 'resource link missing, without id, too long',
    plays: [
      undefined,
      null,
      {},
      'link-1',
      [{ id: 'link-1' }],
      { id: '' },
      { id: 1 },
      { id: 'l'.repeat(256) },
    ].map((link) =>
      refused(
        JSON.stringify(link)?.slice(0, 30) ?? 'absent',
        'launch_resource_link_missing',
        withClaims({ [CLAIM.resourceLink]: link }),
      ),
    ),
  },
  {
    id: 'C7',
    title: 'sub missing: nobody is kept as anonymous',
    plays: [
      ...[undefined, null, '', 7, ['user-1'], 's'.repeat(256)].map((sub) =>
        refused(String(sub).slice(0, 20), 'launch_subject_missing', withClaims({ sub })),
      ),
      accepted('255 characters', withClaims({ sub: 's'.repeat(255) })),
    ],
  },
  {
    id: 'C8',
    title: 'target_link_uri missing, or not the one of the login',
    plays: [
      refused('absent', 'launch_target_wrong', withClaims({ [CLAIM.targetLinkUri]: undefined })),
      refused(
        'another of ours',
        'launch_target_wrong',
        withClaims(({ baseUrl }) => ({ [CLAIM.targetLinkUri]: `${baseUrl}/other` })),
      ),
      refused(
        'another host',
        'launch_target_wrong',
        withClaims({ [CLAIM.targetLinkUri]: 'https://evil.example/lti/launch' }),
      ),
      refused(
        'another spelling',
        'launch_target_wrong',
        withClaims(({ baseUrl }) => ({ [CLAIM.targetLinkUri]: `${baseUrl}/lti/launch/` })),
      ),
    ],
  },
  {
    id: 'C9',
    title: 'no course: the link is a course of its own',
    plays: [
      accepted('absent', withClaims({ [CLAIM.context]: undefined }), async (world, answer) => {
        const { course } = await readRemembered(world, answer);
        expect(course).toMatchObject({ title: 'A link', membershipsUrl: null });
        const again = await withClaims({ [CLAIM.context]: undefined })(world);
        expect(new URL(again.location ?? '').pathname).toBe(`/courses/${course.id}`);
        const other = await withClaims({
          [CLAIM.context]: undefined,
          [CLAIM.resourceLink]: { id: 'link-2' },
        })(world);
        expect(new URL(other.location ?? '').pathname).not.toBe(`/courses/${course.id}`);
      }),
      accepted('null', withClaims({ [CLAIM.context]: null })),
      refused('without id', 'launch_context_invalid', withClaims({ [CLAIM.context]: { title: 'Biology' } })),
      refused(
        '256 characters',
        'launch_context_invalid',
        withClaims({ [CLAIM.context]: { id: 'c'.repeat(256) } }),
      ),
      refused(
        'neither course nor link',
        'launch_outside_course',
        withClaims({ ...asDeepLinking(DEEP_LINKING_SETTINGS), [CLAIM.context]: undefined }),
      ),
    ],
  },
  {
    id: 'C10',
    title: 'no names, no e-mail address',
    plays: [
      accepted(
        'nothing but sub',
        withClaims({ sub: 'nameless', name: undefined, email: undefined }),
        async (world, answer) => {
          expect((await readRemembered(world, answer, 'nameless')).learner).toMatchObject({
            name: null,
            email: null,
          });
        },
      ),
      accepted(
        'what was told once stays',
        async (world) => {
          await withClaims({ sub: 'named-once', name: 'Kim de Vries' })(world);
          return withClaims({ sub: 'named-once', name: undefined, email: '' })(world);
        },
        async (world, answer) => {
          expect((await readRemembered(world, answer, 'named-once')).learner).toMatchObject({
            name: 'Kim de Vries',
            email: 'sam@example.org',
          });
        },
      ),
    ],
  },
  {
    id: 'C11',
    title: 'custom values that are no text, unreplaced or cut',
    plays: [
      accepted(
        'odd values are left out, good ones kept',
        withClaims({
          sub: 'bridged',
          [CLAIM.custom]: {
            lms_user_id: '4711',
            lms_username: '$User.username',
            lms_person_sourced_id: '',
            context_id_history: 'truncated',
            [MAPPING_PARAMETER]: 7,
            $where: 'x',
            nested: { a: 1 },
          },
        }),
        async (world, answer) => {
          const { learner, course } = await readRemembered(world, answer, 'bridged');
          expect(learner.bridges).toEqual({ lms_user_id: '4711' });
          expect(new URL(answer.location ?? '').pathname).toBe(`/courses/${course.id}`);
        },
      ),
      accepted('custom is a list', withClaims({ [CLAIM.custom]: ['x'] })),
      accepted('custom is a text', withClaims({ [CLAIM.custom]: 'x=1' })),
      accepted(
        'our own key leads to its badge',
        withClaims({ [CLAIM.custom]: { [MAPPING_PARAMETER]: KEY } }),
        (_world, answer) => {
          expect(new URL(answer.location ?? '').pathname).toMatch(
            new RegExp(`^/courses/[^/]+/badges/${KEY}$`),
          );
        },
      ),
      accepted(
        'what is no key of ours does not',
        withClaims({ [CLAIM.custom]: { [MAPPING_PARAMETER]: '../../admin' } }),
        (_world, answer) => {
          expect(new URL(answer.location ?? '').pathname).toMatch(/^\/courses\/[^/]+$/);
        },
      ),
    ],
  },
  {
    id: 'C12',
    title: 'lis, ext and unknown claims',
    plays: [
      accepted(
        'whatever they hold',
        withClaims({
          [CLAIM.lis]: 'not an object',
          [CLAIM.launchPresentation]: ['frame'],
          [CLAIM.agsEndpoint]: null,
          [CLAIM.namesRoleService]: 1,
          ext: { lms: 'moodle-2' },
          'http://www.brightspace.com': { tenant_id: '1' },
          'https://example.org/claim': { deep: { deeper: [] } },
          constructor: 'x',
        }),
      ),
    ],
  },
  {
    id: 'C13',
    title: 'names with markup, right-to-left marks, emoji, thousands of letters',
    plays: [
      accepted(
        'are printed as text and kept short',
        async (world) => {
          const name = `<img src=x onerror=alert(1)> \u202Eevil\u202C 👩🏽‍🎓 ${'a'.repeat(4_096)}`;
          await withClaims({ sub: 'odd-name', name })(world);
          const title = '</title><script>alert(1)</script>';
          return withClaims({
            sub: 'odd-teacher',
            name,
            [CLAIM.roles]: [`${MEMBERSHIP}#Instructor`],
            [CLAIM.context]: { id: 'course-1', title, label: title },
          })(world);
        },
        async (world, answer) => {
          const { learner } = await readRemembered(world, answer, 'odd-name');
          expect([...(learner.name ?? '')]).toHaveLength(255);
          expect(learner.name).toContain('👩🏽‍🎓');
          const key = answer.headers.getSetCookie().find((line) => line.startsWith('__Host-insigne=')) ?? '';
          const page = await world
            .openBrowser()
            .get(`${answer.location ?? ''}/learners`, { cookie: key.split(';')[0] ?? '' });
          expect(page.status).toBe(200);
          expect(page.body).toContain('&lt;img src=x onerror=alert(1)&gt;');
          expect(page.body).not.toContain('<img src=x');
          expect(page.body).not.toContain('<script>alert');
        },
      ),
    ],
  },
  {
    id: 'C14',
    title: 'a return_url with a script in it',
    plays: [
      accepted(
        'is nowhere on the page, nor in who may frame it',
        withClaims({
          [CLAIM.launchPresentation]: { return_url: 'javascript:alert(document.domain)', locale: 'nl-NL' },
        }),
        async (world, answer) => {
          const key = answer.headers.getSetCookie().find((line) => line.startsWith('__Host-insigne=')) ?? '';
          const page = await world
            .openBrowser()
            .get(answer.location ?? '', { cookie: key.split(';')[0] ?? '' });
          expect(page.status).toBe(200);
          expect(page.body).not.toContain('javascript:');
          expect(page.headers.get('content-security-policy')).toContain(
            `frame-ancestors 'self' ${world.platform.url}`,
          );
          expect(page.headers.get('content-security-policy')).not.toContain('javascript');
        },
      ),
    ],
  },
  {
    id: 'C15',
    title: 'services on another host',
    plays: [
      {
        what: 'are never called, with or without a token',
        refusedWith: null,
        async run(world) {
          const stranger = await startTestPlatform();
          try {
            const answer = await withClaims({
              [CLAIM.context]: { id: 'course-elsewhere', title: 'Elsewhere' },
              [CLAIM.agsEndpoint]: {
                scope: ['https://purl.imsglobal.org/spec/lti-ags/scope/lineitem'],
                lineitems: `${stranger.url}/lineitems`,
                lineitem: `${stranger.url}/lineitems/1`,
              },
              [CLAIM.namesRoleService]: {
                context_memberships_url: `${stranger.url}/members`,
                service_versions: ['2.0'],
              },
            })(world);
            const { course } = await readRemembered(world, answer);
            const reading = world.context.columns.readCourse(world.platform.record, course, () => true);
            await expect(reading).rejects.toMatchObject({ code: 'address_refused' });
            expect(stranger.counts).toEqual({ jwks: 0, other: 0 });
            return answer;
          } finally {
            await stranger.close();
          }
        },
      },
      accepted(
        'odd addresses are not even kept',
        withClaims({
          [CLAIM.context]: { id: 'course-odd', title: 'Odd' },
          [CLAIM.agsEndpoint]: { scope: 'all', lineitems: 'file:///etc/passwd', lineitem: 'javascript:1' },
          [CLAIM.namesRoleService]: { context_memberships_url: 'https://user:secret@lms.example/members' },
        }),
        async (world, answer) => {
          expect((await readRemembered(world, answer)).course).toMatchObject({
            lineItemsUrl: null,
            membershipsUrl: null,
            agsScopes: [],
          });
        },
      ),
    ],
  },
  {
    id: 'C16',
    title: 'a test user is let in and never awarded',
    plays: [
      accepted(
        'TestUser beside Learner, as Canvas sends its Test Student',
        withClaims({
          sub: 'test-student',
          [CLAIM.roles]: [
            `${MEMBERSHIP}#Learner`,
            'http://purl.imsglobal.org/vocab/lti/system/person#TestUser',
          ],
        }),
        async (world, answer) => {
          const { enrolment } = await readRemembered(world, answer, 'test-student');
          expect(enrolment.isTestUser).toBe(true);
          expect(findWhyNotAwardable(enrolment, true)).toEqual({ verdict: 'stopped', reason: 'test-user' });
        },
      ),
    ],
  },
  {
    id: 'C18',
    title: 'an observer or mentor is no learner',
    plays: [
      ['a mentor', 'http://purl.imsglobal.org/vocab/lis/v2/membership#Mentor'],
      ['an observer', 'http://purl.imsglobal.org/vocab/lis/v2/institution/person#Observer'],
    ].map(([what = '', role]) =>
      accepted(what, withClaims({ sub: what, [CLAIM.roles]: [role] }), async (world, answer) => {
        const { enrolment } = await readRemembered(world, answer, what);
        expect(enrolment).toMatchObject({ isObserver: true, isLearner: false, wasEverStaff: false });
        expect(findWhyNotAwardable(enrolment, true)).toEqual({ verdict: 'stopped', reason: 'observer' });
      }),
    ),
  },
  {
    id: 'D1',
    title: 'deep linking settings missing',
    plays: [undefined, null, 'x', {}].map((settings) =>
      refused(String(settings), 'launch_deep_linking_invalid', withClaims(asDeepLinking(settings))),
    ),
  },
  {
    id: 'D2',
    title: 'a return address that nothing may be posted to',
    plays: [
      ...[
        undefined,
        '',
        'javascript:alert(1)',
        'data:text/html,x',
        'http://lms.example.org/return',
        '/return',
        'https://user:pw@lms.example.org/',
      ].map((url) =>
        refused(
          String(url),
          'launch_deep_linking_invalid',
          withClaims(asDeepLinking({ ...DEEP_LINKING_SETTINGS, deep_link_return_url: url })),
        ),
      ),
      accepted(
        'another host over https: a school’s Canvas has one of its own',
        withClaims(
          asDeepLinking({
            ...DEEP_LINKING_SETTINGS,
            deep_link_return_url: 'https://canvas.school.example/return',
          }),
        ),
        (_world, answer) => {
          expect(new URL(answer.location ?? '').pathname).toMatch(/^\/courses\/[^/]+\/picker$/);
        },
      ),
    ],
  },
  {
    id: 'L14',
    title: 'a registration that is switched off while somebody logs in',
    plays: [
      refused('off', 'registration_disabled', async (world) => {
        const at = await world.addPlatform();
        const login = await world.logIn({ at });
        await switchOff(world, at.record.id);
        return world.post(login, world.sign(login));
      }),
    ],
  },
];

/** There is no page for it yet, so the test turns the switch where it is kept. */
export async function switchOff({ context }: LtiWorld, registrationId: string): Promise<void> {
  await context.database.connection
    .model('Registration')
    .updateOne({ _id: registrationId }, { $set: { isEnabled: false } });
}
