/**
 * Preview: what a draft mapping, or a change of one that stands, would do now. It is replayed over what is stored; nothing
 * is asked of the LMS, and nothing is kept.
 *
 * @module
 */
import type { LearnerStore } from '../institutions/learner.js';
import type { Course } from '../lti/course.js';
import { loadCourseState, type CourseState, type CourseStateStores, type Evaluated } from './course-state.js';
import { listCandidates } from './decide-course.js';
import type { Evaluation } from './decision.js';
import { judgeRule, type JudgedCondition } from './judge-rule.js';
import { mayBeAwarded } from './may-be-awarded.js';
import type { Mapping, Wait } from './mapping.js';
import type { Policies } from './policies.js';
import { isNear, listMissing } from './rule-progress.js';
import type { Rule } from './rule.js';

export interface PreviewDraft {
  readonly badgeClassId: string;
  readonly rule: Rule;
  readonly wait: Wait;
  readonly policies: Policies;
  /** Of the mapping that would change; null for one that is not made yet. */
  readonly mappingId: string | null;
}

export interface PreviewedLearner {
  readonly learnerId: string;
  readonly name: string | null;
  readonly hasAddress: boolean;
  /** Holds the badge from this course already. */
  readonly isHeld: boolean;
  readonly evaluation: Evaluation;
  /** Conditions that are not met, where the rule is not. */
  readonly missing: readonly JudgedCondition[];
  readonly isNear: boolean;
}

/** How somebody fares by the draft, as against the mapping as it stands. */
export interface PreviewDifference {
  /** Would get it, and does not now. */
  readonly added: readonly PreviewedLearner[];
  /** Would not get it by the draft, though they would, or do, by the mapping as it stands. */
  readonly dropped: readonly PreviewedLearner[];
}

export interface Preview {
  /** End of the last round that read everything; null = never. */
  readonly readAt: Date | null;
  /** Would be awarded now. */
  readonly receives: readonly PreviewedLearner[];
  /** Meets the rule, and waits: for a date, an approval, a person. */
  readonly waits: readonly PreviewedLearner[];
  readonly near: readonly PreviewedLearner[];
  /** Everybody else who can earn it, near ones included. */
  readonly lacks: readonly PreviewedLearner[];
  readonly unknown: readonly PreviewedLearner[];
  readonly holds: readonly PreviewedLearner[];
  /** Of those who would receive it or wait: nobody can write to them. */
  readonly noAddress: readonly PreviewedLearner[];
  readonly difference: PreviewDifference;
}

export interface PreviewsDeps {
  readonly stores: CourseStateStores & { readonly learners: Pick<LearnerStore, 'listByIds'> };
  readonly now: () => Date;
}

export type Previews = ReturnType<typeof createPreviews>;

/** Stands for the column that a link not placed yet would bring: nobody has a grade there. */
const NOT_PLACED = 'not placed yet';

export function createPreviews({ stores, now }: PreviewsDeps) {
  async function load(course: Course, draft: PreviewDraft): Promise<Preview> {
    const wanted = await loadCourseState(stores, course, [draft]);
    return replay(wanted, draft);
  }

  async function replay(state: CourseState, draft: PreviewDraft): Promise<Preview> {
    const at = now();
    const standing = state.mappings.find(({ id }) => id === draft.mappingId) ?? null;
    const mapping = buildDraft(draft, standing, at);
    const ids = listCandidates(state);
    const learners = new Map(
      (await stores.learners.listByIds(state.course.institutionId, ids)).map((one) => [one.id, one]),
    );
    const held = new Set(
      state.awards
        .filter(({ state: is, badgeClassId }) => is === 'awarded' && badgeClassId === draft.badgeClassId)
        .map(({ learnerId }) => learnerId),
    );
    const previewed = ids
      .filter((id) => mayBeAwarded(state.enrolments.get(id) ?? null, true) || held.has(id))
      .map((learnerId): PreviewedLearner => {
        const evaluation = state.evaluateLearner(mapping, learnerId, at);
        const judged = judgeRule(mapping.rule, evaluation.inputs);
        const learner = learners.get(learnerId);
        return {
          learnerId,
          name: learner?.name ?? null,
          hasAddress: Boolean(learner?.email),
          isHeld: held.has(learnerId),
          evaluation,
          missing: listMissing(judged),
          isNear: evaluation.verdict === 'not-met' && isNear(judged),
        };
      })
      .sort(byName);

    const others = previewed.filter(({ isHeld }) => !isHeld);
    const having = (verdict: Evaluation['verdict']) =>
      others.filter(({ evaluation }) => evaluation.verdict === verdict);
    const receives = having('met');
    const waits = having('waiting');
    return {
      readAt: state.sync?.completeAt ?? null,
      receives,
      waits,
      near: others.filter((one) => one.isNear),
      lacks: having('not-met'),
      unknown: having('unknown'),
      holds: previewed.filter(({ isHeld }) => isHeld),
      noAddress: [...receives, ...waits].filter(({ hasAddress }) => !hasAddress),
      difference: compare(previewed, (learnerId) =>
        standing ? state.evaluateLearner(standing, learnerId, at) : null,
      ),
    };
  }

  return { load, replay };
}

/** As it would stand once it is made: seen, allowed as it is now, and in nobody's way. */
function buildDraft(draft: PreviewDraft, standing: Mapping | null, at: Date): Evaluated {
  const { rule, wait, policies, badgeClassId } = draft;
  const isOtherRule = !standing || JSON.stringify(standing.rule) !== JSON.stringify(rule);
  return {
    id: standing?.id ?? NOT_PLACED,
    key: standing?.key ?? NOT_PLACED,
    badgeClassId,
    columnRole: standing?.columnRole ?? 'none',
    rule,
    wait,
    policies,
    ruleSince: isOtherRule ? at : standing.ruleSince,
    state: 'active',
  };
}

/** Qualifies by the rule, whether or not somebody or something is still waited for. */
function qualifies({ verdict }: Evaluation): boolean {
  return verdict === 'met' || verdict === 'waiting';
}

function compare(
  previewed: readonly PreviewedLearner[],
  evaluateNow: (learnerId: string) => Evaluation | null,
): PreviewDifference {
  const added: PreviewedLearner[] = [];
  const dropped: PreviewedLearner[] = [];
  for (const one of previewed) {
    const now = evaluateNow(one.learnerId);
    const isIn = qualifies(one.evaluation);
    const wasIn = one.isHeld || (now !== null && qualifies(now));
    if (isIn && !wasIn) added.push(one);
    // What cannot be known is not called a loss.
    if (!isIn && wasIn && one.evaluation.verdict !== 'unknown') dropped.push(one);
  }
  return { added, dropped };
}

const collator = new Intl.Collator('nl', { sensitivity: 'base', numeric: true });

function byName(a: PreviewedLearner, b: PreviewedLearner): number {
  if (a.name === null || b.name === null) return Number(a.name === null) - Number(b.name === null);
  return collator.compare(a.name, b.name) || (a.learnerId < b.learnerId ? -1 : 1);
}
