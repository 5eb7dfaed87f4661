/**
 * Members of a course.
 *
 * @module
 */
import { Router, urlencoded } from 'express';
import { findText, readFields, readText } from '../input.js';
import type { Platform } from '../platform.js';
import { enrol } from '../school/members.js';
import { fullName, getMember, getUser, MEMBER_ROLES } from '../school/state.js';
import { getCourseOf, requireCourse, requireStaff, requireUser } from './session.js';

export function createMemberPages(platform: Platform): Router {
  const router = Router();
  const managing = [requireUser(platform), requireCourse(platform), requireStaff];
  const form = urlencoded({ extended: false });
  const path = '/courses/:course/members';

  router.get(path, ...managing, (_req, res) => {
    res.render('members', {
      title: 'Members',
      roles: MEMBER_ROLES,
      members: [...getCourseOf(res).members.values()].map((member) => {
        const user = getUser(platform.state, member.userId);
        const { id, login, email } = user;
        return { id, login, email, name: fullName(user), role: member.role, status: member.status };
      }),
    });
  });

  router.post(path, ...managing, form, (req, res) => {
    const fields = readFields(req.body);
    const course = getCourseOf(res);
    enrol(platform.state, course, {
      login: readText(fields, 'login'),
      givenName: readText(fields, 'givenName'),
      familyName: readText(fields, 'familyName'),
      role: findText(fields, 'role'),
    });
    res.redirect(303, `/courses/${course.id}/members`);
  });

  router.post(`${path}/:user`, ...managing, form, (req, res) => {
    const course = getCourseOf(res);
    const member = getMember(course, String(req.params.user));
    const action = findText(readFields(req.body), 'action');
    if (action === 'deactivate') member.status = 'Inactive';
    if (action === 'activate') member.status = 'Active';
    if (action === 'remove') course.members.delete(member.userId);
    res.redirect(303, `/courses/${course.id}/members`);
  });

  return router;
}
