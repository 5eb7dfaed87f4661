/**
 * A teacher drafts a badge in their course, beside its own page; an editor of the institution publishes it.
 *
 * @module
 */
import { Router, type Request, type Response } from 'express';
import { BadgeClassInvalidError } from '../../badges/badge-class-service.js';
import type { BadgeClass } from '../../badges/badge-class.js';
import type { IssuerService } from '../../badges/issuer-service.js';
import type { PictureService } from '../../badges/pictures/picture-service.js';
import { TEACHER_VARIANTS, type TeacherDrafts } from '../../badges/teacher-drafts.js';
import { hasCode } from '../../errors/app-error.js';
import type { AuditActor } from '../../institutions/audit.js';
import { createTranslator } from '../../language/translate.js';
import { presentEditor, presentPreview, type EditorState } from '../badge-editor/present-editor.js';
import { readEditorBody, readEditorForm, type EditorForm } from '../badge-editor/read-editor-form.js';
import { renderPage } from '../page.js';
import { readForm } from '../read-params.js';
import { getLaunch, requireFormToken, requireLaunch, requireStaff } from '../session.js';
import { courseAddress } from './course-address.js';
import { parseChoice, readFields } from './form-fields.js';
import { readLanguage, sendCoursePage } from './send-course-page.js';

export interface DraftsRouterDeps {
  readonly teacherDrafts: TeacherDrafts;
  readonly issuers: Pick<IssuerService, 'list'>;
  readonly pictures: Pick<PictureService, 'findDataAddress'>;
}

interface Shown {
  readonly form?: EditorForm;
  readonly notice?: 'saved' | 'conflict' | 'not-saved';
  readonly problems?: readonly string[];
  readonly status?: number;
}

export function draftsAddress(courseId: string): string {
  return `${courseAddress(courseId)}/drafts`;
}

export function createDraftsRouter({ teacherDrafts, issuers, pictures }: DraftsRouterDeps): Router {
  const router = Router();
  const page = '/courses/:course/drafts';
  const guard = [requireLaunch, requireStaff];

  router.get(page, ...guard, async (req, res) => {
    const { institutionId, courseId } = getLaunch(req);
    const language = readLanguage(req);
    const [isAllowed, all] = await Promise.all([
      teacherDrafts.areAllowed(institutionId),
      teacherDrafts.list(institutionId, courseId),
    ]);
    sendCoursePage(req, res, {
      view: 'badge-editor/drafts',
      title: createTranslator(language)('drafts.title'),
      locals: {
        isAllowed,
        variants: TEACHER_VARIANTS,
        back: courseAddress(courseId),
        address: draftsAddress(courseId),
        drafts: all.map(({ id, name, state, submittedAt }) => ({
          name: name[language] || name.nl || name.en,
          state: state === 'published' ? 'published' : submittedAt ? 'submitted' : 'draft',
          href: state === 'draft' ? draftAddress(courseId, id) : null,
        })),
      },
    });
  });

  router.post(page, ...guard, readForm('4kb'), requireFormToken, async (req, res) => {
    const { institutionId, courseId } = getLaunch(req);
    const variant = parseChoice(readFields(req.body, ['variant']).variant, [
      'regular',
      'extra-curricular',
      'microcredential',
    ]);
    const draft = await teacherDrafts.create(
      institutionId,
      courseId,
      variant ?? 'extra-curricular',
      actorOf(req),
    );
    res.redirect(303, draftAddress(courseId, draft.id));
  });

  router.get(`${page}/:badge`, ...guard, async (req, res) => {
    const isSaved = readFields(req.query, ['saved']).saved === 'yes';
    await send(req, res, await find(req), isSaved ? { notice: 'saved' } : {});
  });

  router.post(`${page}/:badge`, ...guard, readEditorBody, requireFormToken, async (req, res) => {
    const { institutionId, courseId } = getLaunch(req);
    const draft = await find(req);
    const form = readEditorForm(req.body, draft);
    if (form.action === 'preview') return send(req, res, draft, { form });
    try {
      const { content, revision } = form;
      const saved = await teacherDrafts.save(
        institutionId,
        courseId,
        draft.id,
        revision,
        content,
        actorOf(req),
      );
      if (form.action === 'submit')
        await teacherDrafts.submit(institutionId, courseId, draft.id, saved.revision, actorOf(req));
    } catch (error) {
      if (error instanceof BadgeClassInvalidError)
        return send(req, res, draft, { form, notice: 'not-saved', problems: error.problems, status: 422 });
      if (hasCode(error, 'badge_class_conflict'))
        return send(req, res, draft, { form, notice: 'conflict', status: 409 });
      throw error;
    }
    const address = draftAddress(courseId, draft.id);
    return res.redirect(303, form.action === 'submit' ? draftsAddress(courseId) : `${address}?saved=yes`);
  });

  router.post(`${page}/:badge/preview`, ...guard, readEditorBody, requireFormToken, async (req, res) => {
    const draft = await find(req);
    const state = await readState(req, draft, { form: readEditorForm(req.body, draft) });
    const { language } = state;
    renderPage(
      res,
      'badge-editor/preview',
      { language, title: '', kind: 'frame' },
      { preview: presentPreview(state, language) },
    );
  });

  function find(req: Request): Promise<BadgeClass> {
    const { institutionId, courseId } = getLaunch(req);
    return teacherDrafts.get(institutionId, courseId, String(req.params['badge']));
  }

  async function readState(
    req: Request,
    draft: BadgeClass,
    { form, problems = [] }: Shown,
  ): Promise<EditorState> {
    const { institutionId, image, issuerId } = draft;
    const all = await issuers.list(institutionId);
    return {
      badgeClass: draft,
      content: form?.content ?? draft,
      typed: form?.typed ?? null,
      issuerId,
      issuers: all.filter(({ id }) => id === issuerId),
      variants: TEACHER_VARIANTS,
      problems,
      picture: image ? await pictures.findDataAddress(institutionId, image.id) : null,
      language: readLanguage(req),
    };
  }

  async function send(req: Request, res: Response, draft: BadgeClass, shown: Shown): Promise<void> {
    const { courseId } = getLaunch(req);
    const state = await readState(req, draft, shown);
    const editor = presentEditor(state);
    sendCoursePage(req, res, {
      view: 'badge-editor/draft',
      title: createTranslator(state.language)('drafts.edit'),
      status: shown.status ?? 200,
      styles: ['badge-editor.css'],
      scripts: ['badge-editor.js'],
      locals: {
        editor: { ...editor, revision: shown.form?.revision ?? editor.revision },
        notice: shown.notice ?? null,
        back: draftsAddress(courseId),
        address: draftAddress(courseId, draft.id),
      },
    });
  }

  return router;
}

function draftAddress(courseId: string, badgeClassId: string): string {
  return `${draftsAddress(courseId)}/${encodeURIComponent(badgeClassId)}`;
}

function actorOf(req: Request): AuditActor {
  return { kind: 'learner', id: getLaunch(req).learnerId };
}
