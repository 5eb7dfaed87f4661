/**
 * Which courses of the institution a course was made from, nearest first.
 *
 * Three signs, each of which an LMS may lack: the history that its launches tell, the notice of the copy, and keys of ours that
 * came along in links and columns. All are claims: a course is an origin only when it is one of this institution, and nothing
 * follows from it but an offer to the teacher.
 *
 * Source: LTI custom variable `Context.id.history` (newest first; Canvas ends a long one with `truncated`).
 *
 * @module
 */
import type { Course, CourseStore, ResourceLinkStore } from '../lti/course.js';
import { listAncestors, type CourseCopyStore } from '../lti/notices/course-copy.js';
import type { OutcomeStore } from '../outcomes/outcome.js';
import type { KeyBindingStore } from './key-binding.js';
import type { MappingStore } from './mapping.js';

export interface CourseOriginsDeps {
  readonly courses: Pick<CourseStore, 'find' | 'findByContext'>;
  readonly courseCopies: Pick<CourseCopyStore, 'listOfContext'>;
  readonly mappings: Pick<MappingStore, 'list' | 'findCourseIdOfKey'>;
  readonly outcomes: Pick<OutcomeStore, 'list'>;
  readonly resourceLinks: Pick<ResourceLinkStore, 'list'>;
  readonly keyBindings: Pick<KeyBindingStore, 'list'>;
}

const MOST_ORIGINS = 20;

export type CourseOrigins = ReturnType<typeof createCourseOrigins>;

export function createCourseOrigins(deps: CourseOriginsDeps) {
  const { courses, courseCopies, mappings, outcomes, resourceLinks, keyBindings } = deps;

  async function list(course: Course): Promise<Course[]> {
    const { institutionId, registrationId, deploymentRecordId } = course;
    const found = new Map<string, Course>();
    const add = (origin: Course | null) => {
      if (origin && origin.id !== course.id && found.size < MOST_ORIGINS) found.set(origin.id, origin);
    };
    const heard = await listAncestors(course.contextId, async (contextId) =>
      (
        await courseCopies.listOfContext(institutionId, registrationId, deploymentRecordId, contextId)
      ).flatMap(({ originContextIds }) => originContextIds),
    );
    for (const contextId of new Set([...readHistory(course.bridges['context_id_history']), ...heard])) {
      add(await courses.findByContext(institutionId, registrationId, deploymentRecordId, contextId));
    }
    for (const key of await listForeignKeys(course)) {
      const courseId = await mappings.findCourseIdOfKey(institutionId, key);
      if (courseId !== null && !found.has(courseId)) add(await courses.find(institutionId, courseId));
    }
    return [...found.values()];
  }

  /** Keys that links and columns here carry, and that nothing here answers to. */
  async function listForeignKeys({ institutionId, id }: Course): Promise<string[]> {
    const [own, columns, links, bindings] = await Promise.all([
      mappings.list(institutionId, id),
      outcomes.list(institutionId, id),
      resourceLinks.list(institutionId, id),
      keyBindings.list(institutionId, id),
    ]);
    const known = new Set([
      ...own.map(({ key }) => key),
      ...bindings.filter(({ scope }) => scope === 'course').map(({ claimedKey }) => claimedKey),
    ]);
    const met = [...columns.filter(({ vanishedAt }) => !vanishedAt), ...links];
    return [...new Set(met.flatMap(({ mappingKey }) => mappingKey ?? []))].filter((key) => !known.has(key));
  }

  return { list };
}

/** Ids of courses; a variable that was not replaced says nothing. */
export function readHistory(history: string | undefined): string[] {
  return (history ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '' && id !== 'truncated' && !id.startsWith('$'))
    .slice(0, MOST_ORIGINS);
}
