/**
 * *Map a badge* from the overview: with a link the LMS's own form is the way; without one, a badge that looks at columns that
 * are there already.
 *
 * @module
 */
import { Router, type Request, type Response } from 'express';
import type { MappingChoicesReader } from '../../awarding/mapping-choices.js';
import { DraftError, type MappingService } from '../../awarding/mapping-service.js';
import type { TemplateService } from '../../awarding/template-service.js';
import { readForm } from '../read-params.js';
import { getLaunch, requireFormToken, requireLaunch, requireStaff } from '../session.js';
import { badgeAddress, badgeImage, courseAddress, editAddress, mapAddress } from './course-address.js';
import { capitalise, createCourseWords } from './course-words.js';
import { readFields } from './form-fields.js';
import { presentTemplates, type TemplatesState } from './present-templates.js';
import { takeTemplate } from './take-template.js';
import { readLanguage, sendCoursePage } from './send-course-page.js';

export interface MapRouterDeps {
  readonly mappingChoices: MappingChoicesReader;
  readonly mappings: Pick<MappingService, 'place'>;
  readonly templates: Pick<TemplateService, 'listOffered' | 'take'>;
  /** Of the wait after a grade, in hours. */
  readonly defaultStoodHours: number;
}

export function createMapRouter(deps: MapRouterDeps): Router {
  const { mappingChoices, mappings, templates, defaultStoodHours } = deps;
  const router = Router();
  const page = '/courses/:course/map';

  router.get(page, requireLaunch, requireStaff, (req, res) => sendMap(req, res, false));

  router.post(page, requireLaunch, requireStaff, readForm('4kb'), requireFormToken, async (req, res) => {
    const { institutionId, courseId, learnerId } = getLaunch(req);
    const { badgeClass } = readFields(req.body, ['badgeClass']);
    const choices = await mappingChoices.load(institutionId, courseId);
    const [column] = choices.readableColumns;
    try {
      const mapping = await mappings.place(
        choices.course,
        {
          badgeClassId: badgeClass,
          columnRole: 'none',
          unit: 'percent',
          value: 55,
          columnMaximum: 1,
          readsColumnOf: column?.key ?? null,
          wait: { notBefore: null, stoodHours: defaultStoodHours },
          // Nothing is awarded before its teacher has said when: the page that follows asks for it.
          isToBeSetUp: true,
          hasNoLink: true,
        },
        learnerId,
      );
      res.redirect(303, editAddress(courseId, mapping.key));
    } catch (error) {
      if (!(error instanceof DraftError)) throw error;
      await sendMap(req, res, true);
    }
  });

  router.post(
    `${page}/template`,
    requireLaunch,
    requireStaff,
    readForm('8kb'),
    requireFormToken,
    async (req, res) => {
      const { institutionId, courseId, learnerId } = getLaunch(req);
      const { course } = await mappingChoices.load(institutionId, courseId);
      const offered = (await templates.listOffered(institutionId)).filter(
        ({ columnRole }) => columnRole === 'none',
      );
      const taken = await takeTemplate(templates, course, offered, req.body, {
        teacherId: learnerId,
        hasNoLink: true,
      });
      if (!taken.mapping) return sendMap(req, res, false, taken.refused);
      return res.redirect(303, `${badgeAddress(courseId, taken.mapping.key)}?saved=yes`);
    },
  );

  async function sendMap(
    req: Request,
    res: Response,
    isRefused: boolean,
    refused: TemplatesState['refused'] = null,
  ): Promise<void> {
    const { institutionId, courseId } = getLaunch(req);
    const choices = await mappingChoices.load(institutionId, courseId);
    const words = createCourseWords(readLanguage(req), choices.registration);
    const { t, language, lms } = words;
    const how = { way: 'none' as const, acceptsColumns: false, refused };
    sendCoursePage(req, res, {
      view: 'course/map',
      title: t('map.title'),
      status: isRefused || refused ? 422 : 200,
      locals: {
        templates: presentTemplates(await templates.listOffered(institutionId), choices, how, words),
        map: {
          overviewHref: courseAddress(courseId),
          action: mapAddress(courseId),
          templateAction: `${mapAddress(courseId)}/template`,
          withLink: capitalise(t('map.with-link.body', { lms })),
          canMap: choices.readableColumns.length > 0,
          problem: isRefused ? t('picker.problem.badge-class-missing') : null,
          badges: choices.badgeClasses
            .filter(({ isMapped, permission }) => !isMapped && permission !== 'other-courses-only')
            .map(({ badgeClass, permission }) => ({
              id: badgeClass.id,
              name: badgeClass.name[language],
              variant: badgeClass.variant,
              image: badgeImage(badgeClass.id, language),
              hint: permission === 'allowed' ? null : t(`picker.permission.${permission}`),
              isRefused: permission === 'refused',
            })),
        },
      },
    });
  }

  return router;
}
