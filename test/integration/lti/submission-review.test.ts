/** Submission review: an LMS's gradebook opens one learner's work. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLAIM, MESSAGE } from '../../../src/lti/claims.js';
import { openLtiWorld, readCode, type LtiWorld } from '../../support/lti-world.js';
import { MEMBERSHIP, readRemembered } from './cases/remembered.js';

describe('a launch about one learner’s work (LTI Submission Review 1.0)', () => {
  let world: LtiWorld;

  beforeAll(async () => {
    world = await openLtiWorld();
  });
  afterAll(() => world.close());

  const review = (forUser: unknown, more: Record<string, unknown> = {}) => ({
    sub: 'teacher',
    [CLAIM.messageType]: MESSAGE.submissionReview,
    [CLAIM.forUser]: forUser,
    [CLAIM.roles]: [`${MEMBERSHIP}#Instructor`],
    ...more,
  });

  async function meetLearner(sub: string): Promise<string> {
    const { answer } = await world.launch({ sub });
    return (await readRemembered(world, answer, sub)).learner.id;
  }

  it('shows a teacher the page of that learner', async () => {
    const learnerId = await meetLearner('reviewed');
    const { browser, answer } = await world.launch(review({ user_id: 'reviewed', name: 'Sam' }));
    expect(answer.location).toMatch(new RegExp(`/courses/[^/]+/learners/${learnerId}$`));
    const page = await browser.get(answer.location ?? '');
    expect([page.status, readCode(page.body)]).toEqual([200, null]);
    expect(page.body).toContain('Sam Student');
  });

  it('works without a link of its own in the message', async () => {
    await meetLearner('without-link');
    const { answer } = await world.launch(
      review({ user_id: 'without-link' }, { [CLAIM.resourceLink]: undefined }),
    );
    expect(answer.location).toContain('/learners/');
  });

  it('says so when nobody here is that learner, and makes nobody up', async () => {
    const { browser, answer } = await world.launch(review({ user_id: 'never-heard-of' }));
    const page = await browser.get(answer.location ?? '');
    expect([page.status, readCode(page.body)]).toEqual([404, 'learner_not_found']);
    const { learners } = world.context.stores;
    expect(
      await learners.findBySub(world.institutionId, world.platform.record.id, 'never-heard-of'),
    ).toBeNull();
  });

  it('does not show a learner of another course', async () => {
    const elsewhere = { [CLAIM.context]: { id: 'another-course', title: 'Another' } };
    await world.launch({ sub: 'elsewhere', ...elsewhere });
    const { browser, answer } = await world.launch(review({ user_id: 'elsewhere' }));
    const page = await browser.get(answer.location ?? '');
    expect([page.status, readCode(page.body)]).toEqual([404, 'learner_not_found']);
  });

  it('shows a student their own badges, whoever is named', async () => {
    const learnerId = await meetLearner('somebody-else');
    const roles = { [CLAIM.roles]: [`${MEMBERSHIP}#Learner`] };
    const { browser, answer } = await world.launch(
      review({ user_id: 'somebody-else' }, { sub: 'curious', ...roles }),
    );
    expect(new URL(answer.location ?? '').pathname).toMatch(/^\/courses\/[^/]+$/);
    expect((await browser.get(answer.location ?? '')).status).toBe(200);
    const forbidden = await browser.get(`${answer.location ?? ''}/learners/${learnerId}`);
    expect([forbidden.status, readCode(forbidden.body)]).toEqual([403, 'staff_only']);
  });

  it('shows a student the badge of the link that was opened', async () => {
    const key = 'k'.repeat(22);
    const { answer } = await world.launch(
      review({ user_id: 'own' }, { sub: 'own', [CLAIM.roles]: [], [CLAIM.custom]: { insigne_mapping: key } }),
    );
    expect(new URL(answer.location ?? '').pathname).toMatch(new RegExp(`/badges/${key}$`));
  });
});
