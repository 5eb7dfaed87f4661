/**
 * People to whom something happened: a credential that was revoked or suspended, work handed in, a stack of badges of which
 * some are held. Each has students of their own, so that no picture changes another.
 *
 * @module
 */
import { DEFAULT_POLICIES } from '../../src/awarding/policies.js';
import { completeContent } from '../support/build-full-badge-class.js';
import type { FurnishedCourse } from '../support/furnish-course.js';
import { COURSE, grade, openLink, placeBadge, runRound, type PlacedBadge } from '../support/start-course.js';

const ACTOR = { kind: 'tool' } as const;

export const REVOKED_STUDENT = 'student05';
export const SUSPENDED_STUDENT = 'student06';
export const STACKING_STUDENT = 'student07';
/** Has a credential that holds. */
export const HOLDING_STUDENT = 'student08';

export interface LivelyPeople {
  /** Addresses of credentials that are shared. */
  readonly valid: string;
  /** Of a badge that is valid for five years. */
  readonly expiring: string;
  readonly revoked: string;
  readonly suspended: string;
  /** Asks for three badges. */
  readonly stack: PlacedBadge;
  readonly issuerId: string;
  /** Reference of a credential that a student handed in. */
  readonly submitted: string;
  /** Where somebody switches off mail about badges. */
  readonly mailOff: string;
  readonly badgeClassId: string;
}

export async function livenCourse({ world, graded, courseLink }: FurnishedCourse): Promise<LivelyPeople> {
  const { context, baseUrl } = world.tool;
  const { stores, institution } = context;
  const { id: institutionId } = institution;
  await context.telling.allow(institutionId, true, ACTOR);
  const issuer = await context.issuers.ensureFirst(institution);

  const placed: PlacedBadge[] = [];
  for (const [nl, en] of NAMES) {
    const badgeClass = await context.badgeClasses.create(
      institutionId,
      {
        ...completeContent('extra-curricular'),
        issuerId: issuer.id,
        variant: 'extra-curricular',
        name: { nl, en },
        description: { nl: `${nl}: je leert het en je laat het zien.`, en: `${en}: learn it and show it.` },
        criteria: { nl: 'Je deed de **toets** en haalde die.', en: 'You took the **test** and passed.' },
        language: 'nl',
      },
      ACTOR,
    );
    const asks = placed.length === 1 && {
      policies: { ...DEFAULT_POLICIES, mode: 'after-approval' as const },
    };
    placed.push(await placeBadge(world, { badgeClassId: badgeClass.id, ...asks }));
  }
  const [first, asking, stack] = placed;
  if (!first || !asking || !stack) throw new Error('no badges were placed');
  await context.mappingChanges.revise(
    stack.course,
    stack.mapping.id,
    {
      rule: {
        kind: 'all-of',
        of: [graded, first, asking].map(({ mapping }) => ({
          kind: 'holds-badge',
          badgeClassId: mapping.badgeClassId,
        })),
      },
      wait: stack.mapping.wait,
      policies: stack.mapping.policies,
    },
    { kind: 'learner', id: stack.mapping.createdBy },
    stack.mapping.version,
  );
  for (const user of [REVOKED_STUDENT, SUSPENDED_STUDENT, STACKING_STUDENT, HOLDING_STUDENT])
    grade(world, graded, user, 88);
  grade(world, first, STACKING_STUDENT, 71);
  const learners = world.sandbox.control.listMembers(COURSE).filter(({ role }) => role === 'learner');
  for (const [index, { login }] of learners.entries())
    if (index > 8 && index < 30) grade(world, asking, login, (index * 37) % 101);
  await runRound(world);
  await runRound(world);

  const awards = await stores.awards.listByCourse(institutionId, graded.course.id);
  const share = async (user: string, { mapping } = graded) => {
    await openLink(world, user, courseLink);
    const { learners: found } = await stores.learners.search(institutionId, `${user}@`, null, 1);
    const award = awards.find(
      ({ learnerId, mappingId }) => mappingId === mapping.id && learnerId === found[0]?.id,
    );
    const credential = await stores.credentials.findByAward(institutionId, award?.id ?? '');
    if (!award || !credential) throw new Error(`${user} has no credential`);
    await context.credentials.setShared(institutionId, credential.id, award.learnerId, true);
    const { id } = credential;
    return { id, learnerId: award.learnerId, address: `${baseUrl}/credentials/${id}` };
  };
  const revoked = await share(REVOKED_STUDENT);
  const suspended = await share(SUSPENDED_STUDENT);
  await context.credentials.revoke(institutionId, revoked.id, { reason: 'Verkeerde persoon', actor: ACTOR });
  await context.credentials.suspend(institutionId, suspended.id, { reason: 'Wordt nagekeken', actor: ACTOR });
  const valid = await share(HOLDING_STUDENT);
  const submitted = await context.submissions.refer(institutionId, graded.course.id, {
    learnerId: valid.learnerId,
    credentialId: valid.id,
  });
  return {
    valid: valid.address,
    expiring: (await share(STACKING_STUDENT, first)).address,
    submitted: submitted.reference,
    mailOff: context.telling.offAddress(institutionId, valid.learnerId),
    revoked: revoked.address,
    suspended: suspended.address,
    stack,
    issuerId: issuer.id,
    badgeClassId: graded.mapping.badgeClassId,
  };
}

const NAMES = [
  ['Bronnen beoordelen', 'Weighing sources'],
  ['Samenwerken in een multidisciplinair team', 'Working together in a multidisciplinary team'],
  ['Onderzoek doen', 'Doing research'],
] as const;
