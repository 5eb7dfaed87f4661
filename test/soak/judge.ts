/**
 * What must stand in the end, worked out from the LMS's own gradebook and members by the naive evaluator, and compared with what
 * the tool did. It reads the tool's records and asks none of its rules.
 */
import type { Context } from '../../src/context.js';
import { decideNaively, type NaiveVerdict } from '../support/naive-evaluator.js';
import { BADGES, WITHDRAWN_WHEN_LOWERED, type BadgeName, type School, type SchoolCourse } from './school.js';

/**
 * By course and badge: whoever met the rule whenever the school stood still. An award stays when a grade goes down, but where the
 * policy says otherwise; whoever left keeps what they had.
 */
export type Earned = Map<string, Set<string>>;

interface Standing {
  readonly isActive: boolean;
  verdict(badge: BadgeName): NaiveVerdict;
  score(columnKey: string): number | null;
}

function readStandings(
  { sandbox }: School,
  { id, columns, rules, logins }: SchoolCourse,
): Map<string, Standing> {
  const { columns: shown, grades } = sandbox.control.getGradebook(id);
  const active = new Set(
    sandbox.control.listMembers(id).flatMap(({ login, status }) => (status === 'Active' ? [login] : [])),
  );
  const maxima = new Map(shown.map((column) => [column.id, column.scoreMaximum]));
  const scores = new Map(grades.map(({ columnId, login, score }) => [`${columnId} ${login}`, score]));
  return new Map(
    logins.map((login) => {
      const score = (key: string): number | null => scores.get(`${columns.get(key) ?? ''} ${login}`) ?? null;
      const grade = (key: string) => ({
        score: score(key),
        maximum: maxima.get(columns.get(key) ?? '') ?? null,
      });
      const standing: Standing = {
        isActive: active.has(login),
        score,
        verdict: (badge) => {
          const rule = rules.get(badge);
          if (!rule) throw new Error(`no rule for ${badge}`);
          return decideNaively(rule, { grade, holds: () => false });
        },
      };
      return [login, standing];
    }),
  );
}

/** Adds whoever meets a rule now, and takes away what a lower result takes. */
export function noteEarned(school: School, earned: Earned): void {
  for (const course of school.courses) {
    for (const [login, standing] of readStandings(school, course)) {
      if (!standing.isActive) continue;
      for (const badge of BADGES) {
        const key = `${course.id} ${badge}`;
        const names = earned.get(key) ?? new Set();
        const verdict = standing.verdict(badge);
        if (verdict === 'met') earned.set(key, names.add(login));
        else if (verdict === 'not-met' && WITHDRAWN_WHEN_LOWERED.includes(badge)) names.delete(login);
      }
    }
  }
}

export interface Judgement {
  readonly problems: readonly string[];
  readonly awards: number;
  readonly withdrawn: number;
  readonly decisions: number;
  readonly scores: number;
}

export async function judge(context: Context, school: School, earned: Earned): Promise<Judgement> {
  const problems: string[] = [];
  const totals = { awards: 0, withdrawn: 0, decisions: 0, scores: 0 };
  for (const course of school.courses) await judgeCourse(course);

  async function judgeCourse(place: SchoolCourse): Promise<void> {
    const { stores, institution } = context;
    const { id: institutionId } = institution;
    const at = (what: string): string => `course ${place.id}: ${what}`;
    const [every, scores, decisions, enrolments, sync] = await Promise.all([
      stores.awards.listByCourse(institutionId, place.course.id),
      stores.badgeScores.listByCourse(institutionId, place.course.id),
      stores.decisions.listByCourse(institutionId, place.course.id),
      stores.enrolments.list(institutionId, place.course.id),
      stores.syncs.find(institutionId, place.course.id),
    ]);
    const awards = every.filter(({ state }) => state === 'awarded');
    totals.withdrawn += every.length - awards.length;
    const learners = await stores.learners.listByIds(
      institutionId,
      enrolments.map(({ learnerId }) => learnerId),
    );
    const logins = new Map(learners.map(({ id, email }) => [id, email?.split('@')[0] ?? id]));
    totals.awards += awards.length;
    totals.decisions += decisions.length;
    if (sync?.stop) problems.push(at(`still stopped: ${sync.stop.code}`));

    for (const badge of BADGES) {
      const held = awards.filter((award) => award.badgeClassId === badge);
      const names = held.map(({ learnerId }) => logins.get(learnerId) ?? learnerId).sort();
      const should = [...(earned.get(`${place.id} ${badge}`) ?? [])].sort();
      const twice = names.filter((name, index) => names.indexOf(name) !== index);
      if (twice.length > 0) problems.push(at(`${badge} twice: ${twice.join(' ')}`));
      const missing = should.filter((name) => !names.includes(name));
      const extra = names.filter((name) => !should.includes(name));
      if (missing.length > 0) problems.push(at(`${badge} missing: ${missing.join(' ')}`));
      if (extra.length > 0) problems.push(at(`${badge} too much: ${extra.join(' ')}`));
    }
    for (const award of awards) {
      const credential = await stores.credentials.findByAward(institutionId, award.id);
      if (award.delivery.state !== 'issued' || credential?.id !== award.delivery.credentialId) {
        problems.push(at(`award ${award.id} without its credential: ${award.delivery.lastErrorCode ?? ''}`));
      }
    }

    for (const award of every.filter(({ state }) => state === 'withdrawn')) {
      const credential = await stores.credentials.findByAward(institutionId, award.id);
      if (credential && credential.state !== 'revoked') {
        problems.push(at(`award ${award.id} is withdrawn, its credential is ${credential.state}`));
      }
    }

    const standings = readStandings(school, place);
    const mappings = new Map([...place.mappings].map(([badge, { id }]) => [id, badge]));
    const decided = new Map(
      decisions.map((one) => [`${one.mappingId} ${logins.get(one.learnerId) ?? ''}`, one]),
    );
    for (const [login, standing] of standings) {
      for (const [mappingId, badge] of mappings) {
        const decision = decided.get(`${mappingId} ${login}`);
        if (!decision) {
          if (standing.isActive) problems.push(at(`${badge} of ${login} has no decision`));
          continue;
        }
        const should = standing.isActive ? standing.verdict(badge) : 'stopped';
        if (decision.verdict !== should) {
          problems.push(at(`${badge} of ${login}: ${decision.verdict} (${decision.reason}), not ${should}`));
        }
        if (!standing.isActive) continue;
        for (const input of decision.inputs) {
          if (input.score !== standing.score(input.columnKey)) {
            problems.push(
              at(
                `${badge} of ${login} rests on ${String(input.score)}, the LMS has ${String(standing.score(input.columnKey))}`,
              ),
            );
          }
        }
      }
    }

    // A half-read list must have sent nobody away, and a whole one everybody who left.
    const members = new Set(school.sandbox.control.listMembers(place.id).map(({ login }) => login));
    for (const { learnerId, status } of enrolments) {
      const login = logins.get(learnerId) ?? '';
      if ((status === 'gone') === members.has(login)) problems.push(at(`${login} counts as ${status}`));
    }

    const shown = place.columns.get(place.mappings.get('shown')?.key ?? '');
    for (const { columnId, login, score } of school.sandbox.control.getGradebook(place.id).grades) {
      if (columnId !== shown || score === null) continue;
      totals.scores += 1;
      if (score !== 1 || !earned.get(`${place.id} shown`)?.has(login)) {
        problems.push(at(`the gradebook shows ${score} for ${login}`));
      }
    }
    const owed = scores.filter(({ passback, learnerId }) => {
      const isMember = members.has(logins.get(learnerId) ?? '');
      return passback.state === 'waiting' && isMember;
    });
    if (owed.length > 0) problems.push(at(`${owed.length} scores are still owed`));
  }

  return { problems, ...totals };
}
