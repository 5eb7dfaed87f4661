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
import type { PreviewDraft, Previews } from '../../awarding/preview.js';
import type { Mapping } from '../../awarding/mapping.js';
import type { Course } from '../../lti/course.js';
import { AppError } from '../../errors/app-error.js';
import { renderView } from '../page.js';
import { readForm } from '../read-params.js';
import { getLaunch, requireFormToken, requireLaunch, requireStaff } from '../session.js';
import { badgeAddress } from './course-address.js';
import { createCourseWords, type CourseWords } from './course-words.js';
import { readFields } from './form-fields.js';
import {
  MAPPING_FORM_FIELDS,
  MAPPING_FORM_LIMIT,
  readMappingForm,
  writeMappingForm,
} from './mapping-form.js';
import { listChoosable, presentEditor, presentEditorPreview, type EditorState } from './present-editor.js';
import { readLanguage, sendCoursePage } from './send-course-page.js';

export interface EditorRouterDeps {
  readonly courseBoards: CourseBoards;
  readonly mappingChoices: MappingChoicesReader;
  readonly previews: Pick<Previews, 'load'>;
  readonly mappingChanges: Pick<MappingChanges, 'revise'>;
}

type EditorRequest = Request<{ course: string; key: string }>;

export function createEditorRouter(deps: EditorRouterDeps): Router {
  const { courseBoards, mappingChoices, previews, mappingChanges } = deps;
  const router = Router();
  const page = '/courses/:course/badges/:key/edit';

  router.get(page, requireLaunch, requireStaff, async (req: EditorRequest, res) => {
    const { badge, board, choices, words } = await load(req);
    const form = writeMappingForm(badge.mapping, words);
    const preview = await previews.load(choices.course, toDraft(badge.mapping));
    const opened = { unfit: [], reviewed: null, isSent: false, act: '' };
    send(req, res, words, { badge, board, choices, form, preview, ...opened });
  });

  router.post(
    page,
    requireLaunch,
    requireStaff,
    readForm(MAPPING_FORM_LIMIT, MAPPING_FORM_FIELDS),
    requireFormToken,
    async (req: EditorRequest, res) => {
      const { act, version, reviewed, fragment } = readFields(req.body, [
        'act',
        'version',
        'reviewed',
        'fragment',
      ]);
      const { badge, board, choices, words } = await load(req);
      const { mapping } = badge;
      const form = readMappingForm(req.body, {
        ...mapping,
        learnerIds: listChoosable(board).map(({ id }) => id),
        firstColumn: mapping.key,
      });
      const draft = form.terms;
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
        board,
        choices,
        form,
        unfit,
        preview,
        reviewed: isLooking && unfit.length === 0 ? mark : null,
        // What is being filled in is not called wrong yet.
        isSent: act !== 'add' && !act.startsWith('remove-'),
        act,
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
    // Changing it is looking at it: a badge that waited for its teacher to say when begins with that.
    await mappingChanges.revise(course, mapping.id, draft, by, fromVersion);
  }

  async function load(req: EditorRequest) {
    const { institutionId, courseId } = getLaunch(req);
    const [board, choices] = await Promise.all([
      courseBoards.load(institutionId, courseId),
      mappingChoices.load(institutionId, courseId),
    ]);
    const badge: MappedBadge | undefined = board.badges.find(({ mapping }) => mapping.key === req.params.key);
    if (!badge) throw new AppError('mapping_not_found', 404, 'no such badge in this course');
    return { badge, board, choices, words: createCourseWords(readLanguage(req), board.registration) };
  }

  function send(req: EditorRequest, res: Response, words: CourseWords, state: EditorState): void {
    const editor = presentEditor(state, words);
    sendCoursePage(req, res, {
      view: 'course/editor',
      title: editor.title,
      status: editor.hasProblems ? 422 : 200,
      locals: { editor },
      scripts: ['editor.js', 'filter-list.js'],
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
          { preview: presentEditorPreview(state, words) },
        ),
      );
  }

  return router;
}

/** Names exactly this draft of exactly this version: what is saved is what was looked at. */
function markDraft({ id, version }: Mapping, draft: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([id, version, draft]))
    .digest('base64url')
    .slice(0, 22);
}

function toDraft({ id, badgeClassId, rule, wait, policies }: Mapping): PreviewDraft {
  return { mappingId: id, badgeClassId, rule, wait, policies };
}
