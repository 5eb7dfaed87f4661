/**
 * Adding content: the tool's own dialog in a frame, then the LMS's own form. Only what the teacher saves there exists.
 *
 * @module
 */
import { Router, urlencoded, type Request } from 'express';
import { AppError } from '../../errors/app-error.js';
import { findText, invalid, readFields, readText, type Fields } from '../input.js';
import { acceptResponse, getSelection } from '../lti/deep-linking.js';
import { buildLoginParameters, offerDeepLinking } from '../lti/launches.js';
import type { LinkItem, Platform, Selection } from '../platform.js';
import { addLink, addPage, type NewLink } from '../school/content.js';
import { getTool, type Course, type Tool, type User } from '../school/state.js';
import {
  findSessionUser,
  getCourseOf,
  getUserOf,
  requireCourse,
  requireStaff,
  requireUser,
} from './session.js';

const LARGEST_RESPONSE = '1mb';

type LinkToAdd = Omit<NewLink, 'published' | 'column'> & { column: NonNullable<NewLink['column']> | null };

export function createContentPages(platform: Platform): Router {
  const router = Router();
  const editing = [requireUser(platform), requireCourse(platform), requireStaff];

  router.get('/courses/:course/add', ...editing, (_req, res) => {
    const tools = [...platform.state.tools.values()].filter(
      ({ active, deepLinkingUrl }) => active && deepLinkingUrl !== null,
    );
    res.render('add', {
      title: 'Add content',
      choices: tools.flatMap((tool) =>
        tool.deployments.map(({ id }) => ({
          deploymentId: id,
          clientId: tool.clientId,
          name: tool.deployments.length > 1 ? `${tool.name} (deployment ${id})` : tool.name,
        })),
      ),
    });
  });

  router.get('/courses/:course/add/:client/:deployment', ...editing, (req, res) => {
    const tool = getTool(platform.state, String(req.params.client));
    res.render('choose', {
      title: `Add content from ${tool.name}`,
      launchPath: `${req.originalUrl}/launch`,
      toolName: tool.name,
    });
  });

  router.get('/courses/:course/add/:client/:deployment/launch', ...editing, (req, res) => {
    const tool = getTool(platform.state, String(req.params.client));
    const deploymentId = String(req.params.deployment);
    const launch = offerDeepLinking(platform, getCourseOf(res), tool, deploymentId, getUserOf(res));
    res.set('Cache-Control', 'no-store').render('post', {
      title: 'Opening…',
      action: tool.loginUrl,
      fields: buildLoginParameters(platform, launch),
    });
  });

  // Students: what the tool lets them choose is what they hand in.
  const handingIn = [requireUser(platform), requireCourse(platform)];
  router.get('/courses/:course/hand-in/:client/:deployment', ...handingIn, (req, res) => {
    const tool = getHomeworkTool(platform, req);
    res.render('choose', {
      title: `Hand in from ${tool.name}`,
      launchPath: `${req.originalUrl}/launch`,
      toolName: tool.name,
    });
  });

  router.get('/courses/:course/hand-in/:client/:deployment/launch', ...handingIn, (req, res) => {
    const tool = getHomeworkTool(platform, req);
    const deploymentId = String(req.params.deployment);
    const launch = offerDeepLinking(platform, getCourseOf(res), tool, deploymentId, getUserOf(res), {
      isHomework: true,
    });
    res.set('Cache-Control', 'no-store').render('post', {
      title: 'Opening…',
      action: tool.loginUrl,
      fields: buildLoginParameters(platform, launch),
    });
  });

  // Where the tool's form leads, in the frame. From another site the browser brings no cookie: once more, from here.
  router.post(
    '/lti/selections/:selection/response',
    urlencoded({ extended: false, limit: LARGEST_RESPONSE }),
    async (req, res) => {
      const selection = getSelection(platform, String(req.params.selection));
      const fields = readFields(req.body);
      const jwt = readJwt(fields);
      const user = findSessionUser(platform, req);
      if (user === null && fields.reposted === undefined) {
        return res.render('post', {
          title: 'Going back…',
          action: req.originalUrl,
          fields: { JWT: jwt, reposted: '1' },
        });
      }
      if (user?.id !== selection.launch.userId) {
        throw new AppError('login_required', 401, 'Another person, or nobody, is logged in now.');
      }
      await acceptResponse(platform, selection, jwt);
      res.render('leave-frame', {
        title: 'Going back…',
        to: `/courses/${selection.launch.courseId}/selections/${selection.id}`,
      });
    },
  );

  router.get('/courses/:course/selections/:selection', ...handingIn, (req, res) => {
    const selection = getOwnSelection(platform, req, getCourseOf(res), getUserOf(res));
    const { message, errorMessage, items } = selection;
    res.render('selection', {
      title: 'Save content',
      selection: { id: selection.id, isSaved: selection.state === 'saved', message, errorMessage },
      toolName: getTool(platform.state, selection.launch.clientId).name,
      items,
    });
  });

  router.post(
    '/courses/:course/selections/:selection',
    ...handingIn,
    urlencoded({ extended: false }),
    (req, res) => {
      const course = getCourseOf(res);
      const selection = getOwnSelection(platform, req, course, getUserOf(res));
      saveSelection(platform, course, selection, readFields(req.body));
      res.redirect(303, `/courses/${course.id}`);
    },
  );

  return router;
}

function readJwt(fields: Fields): string {
  const jwt = fields.JWT;
  if (typeof jwt !== 'string' || jwt === '') throw invalid('JWT is missing');
  return jwt;
}

/** @throws {AppError} `homework_not_offered` 404 - this LMS has no such place */
function getHomeworkTool(platform: Platform, req: Request): Tool {
  if (!offersHomework(platform))
    throw new AppError('homework_not_offered', 404, 'Nothing is handed in here.');
  return getTool(platform.state, String(req.params.client));
}

/** Canvas alone has a place where students choose from a tool. */
export function offersHomework({ profile }: Platform): boolean {
  return profile.registration.placements.includes('homework_submission');
}

/** @throws {AppError} `selection_not_found` 404 - of another course or person, or not answered */
function getOwnSelection(platform: Platform, req: Request, course: Course, user: User): Selection {
  const selection = getSelection(platform, String(req.params.selection));
  const isTheirs = selection.launch.courseId === course.id && selection.launch.userId === user.id;
  if (!isTheirs || selection.state === 'open') {
    throw new AppError('selection_not_found', 404, 'There is nothing to save.');
  }
  return selection;
}

/** @throws {AppError} `selection_saved` 409 - saved before */
function saveSelection(platform: Platform, course: Course, selection: Selection, fields: Fields): void {
  if (selection.state === 'saved') throw new AppError('selection_saved', 409, 'This was saved already.');
  const tool = getTool(platform.state, selection.launch.clientId);
  const published = findText(fields, 'action') === 'publish';
  const { wholeMaximumUpTo } = platform.profile.launch;
  const { launch } = selection;
  const links = selection.items.flatMap((item, index) =>
    item.type === 'ltiResourceLink' ? [readItem(fields, item, index)] : [],
  );
  if (wholeMaximumUpTo !== null) {
    const refused = links.filter(({ column }) => !isWhole(column?.scoreMaximum ?? 1, wholeMaximumUpTo));
    if (refused.length > 0 && links.length === 1) {
      throw invalid(`Points must be a whole number from 1 to ${wholeMaximumUpTo}.`);
    }
    // Several at once go past the form: the column is left out, and nobody is told.
    for (const link of refused) link.column = null;
  }
  const submittedBy = launch.isHomework ? launch.userId : null;
  for (const link of links) {
    const dates = keepsDates(platform, link) ? (link.dates ?? null) : null;
    addLink(platform.state, course, tool, launch.deploymentId, { ...link, dates, submittedBy, published });
  }
  for (const item of selection.items) {
    if (item.type !== 'ltiResourceLink') addPage(platform.state, course, item);
  }
  selection.state = 'saved';
}

function keepsDates({ profile }: Platform, { column }: LinkToAdd): boolean {
  const { keepsLinkDates } = profile.launch;
  return keepsLinkDates === 'every-link' || (keepsLinkDates === 'with-column' && column !== null);
}

function isWhole(points: number, most: number): boolean {
  return Number.isInteger(points) && points >= 1 && points <= most;
}

/** The teacher may change title and points; what the tool keeps for itself goes through untouched. */
function readItem(fields: Fields, item: LinkItem, index: number): LinkToAdd {
  const title = readText(fields, `title-${index}`);
  const { lineItem } = item;
  if (lineItem === null) return { ...item, title, column: null };
  const scoreMaximum = Number(readText(fields, `scoreMaximum-${index}`).replace(',', '.'));
  if (!Number.isFinite(scoreMaximum) || scoreMaximum <= 0) throw invalid('Points must be a number above 0.');
  return { ...item, title, column: { ...lineItem, label: lineItem.label ?? title, scoreMaximum } };
}
