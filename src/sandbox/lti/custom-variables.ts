/**
 * Custom parameters and the variables in them.
 *
 * A value that is a variable this LMS knows is replaced; any other `$Word` arrives as it stands, as on every LMS.
 *
 * Source: LTI 1.3 Core §C (substitution variables)
 *
 * @module
 */
import type { LaunchRules } from '../profiles/profile.js';
import { fullName, type Course, type Link, type Tool, type User } from '../school/state.js';

export interface VariableSources {
  readonly tool: Tool;
  readonly course: Course;
  readonly user: User;
  readonly link: Link | null;
  /** What tools are told instead of a course's id. Default: the id. */
  readonly contextId?: (courseId: string) => string;
}

type CustomRules = Pick<LaunchRules, 'variables' | 'customIsMoodles'>;
const PLAIN_RULES: CustomRules = { variables: () => ({}), customIsMoodles: false };

/** The tool's own parameters and the link's; the link's win. Undefined when there are none. */
export function resolveCustom(
  sources: VariableSources,
  rules: CustomRules = PLAIN_RULES,
): Record<string, string> | undefined {
  const { tool, link } = sources;
  const parameters = rules.customIsMoodles
    ? alsoInLowerCase({ ...link?.custom, ...tool.custom })
    : { ...tool.custom, ...link?.custom };
  const entries = Object.entries(parameters).map(([name, value]) => [
    name,
    substitute(value, sources, rules),
  ]);
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as Record<string, string>);
}

/** `Camel_Case` arrives beside `camel_case` (Moodle `locallib.php`). */
function alsoInLowerCase(parameters: Readonly<Record<string, string>>): Record<string, string> {
  const lower = Object.entries(parameters).map(([name, value]) => [
    name.toLowerCase().replace(/[^a-z0-9]/g, '_'),
    value,
  ]);
  return { ...(Object.fromEntries(lower) as Record<string, string>), ...parameters };
}

function substitute(value: string, sources: VariableSources, rules: CustomRules): string {
  const { tool, course, user, link, contextId = (id: string) => id } = sources;
  const own = Object.entries(rules.variables(sources)).map(([name, text]) => [`$${name}`, text]);
  const known: Readonly<Record<string, string | undefined>> = {
    '$User.id': user.id,
    '$User.username': user.login,
    '$Person.sourcedId': user.sourcedId,
    '$Person.name.full': tool.shareNames ? fullName(user) : undefined,
    '$Person.name.given': tool.shareNames ? user.givenName : undefined,
    '$Person.name.family': tool.shareNames ? user.familyName : undefined,
    '$Person.email.primary': tool.shareEmail ? user.email : undefined,
    '$Context.id': contextId(course.id),
    '$Context.title': course.title,
    '$Context.label': course.label,
    '$Context.id.history': course.history.map(contextId).join(','),
    '$CourseSection.sourcedId': `course-${course.id}`,
    '$ResourceLink.id': link?.id,
    '$ResourceLink.title': link?.title,
    ...(Object.fromEntries(own) as Record<string, string | undefined>),
  };
  return known[value] ?? value;
}
