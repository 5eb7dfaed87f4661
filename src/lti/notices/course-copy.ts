/**
 * Course copies that a platform told of: a course, and the one it was made from, by the platform's own ids.
 *
 * They may be told before anybody opened either course, so they name contexts, not courses of ours.
 *
 * Source: LTI Context Copy Notice 1.0 (`origin_contexts`); DESIGN for what a copy means.
 *
 * @module
 */

export interface CourseCopy {
  readonly id: string;
  readonly institutionId: string;
  readonly registrationId: string;
  readonly deploymentRecordId: string;
  /** The new course. */
  readonly contextId: string;
  /** What it was made from, without itself. Any of them may be unknown to us. */
  readonly originContextIds: readonly string[];
  /** The platform's id of the notice. */
  readonly noticeId: string;
  readonly heardAt: Date;
}

export interface CourseCopyStore {
  /**
   * Create-only, one record per (registration, nonce): a notice counts once, however often it comes.
   *
   * @returns false when this nonce was heard before
   */
  hear(institutionId: string, copy: CourseCopy, nonce: string): Promise<boolean>;
  /** Oldest first. */
  listOfContext(
    institutionId: string,
    registrationId: string,
    deploymentRecordId: string,
    contextId: string,
  ): Promise<CourseCopy[]>;
}

/** Copies of copies of copies are rare; a platform that says nonsense must not keep us busy. */
const MOST_ANCESTORS = 100;

/**
 * All that a course was made from, nearest first. A course is never its own ancestor, whatever a platform says.
 *
 * @param listOrigins - what one context was made from
 */
export async function listAncestors(
  contextId: string,
  listOrigins: (contextId: string) => Promise<readonly string[]>,
): Promise<string[]> {
  const seen = new Set([contextId]);
  let generation = [contextId];
  while (generation.length > 0 && seen.size <= MOST_ANCESTORS) {
    const parents: string[] = [];
    for (const one of generation) {
      for (const origin of await listOrigins(one)) {
        if (seen.has(origin) || seen.size > MOST_ANCESTORS) continue;
        seen.add(origin);
        parents.push(origin);
      }
    }
    generation = parents;
  }
  return [...seen].slice(1);
}
