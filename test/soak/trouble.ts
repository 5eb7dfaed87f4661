/**
 * What happens in the school while the tool works: grades are given and changed, learners drop out and come back, the LMS is down,
 * slow, busy, or breaks off half-way.
 */
import type { School, SchoolCourse } from './school.js';

/** A generator that gives the same numbers again for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface Changes {
  grades: number;
  dropOuts: number;
  returns: number;
}

/** Scores near what is asked, where a mistake of a hair would show. */
const EXAM_SCORES = [0, 30, 54.99, 55, 55.01, 60, 79.99, 80, 90, 100, 105];
const PAPER_SCORES = [0, 5.49, 5.5, 6.99, 7, 7.01, 10];

/** Each learner changes in one way at most, so that what stands afterwards is all that can have been seen. */
export function changeCourse(
  { sandbox }: School,
  { id, columns, mappings, logins }: SchoolCourse,
  share: number,
  random: () => number,
): Changes {
  const { control } = sandbox;
  const changes: Changes = { grades: 0, dropOuts: 0, returns: 0 };
  const pick = (scores: readonly number[]): number => scores[Math.floor(random() * scores.length)] ?? 0;
  const status = new Map(control.listMembers(id).map((member) => [member.login, member.status]));
  const column = (name: 'exam' | 'paper'): string => columns.get(mappings.get(name)?.key ?? '') ?? '';
  for (const login of logins) {
    if (random() >= share) continue;
    const is = status.get(login);
    const dice = random();
    if (is === undefined) {
      if (dice < 0.5) continue;
      control.addMember(id, { login });
      changes.returns += 1;
    } else if (dice < 0.05) {
      control.removeMember(id, login);
      changes.dropOuts += 1;
    } else if (dice < 0.1) {
      control.changeMember(id, login, { status: is === 'Active' ? 'Inactive' : 'Active' });
      changes.dropOuts += 1;
    } else {
      const isExam = dice < 0.6;
      const isEmptied = dice > 0.97;
      const target = column(isExam ? 'exam' : 'paper');
      if (isEmptied) control.clearGrade(id, target, login);
      else control.setGrade(id, target, login, pick(isExam ? EXAM_SCORES : PAPER_SCORES));
      changes.grades += 1;
    }
  }
  return changes;
}

type Control = School['sandbox']['control'];

/** One kind of trouble after the other; each ends when the next begins, the last one with `clearFaults`. */
export const TROUBLES: readonly { readonly name: string; begin(control: Control): void }[] = [
  { name: 'half-read members', begin: (control) => control.setFault('members', { kind: 'half' }) },
  {
    name: 'an outage',
    begin: (control) =>
      void ['token', 'members', 'lineitems', 'results', 'scores'].forEach((service) =>
        control.setFault(service as 'members', { kind: 'error', status: 503 }),
      ),
  },
  { name: 'answers cut off', begin: (control) => control.setFault('results', { kind: 'cut' }) },
  { name: 'scores whose answer is lost', begin: (control) => control.setFault('scores', { kind: 'cut' }) },
  { name: 'silence', begin: (control) => control.setFault('lineitems', { kind: 'hang' }) },
  {
    name: 'a busy LMS',
    begin: (control) => control.setFault('members', { kind: 'rate-limit', retryAfterSeconds: 2 }),
  },
  { name: 'malformed answers', begin: (control) => control.setFault('results', { kind: 'malformed' }) },
];
