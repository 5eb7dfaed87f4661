/**
 * What a student handed in, for the teacher who assesses it and for the student.
 *
 * @module
 */
import { LARGEST_FILE, MOST_FILES, TAKEN_ENDINGS } from '../../awarding/evidence-file.js';
import type { Assessment } from '../../awarding/assessment.js';
import { LONGEST_TEXT, mayHandIn, MOST_LINKS, waitsForTeacher, type HandIn } from '../../awarding/hand-in.js';
import type { ChosenLevel, Rubric } from '../../awarding/rubric.js';
import type { CourseWords } from './course-words.js';

export interface PresentedHandIn {
  readonly at: string;
  readonly text: string;
  readonly links: readonly string[];
  readonly files: readonly {
    readonly id: string;
    readonly name: string;
    readonly size: string;
    readonly href: string;
  }[];
  /** Handed in after it was last assessed. */
  readonly isNew: boolean;
}

export function presentHandIn(
  handIn: HandIn,
  assessment: Assessment | null,
  fileAddress: (fileId: string) => string,
  { t, formats }: CourseWords,
): PresentedHandIn {
  return {
    at: t('hand-in.at', { at: formats.dateTime(handIn.handedInAt) }),
    text: handIn.text,
    links: handIn.links,
    files: handIn.files.map(({ id, name, size }) => ({
      id,
      name,
      size: presentSize(size, formats.number),
      href: fileAddress(id),
    })),
    isNew: waitsForTeacher(handIn, assessment),
  };
}

/** The form in which a student hands in, with what stands. */
export interface HandInForm {
  readonly action: string;
  readonly handIn: PresentedHandIn | null;
  /** Null: nothing may be handed in any more; then only what stands is shown. */
  readonly isOpen: boolean;
  readonly values: { readonly text: string; readonly links: string };
  readonly limits: string;
  readonly accept: string;
  readonly maxLength: number;
  /** Of the page: whose turn it is; null once it was assessed and nothing new was handed in. */
  readonly lead: string | null;
  readonly notice: string | null;
  readonly problem: HandInProblem | null;
  readonly assessment: PresentedAssessment | null;
}

export interface HandInProblem {
  readonly text: string;
  /** Null where no field can mend it. */
  readonly field: 'text' | 'links' | 'files' | null;
}

export interface PresentedAssessment {
  readonly verdict: string;
  readonly isPassed: boolean;
  readonly at: string;
  readonly remark: string | null;
  readonly levels: readonly string[];
}

export interface HandInState {
  readonly handIn: HandIn | null;
  readonly assessment: Assessment | null;
}

export interface HandInAnswer {
  readonly isSaved: boolean;
  /** What the student typed, when it could not be taken. */
  readonly values: { readonly text: string; readonly links: string } | null;
  readonly problem: HandInProblem | null;
}

export function presentHandInForm(
  { handIn, assessment }: HandInState,
  action: string,
  fileAddress: (fileId: string) => string,
  answer: HandInAnswer | null,
  words: CourseWords,
): HandInForm {
  const { t, formats } = words;
  return {
    action,
    handIn: handIn && presentHandIn(handIn, assessment, fileAddress, words),
    isOpen: mayHandIn(assessment),
    values: answer?.values ?? { text: handIn?.text ?? '', links: handIn?.links.join('\n') ?? '' },
    limits: t('hand-in.limits', {
      files: MOST_FILES,
      size: presentSize(LARGEST_FILE, formats.number),
      links: MOST_LINKS,
    }),
    accept: TAKEN_ENDINGS.join(','),
    maxLength: LONGEST_TEXT,
    lead: sayTurn(handIn, assessment, words),
    notice: answer?.isSaved ? t('hand-in.saved') : null,
    problem: answer?.problem ?? null,
    assessment: assessment && presentAssessment(assessment, words),
  };
}

function sayTurn(
  handIn: HandIn | null,
  assessment: Assessment | null,
  { t, formats }: CourseWords,
): string | null {
  if (handIn && waitsForTeacher(handIn, assessment)) {
    return t('hand-in.lead.waits', { at: formats.dateTime(handIn.handedInAt) });
  }
  return assessment ? null : t('hand-in.lead.yours');
}

export function presentAssessment(assessment: Assessment, { t, formats }: CourseWords): PresentedAssessment {
  const { isPassed, assessedAt, remark, levels } = assessment;
  return {
    verdict: t(isPassed ? 'assess.passed' : 'assess.not-yet'),
    isPassed,
    at: formats.dateTime(assessedAt),
    remark,
    levels: levels.map((level) => sayLevel(level, formats.number)),
  };
}

function sayLevel({ criterion, level, points }: ChosenLevel, number: (value: number) => string): string {
  return `${criterion}: ${level} (${number(points)})`;
}

export interface PresentedRubric {
  readonly criteria: readonly {
    readonly title: string;
    readonly levels: readonly { readonly value: string; readonly text: string; readonly isChosen: boolean }[];
  }[];
  readonly passes: string;
}

/** @param choices - as sent, or as they stand */
export function presentRubric(
  rubric: Rubric,
  choices: readonly (number | null)[],
  { t, formats }: CourseWords,
): PresentedRubric {
  return {
    criteria: rubric.criteria.map(({ title, levels }, row) => ({
      title,
      levels: levels.map((level, place) => ({
        value: String(place),
        text: t('rubric.level', { level: level.title, points: formats.number(level.points) }),
        isChosen: choices[row] === place,
      })),
    })),
    passes: t('rubric.passes', { points: formats.number(rubric.passPoints) }),
  };
}

/** The places of what was chosen, where the rubric still has it. */
export function findChoices(rubric: Rubric, assessment: Assessment | null): (number | null)[] {
  return rubric.criteria.map(({ title, levels }) => {
    const chosen = assessment?.levels.find(({ criterion }) => criterion === title);
    const place = levels.findIndex((one) => one.title === chosen?.level && one.points === chosen.points);
    return place === -1 ? null : place;
  });
}

export function presentSize(bytes: number, number: (value: number) => string): string {
  if (bytes < 1024 * 1024) return `${number(Math.max(1, Math.round(bytes / 1024)))} kB`;
  return `${number(Math.round((bytes / (1024 * 1024)) * 10) / 10)} MB`;
}
