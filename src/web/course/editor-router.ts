/**
 * Changing when and how a badge is earned. Every press of a button sends the whole form, so it works without a script; a
 * change is looked at before it is saved.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import type { CourseBoards, MappedBadge } from '../../awarding/course-board.js';
import { RuleUnfitError, type MappingChange, type MappingChanges } from '../../awarding/mapping-changes.js';
import type { MappingChoicesReader } from '../../awarding/mapping-choices.js';
import { NOT_SET_UP } from '../../awarding/mapping-service.js';
import type { PreviewDraft, Previews } from '../../awarding/preview.js';
import type { Mapping, Wait } from '../../awarding/mapping.js';
import type { Course } from '../../lti/course.js';
import { AppError } from '../../errors/app-error.js';
import { formatDay, parseDay } from '../../language/local-day.js';
import { renderView } from '../page.js';
import { readForm } from '../read-params.js';
import { getLaunch, requireFormToken, requireLaunch, requireStaff } from '../session.js';
import { badgeAddress } from './course-address.js';
import { createCourseWords, type CourseWords } from './course-words.js';
import { parseChoice, parseDecimal, readFields } from './form-fields.js';
import { readPolicies, writePolicies } from './policy-form.js';
import { presentEditor, presentPreview, type EditorState } from './present-editor.js';
import {
  ADDABLE_KINDS,
  addRow,
  readRule,
  readRuleForm,
  removeRow,
  writeRuleForm,
  type RuleForm,
} from './rule-form.js';
import { readLanguage, sendCoursePage } from './send-course-page.js';

export interface EditorRouterDeps {
  readonly courseBoards: CourseBoards;
  readonly mappingChoices: MappingChoicesReader;
  readonly previews: Pick<Previews, 'load'>;
  readonly mappingChanges: Pick<MappingChanges, 'revise' | 'look'>;
}

type EditorRequest = Request<{ course: string; key: string }>;

const MOST_HOURS = 24 * 90;

export function createEditorRouter(deps: EditorRouterDeps): Router {
  const { courseBoards, mappingChoices, previews, mappingChanges } = deps;
  const router = Router();
  const page = '/courses/:course/badges/:key/edit';

  router.get(page, requireLaunch, requireStaff, async (req: EditorRequest, res) => {
    const { badge, choices, words } = await load(req);
    const { rule, wait } = badge.mapping;
    const form = writeRuleForm(rule, (value) => words.formats.number(value));
    const preview = await previews.load(choices.course, toDraft(badge.mapping));
    send(req, res, words, {
      badge,
      choices,
      form,
      read: { rule, problems: [] },
      wait: { fields: writeWait(wait, words), value: wait },
      waitProblems: [],
      policies: { fields: writePolicies(badge.mapping.policies), value: badge.mapping.policies },
      unfit: [],
      preview,
      reviewed: null,
      isSent: false,
    });
  });

  router.post(
    page,
    requireLaunch,
    requireStaff,
    readForm('32kb'),
    requireFormToken,
    async (req: EditorRequest, res) => {
      const { act, addKind, version, reviewed, fragment } = readFields(req.body, [
        'act',
        'addKind',
        'version',
        'reviewed',
        'fragment',
      ]);
      const { badge, choices, words } = await load(req);
      const { mapping } = badge;
      const form = press(readRuleForm(req.body), act, addKind, mapping);
      const read = readRule(form, mapping.rule);
      const waiting = readWait(req.body);
      const how = readPolicies(req.body, mapping.policies);
      const draft =
        read.rule && waiting.value && how.policies
          ? { rule: read.rule, wait: waiting.value, policies: how.policies }
          : null;
      const mark = draft && markDraft(mapping, draft);
      let unfit: readonly string[] = [];
      if (act === 'save' && draft && reviewed === mark) {
        try {
          await save(choices.course, mapping, draft, getLaunch(req).learnerId, Number(version));
          return res.redirect(303, `${badgeAddress(choices.course.id, mapping.key)}?saved=yes`);
        } catch (error) {
          if (!(error instanceof RuleUnfitError)) throw error;
          unfit = error.problems;
        }
      }
      const preview = draft && (await previews.load(choices.course, toDraft({ ...mapping, ...draft })));
      const isLooking = act === 'review' || act === 'save';
      const state: EditorState = {
        badge,
        choices,
        form,
        read,
        wait: waiting,
        waitProblems: waiting.problems,
        policies: { fields: how.fields, value: how.policies },
        unfit,
        preview,
        reviewed: isLooking ? mark : null,
        isSent: isLooking || act === 'preview',
      };
      if (fragment === 'yes') return sendFragment(req, res, words, state);
      return send(req, res, words, state);
    },
  );

  async function save(
    course: Course,
    mapping: Mapping,
    draft: MappingChange,
    teacherId: string,
    fromVersion: number,
  ): Promise<void> {
    const by = { kind: 'learner' as const, id: teacherId };
    await mappingChanges.revise(course, mapping.id, draft, by, fromVersion);
    // Saying when is what it waited for.
    if (mapping.stateReason === NOT_SET_UP) await mappingChanges.look(course, mapping.id, by);
  }

  async function load(req: EditorRequest) {
    const { institutionId, courseId } = getLaunch(req);
    const [board, choices] = await Promise.all([
      courseBoards.load(institutionId, courseId),
      mappingChoices.load(institutionId, courseId),
    ]);
    const badge: MappedBadge | undefined = board.badges.find(({ mapping }) => mapping.key === req.params.key);
    if (!badge) throw new AppError('mapping_not_found', 404, 'no such badge in this course');
    return { badge, choices, words: createCourseWords(readLanguage(req), board.registration) };
  }

  function send(req: EditorRequest, res: Response, words: CourseWords, state: EditorState): void {
    const editor = presentEditor(state, words);
    sendCoursePage(req, res, {
      view: 'course/editor',
      title: editor.title,
      status: editor.hasProblems ? 422 : 200,
      locals: { editor },
      scripts: ['editor.js'],
      styles: ['editor.css'],
    });
  }

  /** The part that follows what is typed. */
  function sendFragment(req: EditorRequest, res: Response, words: CourseWords, state: EditorState): void {
    const language = readLanguage(req);
    res
      .type('html')
      .send(
        renderView(
          'course/editor-preview',
          { language, title: '', kind: 'frame' },
          { preview: presentPreview(state, words) },
        ),
      );
  }

  return router;
}

/** What the pressed button does to the form. */
function press(form: RuleForm, act: string, addKind: string, mapping: Mapping): RuleForm {
  const removed = /^remove-(\d)$/.exec(act)?.[1];
  if (removed !== undefined) return removeRow(form, Number(removed));
  const kind = parseChoice(addKind, ADDABLE_KINDS);
  return act === 'add' && kind ? addRow(form, kind, mapping.key) : form;
}

function readWait(body: unknown) {
  const fields = readFields(body, ['stood', 'notBefore']);
  const problems: ('hours-out-of-range' | 'date-invalid')[] = [];
  const stoodHours = fields.stood === '' ? 0 : parseDecimal(fields.stood);
  if (stoodHours === null || stoodHours > MOST_HOURS) problems.push('hours-out-of-range');
  const notBefore = fields.notBefore === '' ? null : parseDay(fields.notBefore);
  if (fields.notBefore !== '' && notBefore === null) problems.push('date-invalid');
  const value: Wait | null = problems.length > 0 || stoodHours === null ? null : { stoodHours, notBefore };
  return { fields, value, problems };
}

function writeWait({ stoodHours, notBefore }: Wait, { formats }: CourseWords) {
  return {
    stood: formats.number(stoodHours),
    notBefore: notBefore ? formatDay(notBefore) : '',
  };
}

function toDraft({ id, badgeClassId, rule, wait, policies }: Mapping): PreviewDraft {
  return { mappingId: id, badgeClassId, rule, wait, policies };
}

/** Names exactly this draft of exactly this version: what is saved is what was looked at. */
function markDraft({ id, version }: Mapping, draft: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([id, version, draft]))
    .digest('base64url')
    .slice(0, 22);
}
