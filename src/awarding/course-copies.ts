/**
 * Copied courses: the mappings of the course that one was made from, offered as drafts.
 *
 * A copy brings links and columns along that carry keys of ours, and nothing of what those keys mean. Until a teacher of the
 * new course says yes, nothing is awarded there; afterwards its mappings are its own, and the old course keeps its awards.
 * Saying yes twice, or a crash in between, makes no mapping twice: ids and keys of copies follow from course and original.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import type { BadgeClassStore, MappingApprovalStore } from '../badges/badge-class.js';
import { AppError } from '../errors/app-error.js';
import type { AuditLog } from '../institutions/audit-log.js';
import type { Course, ResourceLinkStore } from '../lti/course.js';
import type { CourseReader } from '../outcomes/course-reader.js';
import type { OutcomeStore } from '../outcomes/outcome.js';
import type { CopyAnswerStore } from './copy-answer.js';
import { proposeCopies, type CopyProposal } from './copy-proposal.js';
import { joinBadges } from './course-board.js';
import type { CourseLookup, CourseOfLms } from './course-lookup.js';
import type { CourseOrigins } from './course-origins.js';
import type { RoundTrigger } from './course-sync.js';
import { resolveKey, type KeyBindingStore } from './key-binding.js';
import type { Mapping, MappingStore } from './mapping.js';
import { listColumnKeys, replaceColumnKeys } from './rule.js';

export interface CourseCopiesDeps {
  readonly courseLookup: CourseLookup;
  readonly courseOrigins: CourseOrigins;
  readonly reader: Pick<CourseReader, 'readColumns'>;
  readonly stores: {
    readonly mappings: Pick<MappingStore, 'list' | 'find' | 'create' | 'markSeen'>;
    readonly badgeClasses: Pick<BadgeClassStore, 'find'>;
    readonly approvals: Pick<MappingApprovalStore, 'find' | 'request'>;
    readonly outcomes: OutcomeStore;
    readonly resourceLinks: Pick<ResourceLinkStore, 'list'>;
    readonly keyBindings: KeyBindingStore;
    readonly copyAnswers: CopyAnswerStore;
  };
  readonly requestRound: (institutionId: string, courseId: string, trigger: RoundTrigger) => Promise<void>;
  readonly audit: AuditLog;
  readonly now: () => Date;
}

export interface CopyOffer extends CourseOfLms {
  readonly origin: Course;
  readonly proposals: readonly CopyProposal[];
}

export type CourseCopies = ReturnType<typeof createCourseCopies>;

export function createCourseCopies(deps: CourseCopiesDeps) {
  const { courseLookup, courseOrigins, reader, stores, requestRound, audit, now } = deps;

  /**
   * The nearest course that this one was made from and whose mappings it lacks, unless a teacher answered before.
   *
   * @throws {AppError} `course_not_found`, `registration_not_found`
   */
  async function find(institutionId: string, courseId: string): Promise<CopyOffer | null> {
    const place = await courseLookup.get(institutionId, courseId);
    const [origins, answers, bindings] = await Promise.all([
      courseOrigins.list(place.course),
      stores.copyAnswers.list(institutionId, courseId),
      stores.keyBindings.list(institutionId, courseId),
    ]);
    const answered = new Set(answers.map(({ originCourseId }) => originCourseId));
    for (const origin of origins) {
      if (answered.has(origin.id)) continue;
      const proposals = await propose(place.course, origin);
      const isHere = ({ badge }: CopyProposal) =>
        bindings.some((one) => one.scope === 'course' && one.claimedKey === badge.mapping.key);
      const lacking = proposals.filter((proposal) => !isHere(proposal));
      if (lacking.length > 0) return { ...place, origin, proposals: lacking };
    }
    return null;
  }

  /**
   * As `find`, with the columns of the new course read now, so that what differs is seen. Without an answer of the LMS it is
   * what was known.
   */
  async function load(
    institutionId: string,
    courseId: string,
    signal: AbortSignal,
  ): Promise<CopyOffer | null> {
    const { course, registration } = await courseLookup.get(institutionId, courseId);
    if (registration.isEnabled && course.lineItemsUrl !== null) {
      try {
        const sightings = await reader.readColumns(registration, course, signal);
        await stores.outcomes.rememberColumns(institutionId, courseId, sightings, now());
      } catch (error) {
        if (!(error instanceof AppError) && !signal.aborted) throw error;
      }
    }
    return find(institutionId, courseId);
  }

  /**
   * Makes mappings of this course from those of its origin. What a chosen rule reads comes along.
   *
   * @param originMappingIds - as the teacher ticked them
   * @returns the new mappings
   * @throws {AppError} `copy_not_offered` 409 - answered meanwhile, or not an origin of this course
   */
  async function accept(
    institutionId: string,
    courseId: string,
    originCourseId: string,
    originMappingIds: readonly string[],
    teacherId: string,
  ): Promise<Mapping[]> {
    const offer = await find(institutionId, courseId);
    if (offer?.origin.id !== originCourseId) {
      throw new AppError('copy_not_offered', 409, 'these mappings are not offered to this course');
    }
    const chosen = withWhatTheyRead(offer.proposals, new Set(originMappingIds));
    const keys = new Map(
      chosen.map(({ badge }) => [badge.mapping.key, deriveKey(courseId, badge.mapping.id)]),
    );
    const bindings = await stores.keyBindings.list(institutionId, courseId);
    const at = now();
    const made: Mapping[] = [];
    for (const proposal of chosen) {
      const mapping = buildCopy(
        proposal,
        offer.course,
        teacherId,
        at,
        (key) => keys.get(key) ?? resolveKey(bindings, { key }),
      );
      await keep(mapping, proposal, at);
      made.push(mapping);
    }
    await answer(institutionId, courseId, originCourseId, 'copied', teacherId);
    await requestRound(institutionId, courseId, 'check-now');
    return made;
  }

  async function keep(mapping: Mapping, proposal: CopyProposal, at: Date): Promise<void> {
    const { institutionId, courseId, badgeClassId } = mapping;
    const stands = await stores.mappings.find(institutionId, courseId, mapping.id);
    if (!stands) {
      await stores.mappings.create(institutionId, mapping);
      await audit(institutionId, {
        actor: { kind: 'learner', id: mapping.createdBy },
        action: 'mapping.copied',
        subject: { kind: 'mapping', id: mapping.id },
        detail: { badgeClassId, courseId, fromMappingId: proposal.badge.mapping.id },
      });
    }
    if (proposal.permission === 'needs-approval') {
      await stores.approvals.request(institutionId, badgeClassId, courseId, at);
    }
    for (const claimedKey of proposal.claims) {
      await stores.keyBindings.bind(institutionId, {
        institutionId,
        courseId,
        claimedKey,
        scope: 'course',
        ref: '',
        mappingKey: mapping.key,
        boundAt: at,
      });
    }
  }

  /** Not asked again; what came along stays without meaning here. */
  function decline(institutionId: string, courseId: string, originId: string, teacherId: string) {
    return answer(institutionId, courseId, originId, 'declined', teacherId);
  }

  async function answer(
    institutionId: string,
    courseId: string,
    originCourseId: string,
    given: 'copied' | 'declined',
    teacherId: string,
  ): Promise<void> {
    await stores.copyAnswers.save(institutionId, {
      institutionId,
      courseId,
      originCourseId,
      answer: given,
      answeredBy: teacherId,
      answeredAt: now(),
    });
  }

  async function propose(course: Course, origin: Course): Promise<CopyProposal[]> {
    const { institutionId, id: courseId } = course;
    const [originMappings, originOutcomes, originBindings, mappings, outcomes, links] = await Promise.all([
      stores.mappings.list(institutionId, origin.id),
      stores.outcomes.list(institutionId, origin.id),
      stores.keyBindings.list(institutionId, origin.id),
      stores.mappings.list(institutionId, courseId),
      stores.outcomes.list(institutionId, courseId),
      stores.resourceLinks.list(institutionId, courseId),
    ]);
    const badges = await joinBadges(stores.badgeClasses, institutionId, originMappings, originOutcomes);
    const approvals = new Map<string, NonNullable<Awaited<ReturnType<MappingApprovalStore['find']>>>>();
    for (const { badgeClass } of badges) {
      const approval = await stores.approvals.find(institutionId, badgeClass.id, courseId);
      if (approval) approvals.set(badgeClass.id, approval);
    }
    return proposeCopies({
      courseId,
      origin: { badges, outcomes: originOutcomes },
      originBindings,
      outcomes,
      links,
      mappedBadgeClassIds: new Set(mappings.map(({ badgeClassId }) => badgeClassId)),
      approvals,
      now: now(),
    });
  }

  return { find, load, accept, decline };
}

/** A rule that reads another's column is nothing without it. */
function withWhatTheyRead(proposals: readonly CopyProposal[], ids: ReadonlySet<string>): CopyProposal[] {
  const chosen = new Set<CopyProposal>();
  const add = (proposal: CopyProposal) => {
    if (chosen.has(proposal) || proposal.hindrance) return;
    chosen.add(proposal);
    for (const key of listColumnKeys(proposal.badge.mapping.rule)) {
      const read = proposals.find(({ badge }) => badge.mapping.key === key);
      if (read) add(read);
    }
  };
  for (const proposal of proposals) if (ids.has(proposal.badge.mapping.id)) add(proposal);
  return proposals.filter((proposal) => chosen.has(proposal));
}

function buildCopy(
  { badge: { mapping }, isSeen, permission }: CopyProposal,
  course: Course,
  teacherId: string,
  at: Date,
  bind: (key: string) => string,
): Mapping {
  const { notBefore } = mapping.wait;
  return {
    ...mapping,
    id: deriveId(course.id, mapping.id),
    institutionId: course.institutionId,
    courseId: course.id,
    key: bind(mapping.key),
    version: 1,
    rule: replaceColumnKeys(mapping.rule, bind),
    wait: { ...mapping.wait, notBefore: notBefore && notBefore > at ? notBefore : null },
    state: permission === 'allowed' ? 'active' : 'waiting-for-approval',
    stateReason: null,
    placedAt: at,
    seenAt: isSeen ? at : null,
    createdBy: teacherId,
    ...beginAnew(mapping, teacherId, at),
    updatedAt: at,
    // Its own from here on: what people of the other course looked at and chose is theirs.
    ruleSince: at,
    authorId: teacherId,
    lookedAt: at,
    baseline: [],
    template: mapping.template && { ...mapping.template, isLinked: false, places: {} },
    policies: {
      ...mapping.policies,
      learnerIds: null,
      until: mapping.policies.until && mapping.policies.until > at ? mapping.policies.until : null,
    },
  };
}

/** What belongs to the course that a mapping comes from, or to when it was made there. */
export function beginAnew(mapping: Mapping, teacherId: string, at: Date) {
  const { policies, template } = mapping;
  return {
    policies: {
      ...policies,
      until: policies.until && policies.until > at ? policies.until : null,
      learnerIds: null,
    },
    ruleSince: at,
    authorId: teacherId,
    lookedAt: at,
    baseline: [],
    template: template && { ...template, isLinked: false },
  };
}

function digest(courseId: string, mappingId: string, use: string): Buffer {
  return createHash('sha256').update(`${use}\n${courseId}\n${mappingId}`).digest();
}

/** As a key is: 128 bits, base64url. Nobody has to be unable to guess it: it means nothing outside its course. */
export function deriveKey(courseId: string, mappingId: string): string {
  return digest(courseId, mappingId, 'key of a copy').subarray(0, 16).toString('base64url');
}

export function deriveId(courseId: string, mappingId: string): string {
  const hex = digest(courseId, mappingId, 'id of a copy').toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
