/**
 * The rubric that a badge class brings: what assesses it in any course that has none of its own.
 *
 * @module
 */
import { Router, type Request, type Response } from 'express';
import type { RubricService } from '../../../awarding/rubric-service.js';
import type { BadgeClassService } from '../../../badges/badge-class-service.js';
import { createFormats } from '../../../language/format.js';
import { createTranslator } from '../../../language/translate.js';
import { presentRubricForm, type RubricForm } from '../../course/present-rubric-form.js';
import { fillFields, readRubric } from '../../course/read-rubric.js';
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
    await send(req, res, { fields: fillFields(rubric, number), problems: [], isSaved });
  });

  router.post(page, mayEdit, readForm('64kb'), requireAdminForm, async (req, res) => {
    const { institution, actor } = getAdmin(req);
    const { id } = await badgeClasses.get(institution.id, String(req.params['badge']));
    const { rubric, problems, fields, wantsRows } = readRubric(req.body);
    if (wantsRows || problems.length > 0) {
      return send(req, res, { fields, problems: wantsRows ? [] : problems, isSaved: false });
    }
    await rubricService.save(institution.id, { kind: 'badge-class', id }, rubric, actor);
    return res.redirect(303, `/admin/badges/${id}/rubric?saved=yes`);
  });

  async function send(req: Request, res: Response, form: Omit<RubricForm, 'action'>): Promise<void> {
    const badgeClass = await badgeClasses.get(getAdmin(req).institution.id, String(req.params['badge']));
    const language = readConsoleLanguage(req);
    const t = createTranslator(language);
    sendConsolePage(req, res, {
      view: 'console/badges/rubric',
      title: t('rubric.title'),
      part: 'badges',
      status: form.problems.length > 0 ? 422 : 200,
      styles: ['assess.css'],
      locals: {
        rubric: presentRubricForm({ ...form, action: `/admin/badges/${badgeClass.id}/rubric` }, t),
        back: {
          href: `/admin/badges/${badgeClass.id}`,
          text: badgeClass.name[language] || t('badge.untitled'),
        },
      },
    });
  }

  return router;
}
