/**
 * The catalogue: every text that people read, joined from its parts.
 *
 * Each part is one kind of page; a key stands in one part only (a test holds them apart).
 *
 * @module
 */
import { badgeEditorTexts } from './badge-editor.js';
import { awardTexts } from './awards.js';
import { assessingTexts } from './assessing.js';
import { awardingConsoleTexts } from './awarding-console.js';
import { badgeElementTexts } from './badge-elements.js';
import { badgePageTexts } from './badge-page.js';
import { badgeRuleTexts } from './badge-rules.js';
import { consoleTexts } from './console.js';
import { consoleKeysTexts } from './console-keys.js';
import { consoleAuditTexts } from './console-audit.js';
import { consolePartsTexts } from './console-parts.js';
import { consoleConnectTexts } from './console-connect.js';
import { templatesTexts } from './templates.js';
import { roundTexts } from './rounds.js';
import { consoleWorkTexts } from './console-work.js';
import { copyTexts } from './copies.js';
import { courseTexts } from './course.js';
import { credentialPageTexts } from './credential-page.js';
import { credentialTexts } from './credentials.js';
import { editorTexts } from './editor.js';
import { draftTexts } from './drafts.js';
import { errorTexts } from './errors.js';
import { historyTexts } from './history.js';
import { healthTexts } from './health.js';
import { learnerTexts } from './learner.js';
import { linkDateTexts } from './link-dates.js';
import { ltiTexts } from './lti.js';
import { matrixTexts } from './matrix.js';
import { pickerTexts } from './picker.js';
import { policyTexts } from './policies.js';
import { publicTexts } from './public.js';
import { ruleTexts } from './rules.js';
import { studentTexts } from './student.js';
import { submissionTexts } from './submission.js';
import { tellingTexts } from './telling.js';
import { verifyTexts } from './verify.js';

export const catalogueParts = {
  assessing: assessingTexts,
  course: courseTexts,
  submission: submissionTexts,
  rules: ruleTexts,
  awards: awardTexts,
  awardingConsole: awardingConsoleTexts,
  copies: copyTexts,
  editor: editorTexts,
  policies: policyTexts,
  history: historyTexts,
  learner: learnerTexts,
  matrix: matrixTexts,
  student: studentTexts,
  telling: tellingTexts,
  picker: pickerTexts,
  linkDates: linkDateTexts,
  public: publicTexts,
  verify: verifyTexts,
  credentialPage: credentialPageTexts,
  credentials: credentialTexts,
  lti: ltiTexts,
  errors: errorTexts,
  badgeRules: badgeRuleTexts,
  drafts: draftTexts,
  badgeEditor: badgeEditorTexts,
  badgePage: badgePageTexts,
  badgeElements: badgeElementTexts,
  console: consoleTexts,
  consoleAudit: consoleAuditTexts,
  consoleConnect: consoleConnectTexts,
  consoleKeys: consoleKeysTexts,
  consoleParts: consolePartsTexts,
  consoleWork: consoleWorkTexts,
  rounds: roundTexts,
  templates: templatesTexts,
  health: healthTexts,
} as const;

export const catalogue = {
  ...assessingTexts,
  ...courseTexts,
  ...ruleTexts,
  ...awardTexts,
  ...awardingConsoleTexts,
  ...copyTexts,
  ...editorTexts,
  ...policyTexts,
  ...historyTexts,
  ...learnerTexts,
  ...matrixTexts,
  ...studentTexts,
  ...submissionTexts,
  ...tellingTexts,
  ...pickerTexts,
  ...linkDateTexts,
  ...publicTexts,
  ...verifyTexts,
  ...credentialPageTexts,
  ...credentialTexts,
  ...ltiTexts,
  ...errorTexts,
  ...badgeRuleTexts,
  ...draftTexts,
  ...badgeEditorTexts,
  ...badgePageTexts,
  ...badgeElementTexts,
  ...consoleTexts,
  ...consoleConnectTexts,
  ...consoleKeysTexts,
  ...consoleAuditTexts,
  ...consolePartsTexts,
  ...consoleWorkTexts,
  ...roundTexts,
  ...templatesTexts,
  ...healthTexts,
} as const;

export type TextKey = keyof typeof catalogue;
