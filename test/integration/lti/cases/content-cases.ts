/**
 * C10–C16, C18: what a message tells, and what becomes of it. C17 and C19 are about sessions: `session.test.ts`.
 *
 * @module
 */
import { expect } from 'vitest';
import { findWhyNotAwardable } from '../../../../src/awarding/may-be-awarded.js';
import { CLAIM, MAPPING_PARAMETER } from '../../../../src/lti/claims.js';
import { startTestPlatform } from '../../../support/test-platform.js';
import { accepted, withClaims, type LaunchCase } from './launch-case.js';
import { MEMBERSHIP, readRemembered } from './remembered.js';

const KEY = 'k'.repeat(22);

export const CONTENT_CASES: readonly LaunchCase[] = [
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
        'the LMS’s own number of a person is kept',
        withClaims({ sub: 'lis', [CLAIM.lis]: { person_sourcedid: 'S123', x: {} } }),
        async (world, answer) => {
          const { learner } = await readRemembered(world, answer, 'lis');
          expect(learner.bridges).toEqual({ lms_person_sourced_id: 'S123' });
        },
      ),
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
      accepted(
        'nor does a host become a directive',
        withClaims({ [CLAIM.launchPresentation]: { return_url: 'https://x;sandbox,y/' } }),
        async (world, answer) => {
          const key = answer.headers.getSetCookie().find((line) => line.startsWith('__Host-insigne=')) ?? '';
          const page = await world
            .openBrowser()
            .get(answer.location ?? '', { cookie: key.split(';')[0] ?? '' });
          expect(page.status).toBe(200);
          expect(page.headers.get('content-security-policy')).not.toContain('sandbox');
        },
      ),
      accepted(
        'nor does a host that no name server knows make the header grow',
        withClaims({ [CLAIM.launchPresentation]: { return_url: `https://${'a'.repeat(1_900)}.example/` } }),
        async (world, answer) => {
          const key = answer.headers.getSetCookie().find((line) => line.startsWith('__Host-insigne=')) ?? '';
          const page = await world
            .openBrowser()
            .get(answer.location ?? '', { cookie: key.split(';')[0] ?? '' });
          expect(page.headers.get('content-security-policy')).not.toContain('aaaa');
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
          [CLAIM.agsEndpoint]: { scope: 7, lineitems: 'file:///etc/passwd', lineitem: 'javascript:1' },
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
];
