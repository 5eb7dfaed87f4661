/**
 * Custom parameters and the variables in them.
 *
 * A value that is a variable this LMS knows is replaced; any other `$Word` arrives as it stands, as on every LMS.
 *
 * Source: LTI 1.3 Core §C (substitution variables)
 *
 * @module
 */
import { fullName, type Course, type Link, type Tool, type User } from '../school/state.js';

export interface VariableSources {
  readonly tool: Tool;
  readonly course: Course;
  readonly user: User;
  readonly link: Link | null;
}

/** The tool's own parameters and the link's; the link's win. Undefined when there are none. */
export function resolveCustom(sources: VariableSources): Record<string, string> | undefined {
  const parameters = { ...sources.tool.custom, ...sources.link?.custom };
  const entries = Object.entries(parameters).map(([name, value]) => [name, substitute(value, sources)]);
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as Record<string, string>);
}

function substitute(value: string, { tool, course, user, link }: VariableSources): string {
  const known: Readonly<Record<string, string | undefined>> = {
    '$User.id': user.id,
    '$User.username': user.login,
    '$Person.sourcedId': user.sourcedId,
    '$Person.name.full': tool.shareNames ? fullName(user) : undefined,
    '$Person.name.given': tool.shareNames ? user.givenName : undefined,
    '$Person.name.family': tool.shareNames ? user.familyName : undefined,
    '$Person.email.primary': tool.shareEmail ? user.email : undefined,
    '$Context.id': course.id,
    '$Context.title': course.title,
    '$Context.label': course.label,
    '$Context.id.history': course.history.join(','),
    '$CourseSection.sourcedId': `course-${course.id}`,
    '$ResourceLink.id': link?.id,
    '$ResourceLink.title': link?.title,
  };
  return known[value] ?? value;
}
