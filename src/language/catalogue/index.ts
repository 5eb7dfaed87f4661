/**
 * The catalogue: every text that people read, joined from its parts.
 *
 * Each part is one kind of page; a key stands in one part only (a test holds them apart).
 *
 * @module
 */
import { badgeElementTexts } from './badge-elements.js';
import { badgeRuleTexts } from './badge-rules.js';
import { consoleTexts } from './console.js';
import { consolePartsTexts } from './console-parts.js';
import { consoleConnectTexts } from './console-connect.js';
import { copyTexts } from './copies.js';
import { courseTexts } from './course.js';
import { credentialTexts } from './credentials.js';
import { errorTexts } from './errors.js';
import { healthTexts } from './health.js';
import { learnerTexts } from './learner.js';
import { ltiTexts } from './lti.js';
import { matrixTexts } from './matrix.js';
import { pickerTexts } from './picker.js';
import { publicTexts } from './public.js';
import { ruleTexts } from './rules.js';
import { studentTexts } from './student.js';

export const catalogueParts = {
  course: courseTexts,
  rules: ruleTexts,
  copies: copyTexts,
  learner: learnerTexts,
  matrix: matrixTexts,
  student: studentTexts,
  picker: pickerTexts,
  public: publicTexts,
  credentials: credentialTexts,
  lti: ltiTexts,
  errors: errorTexts,
  badgeRules: badgeRuleTexts,
  badgeElements: badgeElementTexts,
  console: consoleTexts,
  consoleConnect: consoleConnectTexts,
  consoleParts: consolePartsTexts,
  health: healthTexts,
} as const;

export const catalogue = {
  ...courseTexts,
  ...ruleTexts,
  ...copyTexts,
  ...learnerTexts,
  ...matrixTexts,
  ...studentTexts,
  ...pickerTexts,
  ...publicTexts,
  ...credentialTexts,
  ...ltiTexts,
  ...errorTexts,
  ...badgeRuleTexts,
  ...badgeElementTexts,
  ...consoleTexts,
  ...consoleConnectTexts,
  ...consolePartsTexts,
  ...healthTexts,
} as const;

export type TextKey = keyof typeof catalogue;
