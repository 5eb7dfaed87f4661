/**
 * Reading a course with its keys bound: whoever reads columns gets the mapping that each is meant for.
 *
 * A column says so by its `resourceId`. Where an LMS keeps none, the launch of its link says it: that carries the key in its
 * custom parameters, and names the one line item that belongs to the link (AGS §3.1).
 *
 * @module
 */
import type { Course, ResourceLink, ResourceLinkStore } from '../lti/course.js';
import type { CourseReader } from '../outcomes/course-reader.js';
import type { OutcomeSighting } from '../outcomes/outcome.js';
import { resolveKey, type KeyBindingStore } from './key-binding.js';

export interface BindReaderStores {
  readonly keyBindings: Pick<KeyBindingStore, 'list'>;
  readonly resourceLinks: Pick<ResourceLinkStore, 'list'>;
}

export function bindReader<Reader extends CourseReader>(
  reader: Reader,
  { keyBindings, resourceLinks }: BindReaderStores,
): Reader {
  async function createBind(course: Course): Promise<(column: OutcomeSighting) => OutcomeSighting> {
    const { institutionId, id: courseId } = course;
    const [bound, links] = await Promise.all([
      keyBindings.list(institutionId, courseId),
      resourceLinks.list(institutionId, courseId),
    ]);
    const linkOfColumn = mapLinks(links);
    return (column) => {
      const { lineItemUrl } = column;
      if (column.mappingKey !== null) {
        return { ...column, mappingKey: resolveKey(bound, { key: column.mappingKey, lineItemUrl }) };
      }
      const link = linkOfColumn.get(lineItemUrl);
      if (!link?.mappingKey) return column;
      const { mappingKey: key, resourceLinkId } = link;
      return { ...column, mappingKey: resolveKey(bound, { key, resourceLinkId, lineItemUrl }) };
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

/** By the line item that its launches named; of two links with one line item, the one that was opened last. */
function mapLinks(links: readonly ResourceLink[]): Map<string, ResourceLink> {
  const byAge = links.toSorted((a, b) => a.lastLaunchAt.getTime() - b.lastLaunchAt.getTime());
  return new Map(byAge.flatMap((link) => (link.lineItemUrl === null ? [] : [[link.lineItemUrl, link]])));
}
