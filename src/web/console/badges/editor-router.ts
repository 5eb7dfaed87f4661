/**
 * The editor of a badge class in the console: its fields beside its own page, its picture, its versions.
 *
 * @module
 */
import { Router, type Request, type Response } from 'express';
import type { BadgeClassEditing } from '../../../badges/badge-class-editing.js';
import {
  BadgeClassIncompleteError,
  BadgeClassInvalidError,
  type BadgeClassService,
} from '../../../badges/badge-class-service.js';
import type { BadgeClass } from '../../../badges/badge-class.js';
import { VARIANTS } from '../../../badges/badge-content.js';
import type { IssuerService } from '../../../badges/issuer-service.js';
import { MOST_PICTURE_BYTES, PictureUnusableError } from '../../../badges/pictures/clean-picture.js';
import type { PictureService } from '../../../badges/pictures/picture-service.js';
import { hasCode } from '../../../errors/app-error.js';
import { createFormats } from '../../../language/format.js';
import { createTranslator } from '../../../language/translate.js';
import type { CourseStore } from '../../../lti/course.js';
import { presentEditor, presentPreview, type EditorState } from '../../badge-editor/present-editor.js';
import { readEditorBody, readEditorForm, type EditorForm } from '../../badge-editor/read-editor-form.js';
import { readFields } from '../../course/form-fields.js';
import { renderPage } from '../../page.js';
import { readForm } from '../../read-params.js';
import { getUploads, readUpload } from '../../read-upload.js';
import { getAdmin, requireAdmin, requireAdminForm } from '../admin-session.js';
import { readConsoleLanguage, sendConsolePage } from '../send-console-page.js';

export interface BadgeEditorRouterDeps {
  readonly badgeClasses: Pick<BadgeClassService, 'get'>;
  readonly badgeClassEditing: BadgeClassEditing;
  readonly issuers: Pick<IssuerService, 'list'>;
  readonly pictures: Pick<PictureService, 'take' | 'findDataAddress'>;
  readonly stores: { readonly courses: Pick<CourseStore, 'list'> };
}

type Notice = 'saved' | 'conflict' | 'not-published' | 'not-saved';

interface Shown {
  readonly form?: EditorForm;
  readonly notice?: Notice;
  readonly problems?: readonly string[];
  readonly pictureProblem?: string;
  readonly status?: number;
}

export function createBadgeEditorRouter(deps: BadgeEditorRouterDeps): Router {
  const { badgeClasses, badgeClassEditing, issuers, pictures, stores } = deps;
  const router = Router();
  const mayEdit = requireAdmin('editor');

  router.get('/admin/badges/:badge', mayEdit, async (req, res) => {
    const badgeClass = await find(req);
    const isSaved = readFields(req.query, ['saved']).saved === 'yes';
    await send(req, res, badgeClass, isSaved ? { notice: 'saved' } : {});
  });

  router.post('/admin/badges/:badge', mayEdit, readEditorBody, requireAdminForm, async (req, res) => {
    const { institution, actor } = getAdmin(req);
    const badgeClass = await find(req);
    const form = readEditorForm(req.body, badgeClass);
    if (form.action === 'preview') return send(req, res, badgeClass, { form });
    const state = form.action === 'publish' ? 'published' : undefined;
    try {
      await checkIssuer(institution.id, form.issuerId);
      await badgeClassEditing.save(institution.id, badgeClass.id, form.revision, form, actor, state);
    } catch (error) {
      if (error instanceof BadgeClassInvalidError)
        return send(req, res, badgeClass, {
          form,
          notice: 'not-saved',
          problems: error.problems,
          status: 422,
        });
      if (error instanceof BadgeClassIncompleteError)
        return send(req, res, badgeClass, { form, notice: 'not-published', status: 422 });
      if (hasCode(error, 'badge_class_conflict'))
        return send(req, res, badgeClass, { form, notice: 'conflict', status: 409 });
      throw error;
    }
    return res.redirect(303, `/admin/badges/${badgeClass.id}?saved=yes`);
  });

  router.post('/admin/badges/:badge/preview', mayEdit, readEditorBody, requireAdminForm, async (req, res) => {
    const badgeClass = await find(req);
    const state = await readState(req, badgeClass, { form: readEditorForm(req.body, badgeClass) });
    const { language } = state;
    renderPage(
      res,
      'badge-editor/preview',
      { language, title: '', kind: 'console' },
      { preview: presentPreview(state, language) },
    );
  });

  router.post(
    '/admin/badges/:badge/picture',
    mayEdit,
    readUpload({ files: 1, fileBytes: 2 * MOST_PICTURE_BYTES, fieldBytes: 4_096 }),
    requireAdminForm,
    async (req, res) => {
      const { institution, actor } = getAdmin(req);
      const badgeClass = await find(req);
      const { revision } = readFields(req.body, ['revision']);
      try {
        const [upload] = getUploads(req);
        if (!upload) throw new PictureUnusableError('no-picture');
        const image = await pictures.take(institution.id, upload.bytes);
        const alt = badgeClass.image?.alt ?? { nl: '', en: '' };
        const content = { ...badgeClass, image: { ...image, alt } };
        const changes = { ...badgeClass, content };
        await badgeClassEditing.save(institution.id, badgeClass.id, Number(revision), changes, actor);
      } catch (error) {
        if (error instanceof PictureUnusableError)
          return send(req, res, badgeClass, { pictureProblem: error.problem, status: 422 });
        if (error instanceof BadgeClassIncompleteError)
          return send(req, res, badgeClass, { notice: 'not-saved', status: 422 });
        if (hasCode(error, 'badge_class_conflict'))
          return send(req, res, badgeClass, { notice: 'conflict', status: 409 });
        throw error;
      }
      return res.redirect(303, `/admin/badges/${badgeClass.id}?saved=yes`);
    },
  );

  router.post(
    '/admin/badges/:badge/archive',
    mayEdit,
    readForm('8kb'),
    requireAdminForm,
    async (req, res) => {
      const { institution, actor } = getAdmin(req);
      const { id } = await find(req);
      const { revision, archive } = readFields(req.body, ['revision', 'archive']);
      await badgeClassEditing.setArchived(institution.id, id, Number(revision), archive === 'yes', actor);
      res.redirect(303, `/admin/badges/${id}?saved=yes`);
    },
  );

  function find(req: Request): Promise<BadgeClass> {
    return badgeClasses.get(getAdmin(req).institution.id, String(req.params['badge']));
  }

  /** One of the own institution: what a form names is only a claim. @throws {BadgeClassInvalidError} */
  async function checkIssuer(institutionId: string, issuerId: string): Promise<void> {
    const own = await issuers.list(institutionId);
    if (!own.some(({ id }) => id === issuerId)) throw new BadgeClassInvalidError(['issuerId']);
  }

  async function readState(
    req: Request,
    badgeClass: BadgeClass,
    { form, problems = [] }: Shown,
  ): Promise<EditorState> {
    const { institution } = getAdmin(req);
    const [profiles, picture] = await Promise.all([
      issuers.list(institution.id),
      badgeClass.image ? pictures.findDataAddress(institution.id, badgeClass.image.id) : null,
    ]);
    return {
      badgeClass,
      content: form?.content ?? badgeClass,
      typed: form?.typed ?? null,
      issuerId: form?.issuerId ?? badgeClass.issuerId,
      issuers: profiles,
      variants: VARIANTS,
      problems,
      picture,
      language: readConsoleLanguage(req),
    };
  }

  async function send(req: Request, res: Response, badgeClass: BadgeClass, shown: Shown): Promise<void> {
    const { institution } = getAdmin(req);
    const state = await readState(req, badgeClass, shown);
    const { language } = state;
    const t = createTranslator(language);
    const { dateTime } = createFormats(language);
    const [courses, versions] = await Promise.all([
      stores.courses.list(institution.id),
      badgeClassEditing.listVersions(institution.id, badgeClass.id),
    ]);
    const mayBeMapped = shown.form?.mayBeMapped ?? badgeClass.mayBeMapped;
    const chosen = mayBeMapped.where === 'listed-courses' ? mayBeMapped.courseIds : [];
    const editor = presentEditor(state);
    sendConsolePage(req, res, {
      view: 'console/badges/edit',
      title: badgeClass.name[language] || t('badge.untitled'),
      part: 'badges',
      status: shown.status ?? 200,
      styles: ['badge-editor.css'],
      scripts: ['badge-editor.js'],
      locals: {
        // Who was too late goes on from what they started with, and is told again if they save without looking.
        editor: { ...editor, revision: shown.form?.revision ?? editor.revision },
        notice: shown.notice ?? null,
        pictureProblem: shown.pictureProblem ?? null,
        address: `/admin/badges/${badgeClass.id}`,
        mayBeMapped,
        courses: courses.map(({ id, title, label }) => ({
          id,
          title: title ?? label ?? t('badge-editor.course.unnamed'),
          isChosen: chosen.includes(id),
        })),
        versions: versions.toReversed().map(({ version, updatedAt }) => ({
          version,
          date: dateTime(updatedAt),
          href: `/badges/${badgeClass.id}?version=${version}`,
        })),
      },
    });
  }

  return router;
}
