/**
 * The matrix as a file for a spreadsheet: one line a learner, one column a badge.
 *
 * Source: RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, *CSV injection*):
 * names come from the LMS, and whoever chooses theirs must not run anything on a teacher's machine.
 *
 * @module
 */
import type { CourseBoard } from '../../awarding/course-board.js';
import { capitalise, type CourseWords } from './course-words.js';
import { chooseLearners, type LearnerChoice } from './filter-learners.js';
import { presentName } from './present-learners.js';
import { presentStanding } from './present-standing.js';

/** Spreadsheets read UTF-8 only when it says so at its start. */
const BYTE_ORDER_MARK = '\uFEFF';

export function presentLearnersCsv(board: CourseBoard, choice: LearnerChoice, words: CourseWords): string {
  const { t, language } = words;
  const named = board.learners.map((learner) => ({ id: learner.id, name: presentName(learner, words) }));
  const head = [t('learners.student'), ...board.badges.map(({ badgeClass }) => badgeClass.name[language])];
  const lines = chooseLearners(board, named, choice).map(({ id, name }) => [
    name,
    ...board.badges.map(({ mapping }) => {
      const { word, short } = presentStanding(board.getStanding(mapping, id), mapping.rule, words);
      return short ? `${word}: ${short}` : capitalise(word);
    }),
  ]);
  return BYTE_ORDER_MARK + [head, ...lines].map((line) => `${line.map(toField).join(',')}\r\n`).join('');
}

/** One field, quoted, and never a formula. */
export function toField(text: string): string {
  const plain = /^[\s]*[=+\-@\t\r\uFF0B\uFF0D\uFF1D\uFF20]/u.test(text) ? `'${text}` : text;
  return `"${plain.replaceAll('"', '""')}"`;
}
