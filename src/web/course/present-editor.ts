/**
 * The page on which a teacher changes when and how a badge is earned: its form, its sentence, what it would do, what differs.
 *
 * @module
 */
import type { BadgeClass } from '../../badges/badge-class.js';
import type { CourseBoard, MappedBadge } from '../../awarding/course-board.js';
import type { MappingChoices } from '../../awarding/mapping-choices.js';
import { NOT_SET_UP, readsOwnColumn } from '../../awarding/mapping-service.js';
import type { Preview } from '../../awarding/preview.js';
import { badgeAddress, badgeImage, editAddress } from './course-address.js';
import { capitalise, type CourseWords } from './course-words.js';
import { findOpenSteps, type MappingForm } from './mapping-form.js';
import { presentMappingForm, type FormSubject, type PresentedMappingForm } from './present-mapping-form.js';
import { presentPreview, type PresentedPreview } from './present-preview.js';

export interface PresentedEditor {
  readonly title: string;
  readonly name: string;
  readonly image: string;
  readonly variant: BadgeClass['variant'];
  readonly action: string;
  readonly backHref: string;
  readonly form: PresentedMappingForm;
  readonly openSteps: readonly number[];
  readonly version: number;
  readonly preview: PresentedPreview;
  /** The draft that was looked at; a save of another one is looked at first. */
  readonly reviewed: string | null;
  readonly hasProblems: boolean;
  /** There is something to save. */
  readonly canSave: boolean;
  readonly hiddenGrades: string;
}

export interface EditorState {
  readonly badge: MappedBadge;
  readonly board: Pick<CourseBoard, 'learners'>;
  readonly choices: MappingChoices;
  readonly form: MappingForm;
  /** Codes of why the rule does not fit this course. */
  readonly unfit: readonly string[];
  /** Null while the draft has problems. */
  readonly preview: Preview | null;
  readonly reviewed: string | null;
  readonly isSent: boolean;
  /** The pressed button; empty when the page is opened. */
  readonly act: string;
}

export function presentEditor(state: EditorState, words: CourseWords): PresentedEditor {
  const { badge, choices, act } = state;
  const { t, language, lms } = words;
  const { mapping, badgeClass } = badge;
  const form = presentMappingForm(state.form, describeSubject(state), state, words);
  const preview = presentEditorPreview(state, words);
  const isSetUp = mapping.stateReason !== NOT_SET_UP;
  const hasProblemIn = (step: 2 | 3) => form.problems.some((problem) => problem.step === step);
  return {
    title: t('editor.title', { badge: badgeClass.name[language] }),
    name: badgeClass.name[language],
    image: badgeImage(badgeClass.id, language),
    variant: badgeClass.variant,
    action: editAddress(choices.course.id, mapping.key),
    backHref: badgeAddress(choices.course.id, mapping.key),
    form,
    openSteps: findOpenSteps(act, [2], { 1: false, 2: hasProblemIn(2), 3: hasProblemIn(3) }),
    version: mapping.version,
    preview,
    reviewed: state.reviewed,
    canSave: state.reviewed !== null && (preview.changes.length > 0 || !isSetUp),
    hasProblems: form.problems.length > 0,
    hiddenGrades: capitalise(t('picker.wait.why', { lms })),
  };
}

export function presentEditorPreview(state: EditorState, words: CourseWords): PresentedPreview {
  const { form, preview, badge } = state;
  return presentPreview(form.terms, preview, describeSubject(state), badge.mapping, words);
}

function describeSubject({ badge, board, choices }: EditorState): FormSubject {
  const { mapping } = badge;
  return {
    choices,
    ownKey: readsOwnColumn(mapping.columnRole) ? mapping.key : null,
    ownMaximum: mapping.columnMaximum,
    isOwnAssessed: mapping.columnRole === 'assessed',
    badgeClassId: mapping.badgeClassId,
    standingRule: mapping.rule,
    learners: listChoosable(board),
  };
}

/** Those who can earn a badge. */
export function listChoosable({ learners }: Pick<CourseBoard, 'learners'>) {
  return learners
    .filter(({ enrolment }) => enrolment.isLearner && !enrolment.wasEverStaff)
    .map(({ id, name }) => ({ id, name }));
}
