/**
 * Assessed here: the rubric of a badge for its teacher, handing in for a student, and the files for both.
 *
 * @module
 */
import { Router, type Request, type Response } from 'express';
import type { CourseBoards, MappedBadge } from '../../awarding/course-board.js';
import { LARGEST_FILE, MOST_FILES } from '../../awarding/evidence-file.js';
import type { HandInService } from '../../awarding/hand-in-service.js';
import { LONGEST_LINK, LONGEST_TEXT, MOST_LINKS } from '../../awarding/hand-in.js';
import type { RubricService } from '../../awarding/rubric-service.js';
import { AppError } from '../../errors/app-error.js';
import { isTextKey } from '../../language/translate.js';
import { readForm, readParams } from '../read-params.js';
import { getUploads, readUpload } from '../read-upload.js';
import { sendDownload } from '../send-download.js';
import { getLaunch, requireFormToken, requireLaunch, requireStaff } from '../session.js';
import { sendOwnBadge, type SendOwnBadgeDeps } from '../student/send-own-badge.js';
import { badgeAddress, rubricAddress } from './course-address.js';
import { createCourseWords, type CourseWords } from './course-words.js';
import type { HandInProblem } from './present-hand-in.js';
import { presentRubricForm, type RubricForm } from './present-rubric-form.js';
import { fillFields, readRubric } from './read-rubric.js';
import { readLanguage, sendCoursePage } from './send-course-page.js';

export interface AssessRouterDeps {
  readonly courseBoards: CourseBoards;
  readonly rubricService: RubricService;
  readonly handInService: HandInService;
  readonly ownBadges: SendOwnBadgeDeps['ownBadges'];
  readonly awardSights: SendOwnBadgeDeps['awardSights'];
  readonly ownCredentials: SendOwnBadgeDeps['ownCredentials'];
  /** How long a student waits for the LMS. */
  readonly checkWaitMs: number;
}

type BadgeRequest = Request<{ course: string; key: string }>;

/** What a student can mend in the form, and in which field. */
const MENDABLE: ReadonlyMap<string, HandInProblem['field']> = new Map([
  ['hand_in_empty', 'text'],
  ['hand_in_too_large', 'text'],
  ['hand_in_changed', null],
  ['hand_in_closed', null],
  ['link_invalid', 'links'],
  ['file_refused', 'files'],
  ['files_too_many', 'files'],
  ['request_too_large', 'files'],
]);

const STYLES = ['assess.css'];

export function createAssessRouter(deps: AssessRouterDeps): Router {
  const { courseBoards, rubricService, handInService } = deps;
  const router = Router();

  /** @throws {AppError} `mapping_not_found`, `mapping_not_assessed_here` */
  async function findBadge(req: BadgeRequest): Promise<{ badge: MappedBadge; words: CourseWords }> {
    const { institutionId, courseId } = getLaunch(req);
    const board = await courseBoards.load(institutionId, courseId);
    const badge = board.badges.find(({ mapping }) => mapping.key === req.params.key);
    if (!badge) throw new AppError('mapping_not_found', 404, 'no such badge in this course');
    if (badge.mapping.columnRole !== 'assessed') {
      throw new AppError('mapping_not_assessed_here', 409, 'this badge is not assessed in the tool');
    }
    return { badge, words: createCourseWords(readLanguage(req), board.registration) };
  }

  router.get(
    '/courses/:course/badges/:key/rubric',
    requireLaunch,
    requireStaff,
    async (req: BadgeRequest, res) => {
      const { badge, words } = await findBadge(req);
      const found = await rubricService.findFor(getLaunch(req).institutionId, badge.mapping);
      const isSaved = readParams(req.query, { saved: 1 }).saved !== undefined;
      const fields = fillFields(found?.rubric ?? null, words.formats.number);
      const form = { fields, problems: [], isSaved };
      sendRubric(req, res, { badge, words, isFromBadgeClass: found?.from === 'badge-class' }, form);
    },
  );

  router.post(
    '/courses/:course/badges/:key/rubric',
    requireLaunch,
    requireStaff,
    readForm('64kb'),
    requireFormToken,
    async (req: BadgeRequest, res) => {
      const { institutionId, courseId, learnerId } = getLaunch(req);
      const { badge, words } = await findBadge(req);
      const { rubric, problems, fields, wantsRows } = readRubric(req.body);
      if (wantsRows || problems.length > 0) {
        const form = { fields, problems: wantsRows ? [] : problems, isSaved: false };
        return sendRubric(req, res, { badge, words, isFromBadgeClass: false }, form);
      }
      const owner = { kind: 'mapping', id: badge.mapping.id } as const;
      await rubricService.save(institutionId, owner, rubric, { kind: 'learner', id: learnerId });
      return res.redirect(303, `${rubricAddress(courseId, badge.mapping.key)}?saved=1`);
    },
  );

  router.post(
    '/courses/:course/badges/:key/hand-in',
    requireLaunch,
    readUpload({ files: MOST_FILES, fileBytes: LARGEST_FILE, fieldBytes: LONGEST_TEXT * 4 }),
    requireFormToken,
    async (req: BadgeRequest, res) => {
      const { courseId, learnerId } = getLaunch(req);
      const { badge, words } = await findBadge(req);
      const { course } = await courseBoards.load(getLaunch(req).institutionId, courseId);
      const body = req.body as Record<string, string | string[]>;
      const keeps = body['keep'] ?? [];
      // Each checkbox of a file sends its own; the rest is there once.
      const { text = '', links = '' } = readParams(
        { ...body, keep: '' },
        { text: LONGEST_TEXT * 2, links: (LONGEST_LINK + 2) * MOST_LINKS },
      );
      try {
        await handInService.handIn(course, badge.mapping, learnerId, {
          text: text.replace(/\r\n/g, '\n'),
          links: links.split(/\s+/),
          files: getUploads(req),
          keeps: Array.isArray(keeps) ? keeps : [keeps],
        });
      } catch (error) {
        const field = error instanceof AppError ? MENDABLE.get(error.code) : undefined;
        if (!(error instanceof AppError) || field === undefined) throw error;
        return sendOwnBadge(
          req,
          res,
          { ...deps, waitMs: deps.checkWaitMs },
          {
            isSaved: false,
            values: { text, links },
            problem: { text: sayProblem(error, words), field },
          },
        );
      }
      return res.redirect(303, `${badgeAddress(courseId, badge.mapping.key)}?handed-in=1#hand-in`);
    },
  );

  router.get(
    '/courses/:course/badges/:key/files/:file',
    requireLaunch,
    async (req: Request<{ course: string; key: string; file: string }>, res) => {
      const { institutionId, learnerId } = getLaunch(req);
      const { badge } = await findBadge(req);
      const { file } = req.params;
      await sendDownload(res, await handInService.openFile(institutionId, badge.mapping.id, learnerId, file));
    },
  );

  router.get(
    '/courses/:course/learners/:learner/badges/:mapping/files/:file',
    requireLaunch,
    requireStaff,
    async (req: Request<{ course: string; learner: string; mapping: string; file: string }>, res) => {
      const { institutionId, courseId } = getLaunch(req);
      const { learner, mapping, file } = req.params;
      const { badges } = await courseBoards.load(institutionId, courseId);
      if (!badges.some((badge) => badge.mapping.id === mapping)) {
        throw new AppError('mapping_not_found', 404, 'no such badge in this course');
      }
      await sendDownload(res, await handInService.openFile(institutionId, mapping, learner, file));
    },
  );

  function sendRubric(
    req: BadgeRequest,
    res: Response,
    { badge, words, isFromBadgeClass }: { badge: MappedBadge; words: CourseWords; isFromBadgeClass: boolean },
    form: Omit<RubricForm, 'action'>,
  ): void {
    const { courseId } = getLaunch(req);
    const { key } = badge.mapping;
    sendCoursePage(req, res, {
      view: 'assess/rubric',
      title: words.t('rubric.title'),
      status: form.problems.length > 0 ? 422 : 200,
      styles: STYLES,
      locals: {
        rubric: {
          ...presentRubricForm({ ...form, action: rubricAddress(courseId, key) }, words.t),
          isFromBadgeClass,
        },
        back: { href: badgeAddress(courseId, key), text: badge.badgeClass.name[words.language] },
      },
    });
  }

  return router;
}

function sayProblem({ code, detail }: AppError, { t }: CourseWords): string {
  const key =
    code === 'file_refused' ? `hand-in.problem.file-${String(detail['reason'])}` : `hand-in.problem.${code}`;
  return t(isTextKey(key) ? key : 'hand-in.problem.hand_in_changed', {
    file: String(detail['file'] ?? ''),
    files: MOST_FILES,
    links: MOST_LINKS,
  });
}
