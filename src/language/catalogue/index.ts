/**
 * The catalogue: every text that people read, joined from its parts.
 *
 * Each part is one kind of page; a key stands in one part only (a test holds them apart).
 *
 * @module
 */
import { courseTexts } from './course.js';
import { credentialTexts } from './credentials.js';
import { errorTexts } from './errors.js';
import { learnerTexts } from './learner.js';
import { ltiTexts } from './lti.js';
import { matrixTexts } from './matrix.js';
import { pickerTexts } from './picker.js';
import { publicTexts } from './public.js';
import { studentTexts } from './student.js';
import { verifyTexts } from './verify.js';

export const catalogueParts = {
  course: courseTexts,
  learner: learnerTexts,
  matrix: matrixTexts,
  student: studentTexts,
  picker: pickerTexts,
  public: publicTexts,
  verify: verifyTexts,
  credentials: credentialTexts,
  lti: ltiTexts,
  errors: errorTexts,
} as const;

export const catalogue = {
  ...courseTexts,
  ...learnerTexts,
  ...matrixTexts,
  ...studentTexts,
  ...pickerTexts,
  ...publicTexts,
  ...verifyTexts,
  ...credentialTexts,
  ...ltiTexts,
  ...errorTexts,
} as const;

export type TextKey = keyof typeof catalogue;
