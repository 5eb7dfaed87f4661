/**
 * The catalogue: every text that people read, joined from its parts.
 *
 * Each part is one kind of page; a key stands in one part only (a test holds them apart).
 *
 * @module
 */
import { awardTexts } from './awards.js';
import { assessingTexts } from './assessing.js';
import { badgeElementTexts } from './badge-elements.js';
import { badgePageTexts } from './badge-page.js';
import { badgeRuleTexts } from './badge-rules.js';
import { consoleTexts } from './console.js';
import { copyTexts } from './copies.js';
import { courseTexts } from './course.js';
import { credentialTexts } from './credentials.js';
import { editorTexts } from './editor.js';
import { errorTexts } from './errors.js';
import { historyTexts } from './history.js';
import { learnerTexts } from './learner.js';
import { ltiTexts } from './lti.js';
import { matrixTexts } from './matrix.js';
import { pickerTexts } from './picker.js';
import { policyTexts } from './policies.js';
import { publicTexts } from './public.js';
import { ruleTexts } from './rules.js';
import { studentTexts } from './student.js';

export const catalogueParts = {
  assessing: assessingTexts,
  course: courseTexts,
  rules: ruleTexts,
  awards: awardTexts,
  copies: copyTexts,
  editor: editorTexts,
  policies: policyTexts,
  history: historyTexts,
  learner: learnerTexts,
  matrix: matrixTexts,
  student: studentTexts,
  picker: pickerTexts,
  public: publicTexts,
  credentials: credentialTexts,
  lti: ltiTexts,
  errors: errorTexts,
  badgeRules: badgeRuleTexts,
  badgePage: badgePageTexts,
  badgeElements: badgeElementTexts,
  console: consoleTexts,
} as const;

export const catalogue = {
  ...assessingTexts,
  ...courseTexts,
  ...ruleTexts,
  ...awardTexts,
  ...copyTexts,
  ...editorTexts,
  ...policyTexts,
  ...historyTexts,
  ...learnerTexts,
  ...matrixTexts,
  ...studentTexts,
  ...pickerTexts,
  ...publicTexts,
  ...credentialTexts,
  ...ltiTexts,
  ...errorTexts,
  ...badgeRuleTexts,
  ...badgePageTexts,
  ...badgeElementTexts,
  ...consoleTexts,
} as const;

export type TextKey = keyof typeof catalogue;
