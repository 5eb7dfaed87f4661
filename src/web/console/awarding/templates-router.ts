/**
 * Templates of mappings: made and changed in the form that teachers have, looked at in each course, applied, withdrawn from
 * what is offered.
 *
 * @module
 */
import { Router, type Request, type Response } from 'express';
import type { PersonRef } from '../../../awarding/approver.js';
import type { MappingTemplate } from '../../../awarding/template.js';
import {
  TemplateInvalidError,
  type TemplateProblem,
  type TemplateService,
} from '../../../awarding/template-service.js';
import type { BadgeClassService } from '../../../badges/badge-class-service.js';
import { createCourseWords, type CourseWords } from '../../course/course-words.js';
import { readFields } from '../../course/form-fields.js';
import { MAPPING_FORM_FIELDS } from '../../course/mapping-form.js';
import { readForm } from '../../read-params.js';
import { getAdmin, requireAdmin, requireAdminForm } from '../admin-session.js';
import { readConsoleLanguage, sendConsolePage } from '../send-console-page.js';
import {
  presentTemplateForm,
  readTemplateForm,
  writeTemplateForm,
  type TemplateForm,
} from './template-form.js';

export interface TemplatesRouterDeps {
  readonly templates: TemplateService;
  readonly badgeClasses: Pick<BadgeClassService, 'list'>;
}

type ById = Request<{ id: string }>;

/** What was sent and comes back. */
interface Sent {
  readonly form: TemplateForm;
  readonly isSent: boolean;
  readonly problems: readonly TemplateProblem[];
}

const HOME = '/admin/awarding';
const NO_LMS = { name: '', issuer: '', productFamily: 'unknown' } as const;

export function createTemplatesRouter({ templates, badgeClasses }: TemplatesRouterDeps): Router {
  const router = Router();
  const page = `${HOME}/templates`;
  const guard = [requireAdmin('admin'), readForm('32kb', MAPPING_FORM_FIELDS), requireAdminForm] as const;

  router.get(`${page}/new`, requireAdmin('admin'), (req, res) => sendTemplate(req, res, null, null));

  router.post(page, ...guard, async (req, res) => {
    const { institution } = getAdmin(req);
    const { act } = readFields(req.body, ['act']);
    const form = readTemplateForm(req.body, null);
    if (act !== 'save')
      return sendTemplate(req, res, null, { form, isSent: act === 'preview', problems: [] });
    if (!form.draft) return sendTemplate(req, res, null, { form, isSent: true, problems: [] });
    try {
      const made = await templates.create(institution.id, form.draft, readPerson(req));
      return res.redirect(303, `${page}/${made.id}`);
    } catch (error) {
      if (!(error instanceof TemplateInvalidError)) throw error;
      return sendTemplate(req, res, null, { form, isSent: true, problems: error.problems });
    }
  });

  router.get(`${page}/:id`, requireAdmin('admin'), async (req: ById, res) => {
    const template = await templates.get(getAdmin(req).institution.id, req.params.id);
    await sendTemplate(req, res, template, null);
  });

  router.post(`${page}/:id`, ...guard, async (req: ById, res) => {
    const { institution } = getAdmin(req);
    const { version, act } = readFields(req.body, ['version', 'act']);
    const standing = await templates.get(institution.id, req.params.id);
    const form = readTemplateForm(req.body, standing);
    if (act !== 'save') {
      return sendTemplate(req, res, standing, { form, isSent: act === 'preview', problems: [] });
    }
    if (!form.draft) return sendTemplate(req, res, standing, { form, isSent: true, problems: [] });
    try {
      await templates.revise(institution.id, standing.id, form.draft, readPerson(req), Number(version) || 0);
      return res.redirect(303, `${page}/${standing.id}`);
    } catch (error) {
      if (!(error instanceof TemplateInvalidError)) throw error;
      return sendTemplate(req, res, standing, { form, isSent: true, problems: error.problems });
    }
  });

  router.post(`${page}/:id/apply`, ...guard, async (req: ById, res) => {
    const { institution } = getAdmin(req);
    const { version } = readFields(req.body, ['version']);
    const done = await templates.apply(institution.id, req.params.id, Number(version) || 0, readPerson(req));
    const failed = done.filter(({ errorCode }) => errorCode !== null).length;
    const query = `applied=${done.length - failed}&failed=${failed}`;
    res.redirect(303, `${page}/${encodeURIComponent(req.params.id)}?${query}`);
  });

  router.post(`${page}/:id/retire`, ...guard, async (req: ById, res) => {
    const { institution } = getAdmin(req);
    const { retired } = readFields(req.body, ['retired']);
    await templates.retire(institution.id, req.params.id, retired === 'yes', readPerson(req));
    res.redirect(303, `${HOME}#templates`);
  });

  async function sendTemplate(
    req: Request,
    res: Response,
    template: MappingTemplate | null,
    sent: Sent | null,
  ): Promise<void> {
    const { institution } = getAdmin(req);
    const words = createCourseWords(readConsoleLanguage(req), NO_LMS);
    const classes = await badgeClasses.list(institution.id);
    const { form, ...trouble } = sent ?? {
      form: writeTemplateForm(template, words),
      isSent: false,
      problems: [],
    };
    const editor = presentTemplateForm(form, classes, trouble, words);
    const { applied, failed } = readFields(req.query, ['applied', 'failed']);
    sendConsolePage(req, res, {
      view: 'console/template',
      title: template?.name ?? words.t('console.templates.new'),
      part: 'awarding',
      status: trouble.isSent && editor.problems.length > 0 ? 422 : 200,
      styles: ['approvals.css', 'editor.css'],
      locals: {
        editor,
        template: template && presentTemplate(template, classes, words),
        isWaiting: template !== null && template.appliedVersion < template.version,
        applied: /^\d{1,6}$/.test(applied) ? applied : null,
        failed: /^[1-9]\d{0,5}$/.test(failed) ? failed : null,
        differences: template ? await listDifferences(institution.id, template.id) : [],
      },
    });
  }

  async function listDifferences(institutionId: string, templateId: string) {
    const differences = await templates.preview(institutionId, templateId);
    return differences.map(({ course, preview: { difference, holds } }) => ({
      course: course.title ?? course.id,
      added: difference.added.length,
      dropped: difference.dropped.length,
      holds: holds.length,
    }));
  }

  return router;
}

function readPerson(req: Request): PersonRef {
  return { kind: 'admin', id: getAdmin(req).account.id };
}

export function presentTemplate(
  template: MappingTemplate,
  classes: Awaited<ReturnType<BadgeClassService['list']>>,
  { language }: Pick<CourseWords, 'language'>,
) {
  const { id, name, version, isRetired, badgeClassId } = template;
  return {
    id,
    name,
    version,
    isRetired,
    badge: classes.find((one) => one.id === badgeClassId)?.name[language] ?? badgeClassId,
  };
}
