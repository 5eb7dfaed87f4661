/**
 * A badge link was opened: then it is in the course, and its mapping is no longer only placed.
 *
 * @module
 */
import type { CourseLaunch } from '../lti/session.js';
import type { MappingStore } from './mapping.js';

export interface LinkOpenedDeps {
  readonly mappings: Pick<MappingStore, 'findByKey' | 'markSeen'>;
  readonly now: () => Date;
}

export type NoteLinkOpened = ReturnType<typeof createNoteLinkOpened>;

export function createNoteLinkOpened({ mappings, now }: LinkOpenedDeps) {
  /** The key is a claim of the link: it counts only for a mapping of the launch's own course. */
  return async function noteLinkOpened(
    launch: Pick<CourseLaunch, 'institutionId' | 'courseId' | 'mappingKey'>,
  ): Promise<void> {
    const { institutionId, courseId, mappingKey } = launch;
    if (mappingKey === null) return;
    const mapping = await mappings.findByKey(institutionId, courseId, mappingKey);
    if (mapping && !mapping.seenAt) await mappings.markSeen(institutionId, mapping.id, now());
  };
}
