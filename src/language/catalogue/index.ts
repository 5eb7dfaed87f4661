/**
 * The catalogue: every text that people read, joined from its parts.
 *
 * Each part is one kind of page; a key stands in one part only (a test holds them apart).
 *
 * @module
 */
import { assessingTexts } from './assessing.js';
import { badgeElementTexts } from './badge-elements.js';
import { badgeRuleTexts } from './badge-rules.js';
import { consoleTexts } from './console.js';
import { copyTexts } from './copies.js';
import { courseTexts } from './course.js';
import { credentialTexts } from './credentials.js';
import { errorTexts } from './errors.js';
import { learnerTexts } from './learner.js';
import { ltiTexts } from './lti.js';
import { matrixTexts } from './matrix.js';
import { pickerTexts } from './picker.js';
import { publicTexts } from './public.js';
import { ruleTexts } from './rules.js';
import { studentTexts } from './student.js';
import { tellingTexts } from './telling.js';

export const catalogueParts = {
  assessing: assessingTexts,
  course: courseTexts,
  rules: ruleTexts,
  copies: copyTexts,
  learner: learnerTexts,
  matrix: matrixTexts,
  student: studentTexts,
  telling: tellingTexts,
  picker: pickerTexts,
  public: publicTexts,
  credentials: credentialTexts,
  lti: ltiTexts,
  errors: errorTexts,
  badgeRules: badgeRuleTexts,
  badgeElements: badgeElementTexts,
  console: consoleTexts,
} as const;

export const catalogue = {
  ...assessingTexts,
  ...courseTexts,
  ...ruleTexts,
  ...copyTexts,
  ...learnerTexts,
  ...matrixTexts,
  ...studentTexts,
  ...tellingTexts,
  ...pickerTexts,
  ...publicTexts,
  ...credentialTexts,
  ...ltiTexts,
  ...errorTexts,
  ...badgeRuleTexts,
  ...badgeElementTexts,
  ...consoleTexts,
} as const;

export type TextKey = keyof typeof catalogue;
