/**
 * The course page, and one link: the tool in a frame.
 *
 * @module
 */
import { Router, urlencoded } from 'express';
import { findText, readFields } from '../input.js';
import { assertMayOpen, buildLoginParameters, offerLinkLaunch } from '../lti/launches.js';
import { tellOfCopy } from '../notices/send-notices.js';
import type { Platform } from '../platform.js';
import { copyContent, duplicateLink, listColumnsOfLink, removeLink } from '../school/content.js';
import { addCourse } from '../school/seed.js';
import { fullName, getLink, getTool, getUser, isStaff, type Course, type Link } from '../school/state.js';
import { offersHomework } from './content-pages.js';
import { getCourseOf, getUserOf, requireCourse, requireStaff, requireUser } from './session.js';

export function createCoursePages(platform: Platform): Router {
  const router = Router();
  const entering = [requireUser(platform), requireCourse(platform)];
  const form = urlencoded({ extended: false });

  router.get('/courses/:course', ...entering, (req, res) => {
    const course = getCourseOf(res);
    const user = getUserOf(res);
    const seesAll = isStaff(course, user);
    res.render('course', {
      title: course.title,
      // A tool may send people back with a word to read (LTI Core §5.3.6).
      notice: findText(req.query, 'lti_msg') ?? findText(req.query, 'lti_errormsg') ?? null,
      handIn: seesAll || !offersHomework(platform) ? [] : listHandInPaths(platform, course),
      pages: [...course.pages.values()],
      links: [...course.links.values()]
        .filter(
          ({ published, submittedBy }) => seesAll || (submittedBy ?? (published && user.id)) === user.id,
        )
        .map((link) => presentLink(platform, course, link)),
    });
  });

  router.get('/courses/:course/links/:link', ...entering, (req, res) => {
    const course = getCourseOf(res);
    const link = getLink(course, String(req.params.link));
    // What may not be opened is refused here, not inside the frame.
    assertMayOpen(platform, course, link, getUserOf(res));
    res.render('link', { title: link.title, link: presentLink(platform, course, link) });
  });

  router.get('/courses/:course/links/:link/launch', ...entering, (req, res) => {
    const course = getCourseOf(res);
    const link = getLink(course, String(req.params.link));
    const launch = offerLinkLaunch(platform, course, link, getUserOf(res));
    res.set('Cache-Control', 'no-store').render('post', {
      title: 'Opening…',
      action: getTool(platform.state, launch.clientId).loginUrl,
      fields: buildLoginParameters(platform, launch),
    });
  });

  router.post('/courses/:course/links/:link', ...entering, requireStaff, form, (req, res) => {
    const course = getCourseOf(res);
    const link = getLink(course, String(req.params.link));
    switch (findText(readFields(req.body), 'action')) {
      case 'publish':
        link.published = true;
        break;
      case 'unpublish':
        link.published = false;
        break;
      case 'duplicate':
        duplicateLink(platform.state, course, link);
        break;
      case 'remove':
        removeLink(course, link);
        break;
      default:
    }
    res.redirect(303, `/courses/${course.id}`);
  });

  router.post('/courses/:course/copy', ...entering, requireStaff, form, (_req, res) => {
    const from = getCourseOf(res);
    const { state } = platform;
    const copy = addCourse(state, {
      id: state.nextId(),
      label: `${from.label}-copy`,
      title: `${from.title} (copy)`,
      history: [from.id, ...from.history],
    });
    copyContent(state, from, copy);
    // Whoever copies a course teaches the new one; nobody else comes along.
    const { id } = getUserOf(res);
    copy.members.set(id, { userId: id, role: 'teacher', status: 'Active' });
    tellOfCopy(platform, from, copy);
    res.redirect(303, `/courses/${copy.id}`);
  });

  return router;
}

function listHandInPaths({ state }: Platform, course: Course) {
  return [...state.tools.values()]
    .filter(({ active, deepLinkingUrl }) => active && deepLinkingUrl !== null)
    .flatMap(({ name, clientId, deployments }) =>
      deployments.map(({ id }) => ({ name, path: `/courses/${course.id}/hand-in/${clientId}/${id}` })),
    );
}

const MOMENT = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'Europe/Amsterdam',
});

function presentDates({ dates }: Link): string {
  const said = [
    ['Open from', dates?.opensAt],
    ['Due', dates?.dueAt],
    ['Closes', dates?.closesAt],
  ] as const;
  return said.flatMap(([word, at]) => (at ? [`${word} ${MOMENT.format(new Date(at))}`] : [])).join(' · ');
}

function presentLink({ state }: Platform, course: Course, link: Link) {
  const [column] = listColumnsOfLink(course, link.id);
  return {
    id: link.id,
    title: link.title,
    text: link.text,
    published: link.published,
    submittedBy: link.submittedBy === null ? null : fullName(getUser(state, link.submittedBy)),
    opensWindow: link.opensWindow,
    iconUrl: link.iconUrl,
    dates: presentDates(link),
    toolName: state.tools.get(link.clientId)?.name ?? '',
    column: column === undefined ? null : { label: column.label, scoreMaximum: column.scoreMaximum },
  };
}
