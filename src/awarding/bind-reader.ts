/**
 * Reading a course with its keys bound: whoever reads columns gets the mapping that each is meant for.
 *
 * @module
 */
import type { Course } from '../lti/course.js';
import type { CourseReader } from '../outcomes/course-reader.js';
import type { OutcomeSighting } from '../outcomes/outcome.js';
import { resolveKey, type KeyBindingStore } from './key-binding.js';

export function bindReader<Reader extends CourseReader>(
  reader: Reader,
  bindings: Pick<KeyBindingStore, 'list'>,
): Reader {
  async function createBind(course: Course): Promise<(column: OutcomeSighting) => OutcomeSighting> {
    const bound = await bindings.list(course.institutionId, course.id);
    return (column) =>
      column.mappingKey === null
        ? column
        : {
            ...column,
            mappingKey: resolveKey(bound, { key: column.mappingKey, lineItemUrl: column.lineItemUrl }),
          };
  }

  return {
    ...reader,

    async readCourse(registration, course, wantsResults, signal) {
      const bind = await createBind(course);
      const reading = await reader.readCourse(
        registration,
        course,
        (column) => wantsResults(bind(column)),
        signal,
      );
      return { ...reading, columns: reading.columns.map(bind) };
    },

    async readColumns(registration, course, signal) {
      const bind = await createBind(course);
      return (await reader.readColumns(registration, course, signal)).map(bind);
    },
  };
}
