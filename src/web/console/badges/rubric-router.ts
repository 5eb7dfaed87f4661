/**
 * The rubric that a badge class brings: what assesses it in any course that has none of its own.
 *
 * @module
 */
import { Router, type Request, type Response } from 'express';
import type { RubricService } from '../../../awarding/rubric-service.js';
import type { BadgeClassService } from '../../../badges/badge-class-service.js';
import { AppError } from '../../../errors/app-error.js';
import { createFormats } from '../../../language/format.js';
import { createTranslator, isTextKey } from '../../../language/translate.js';
import { FORM_LEVELS, fillFields, readRubric, type RubricFields } from '../../course/read-rubric.js';
import { readForm, readParams } from '../../read-params.js';
import { getAdmin, requireAdmin, requireAdminForm } from '../admin-session.js';
import { readConsoleLanguage, sendConsolePage } from '../send-console-page.js';

export interface BadgeRubricRouterDeps {
  readonly badgeClasses: Pick<BadgeClassService, 'get'>;
  readonly rubricService: Pick<RubricService, 'save' | 'findOwn'>;
}

export function createBadgeRubricRouter({ badgeClasses, rubricService }: BadgeRubricRouterDeps): Router {
  const router = Router();
  const mayEdit = requireAdmin('editor');
  const page = '/admin/badges/:badge/rubric';

  router.get(page, mayEdit, async (req, res) => {
    const { institution } = getAdmin(req);
    const { id } = await badgeClasses.get(institution.id, String(req.params['badge']));
    const rubric = await rubricService.findOwn(institution.id, { kind: 'badge-class', id });
    const { number } = createFormats(readConsoleLanguage(req));
    const isSaved = readParams(req.query, { saved: 3 }).saved === 'yes';
    await send(req, res, fillFields(rubric, number), { isSaved });
  });

  router.post(page, mayEdit, readForm('64kb'), requireAdminForm, async (req, res) => {
    const { institution, actor } = getAdmin(req);
    const { id } = await badgeClasses.get(institution.id, String(req.params['badge']));
    const read = readRubric(req.body);
    if (!read.isValid) return send(req, res, read.fields, { problem: read.problem });
    try {
      await rubricService.save(institution.id, { kind: 'badge-class', id }, read.rubric, actor);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'rubric_invalid') throw error;
      return send(req, res, read.fields, { problem: String(error.detail['problem']) });
    }
    return res.redirect(303, `/admin/badges/${id}/rubric?saved=yes`);
  });

  async function send(
    req: Request,
    res: Response,
    fields: RubricFields,
    { isSaved = false, problem = null }: { readonly isSaved?: boolean; readonly problem?: string | null },
  ): Promise<void> {
    const badgeClass = await badgeClasses.get(getAdmin(req).institution.id, String(req.params['badge']));
    const language = readConsoleLanguage(req);
    const t = createTranslator(language);
    const key = `rubric.problem.${problem}`;
    sendConsolePage(req, res, {
      view: 'console/badges/rubric',
      title: t('rubric.title'),
      part: 'badges',
      status: problem === null ? 200 : 422,
      styles: ['assess.css'],
      locals: {
        rubric: {
          action: `/admin/badges/${badgeClass.id}/rubric`,
          fields,
          levels: Array.from({ length: FORM_LEVELS }, (_, index) => index),
          notice: isSaved ? t('rubric.saved') : null,
          problem: problem === null ? null : t(isTextKey(key) ? key : 'rubric.problem.levels'),
        },
        back: {
          href: `/admin/badges/${badgeClass.id}`,
          text: badgeClass.name[language] || t('badge.untitled'),
        },
      },
    });
  }

  return router;
}
