/**
 * C1–C9: the claims that a message must have. D1, D2, and L14 as far as it is a matter of the launch, stand here as
 * well: there are steps behind them.
 *
 * @module
 */
import { expect } from 'vitest';
import { CLAIM, MESSAGE } from '../../../../src/lti/claims.js';
import { accepted, refused, withClaims, type LaunchCase } from './launch-case.js';
import { asDeepLinking, DEEP_LINKING_SETTINGS, readRemembered, switchOff } from './remembered.js';

export const MESSAGE_CASES: readonly LaunchCase[] = [
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
      'LtiStartProctoring',
      'ltiresourcelinkrequest',
      [MESSAGE.resourceLink],
    ].map((type) =>
      refused(String(type), 'launch_message_unsupported', withClaims({ [CLAIM.messageType]: type })),
    ),
  },
  {
    id: 'for_user',
    title: 'a review that does not say whose work it is about',
    plays: [
      ...[undefined, null, 'user-1', {}, { user_id: '' }, { user_id: 7 }, { user_id: 'u'.repeat(256) }].map(
        (user) =>
          refused(
            JSON.stringify(user) ?? 'missing',
            'launch_for_user_missing',
            withClaims({ [CLAIM.messageType]: MESSAGE.submissionReview, [CLAIM.forUser]: user }),
          ),
      ),
      accepted(
        'with a user',
        withClaims({ [CLAIM.messageType]: MESSAGE.submissionReview, [CLAIM.forUser]: { user_id: 'user-2' } }),
      ),
    ],
  },
  {
    id: 'C4',
    title: 'deployment missing, unknown, too long, of another client, refused',
    plays: [
      ...[undefined, '', '  ', 7, ['deployment-1'], 'd'.repeat(256), 'dépôt'].map((id) =>
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
      { id: '  ' },
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
      ...[undefined, null, '', '  ', 7, ['user-1'], 's'.repeat(256)].map((sub) =>
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
      refused('a blank id', 'launch_context_invalid', withClaims({ [CLAIM.context]: { id: '  ' } })),
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
    id: 'D1',
    title: 'deep linking settings missing',
    plays: [undefined, null, 'x', {}].map((settings) =>
      refused(
        JSON.stringify(settings) ?? 'absent',
        'launch_deep_linking_invalid',
        withClaims(asDeepLinking(settings)),
      ),
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
