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
import { foldName } from './filter-learners.js';
import { readFields } from './form-fields.js';
import { presentTemplates, type TemplatesState } from './present-templates.js';
import { takeTemplate } from './take-template.js';
import { MOST_WITHOUT_SEARCH } from './mapping-form.js';
import { readLanguage, sendCoursePage } from './send-course-page.js';

export interface MapRouterDeps {
  readonly mappingChoices: MappingChoicesReader;
  readonly mappings: Pick<MappingService, 'place'>;
  readonly templates: Pick<TemplateService, 'listOffered' | 'take'>;
  /** Of the wait after a grade, in hours. */
  readonly defaultStoodHours: number;
}

interface SentMap {
  readonly chosen: string;
  readonly query: string;
  readonly isRefused: boolean;
}

const OPENED: SentMap = { chosen: '', query: '', isRefused: false };

export function createMapRouter(deps: MapRouterDeps): Router {
  const { mappingChoices, mappings, templates, defaultStoodHours } = deps;
  const router = Router();
  const page = '/courses/:course/map';

  router.get(page, requireLaunch, requireStaff, (req, res) => sendMap(req, res, OPENED));

  router.post(page, requireLaunch, requireStaff, readForm('4kb'), requireFormToken, async (req, res) => {
    const { institutionId, courseId, learnerId } = getLaunch(req);
    const { badgeClass, act, q } = readFields(req.body, ['badgeClass', 'act', 'q']);
    const sent = { chosen: badgeClass, query: q, isRefused: false };
    if (act === 'search') return sendMap(req, res, sent);
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
      await sendMap(req, res, { ...sent, isRefused: true });
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
      if (!taken.mapping) return sendMap(req, res, OPENED, taken.refused);
      return res.redirect(303, `${badgeAddress(courseId, taken.mapping.key)}?saved=yes`);
    },
  );

  async function sendMap(
    req: Request,
    res: Response,
    { chosen, query, isRefused }: SentMap,
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
      scripts: ['filter-list.js'],
      styles: ['editor.css'],
      locals: {
        templates: presentTemplates(await templates.listOffered(institutionId), choices, how, words),
        map: {
          overviewHref: courseAddress(courseId),
          action: mapAddress(courseId),
          templateAction: `${mapAddress(courseId)}/template`,
          withLink: capitalise(t('map.with-link.body', { lms })),
          canMap: choices.readableColumns.length > 0,
          problem: isRefused ? t('picker.problem.badge-class-missing') : null,
          search: { isShown: choices.badgeClasses.length > MOST_WITHOUT_SEARCH, query },
          badges: choices.badgeClasses
            .map(({ badgeClass, permission, isMapped }) => ({
              value: badgeClass.id,
              title: badgeClass.name[language],
              variant: badgeClass.variant,
              image: badgeImage(badgeClass.id, language),
              isMapped,
              // One that is there already cannot be chosen: that says it all.
              hint: isMapped || permission === 'allowed' ? null : t(`picker.permission.${permission}`),
              isChosen: badgeClass.id === chosen,
              isOffered: !isMapped && (permission === 'allowed' || permission === 'needs-approval'),
            }))
            .filter(({ title, isChosen }) => isChosen || foldName(title).includes(foldName(query))),
        },
      },
    });
  }

  return router;
}
