/**
 * What a teacher can choose from when mapping a badge in a course.
 *
 * @module
 */
import {
  decideMappingPermission,
  isOffered,
  type BadgeClass,
  type BadgeClassStore,
  type MappingApprovalStore,
  type MappingPermission,
} from '../badges/badge-class.js';
import type { OutcomeStore } from '../outcomes/outcome.js';
import { joinBadges } from './course-board.js';
import type { CourseLookup, CourseOfLms } from './course-lookup.js';
import { readsOwnColumn } from './mapping-service.js';
import type { ColumnRole, MappingStore } from './mapping.js';

export interface MappingChoicesDeps {
  readonly courseLookup: CourseLookup;
  readonly stores: {
    readonly mappings: Pick<MappingStore, 'list'>;
    readonly badgeClasses: Pick<BadgeClassStore, 'find' | 'list'>;
    readonly approvals: Pick<MappingApprovalStore, 'find'>;
    readonly outcomes: Pick<OutcomeStore, 'list'>;
  };
}

export interface BadgeClassChoice {
  readonly badgeClass: BadgeClass;
  readonly permission: MappingPermission;
  /** Mapped in this course already. */
  readonly isMapped: boolean;
}

/** A column that carries a grade and came with a badge of this course: no other can be read (DESIGN *Sources are honest*). */
export interface ReadableColumn {
  /** Key of the mapping it came with. */
  readonly key: string;
  readonly role: ColumnRole;
  readonly badgeClass: BadgeClass;
  /** As the LMS shows it; null while it was not seen. */
  readonly label: string | null;
}

export interface MappingChoices extends CourseOfLms {
  readonly badgeClasses: readonly BadgeClassChoice[];
  readonly readableColumns: readonly ReadableColumn[];
}

export type MappingChoicesReader = ReturnType<typeof createMappingChoices>;

export function createMappingChoices({ courseLookup, stores }: MappingChoicesDeps) {
  /** @throws {AppError} `course_not_found`, `registration_not_found` */
  async function load(institutionId: string, courseId: string): Promise<MappingChoices> {
    const place = await courseLookup.get(institutionId, courseId);
    const [mappings, badgeClasses, outcomes] = await Promise.all([
      stores.mappings.list(institutionId, courseId),
      stores.badgeClasses.list(institutionId),
      stores.outcomes.list(institutionId, courseId),
    ]);
    const offered = badgeClasses.filter(
      (one) => isOffered(one) || mappings.some(({ badgeClassId }) => badgeClassId === one.id),
    );
    const choices = await Promise.all(
      offered.map(async (badgeClass): Promise<BadgeClassChoice> => {
        // Asked only where it matters: an institution may have hundreds that any course may map.
        const approval =
          badgeClass.mayBeMapped.where === 'after-approval'
            ? await stores.approvals.find(institutionId, badgeClass.id, courseId)
            : null;
        return {
          badgeClass,
          permission: decideMappingPermission(badgeClass, courseId, approval),
          isMapped: mappings.some(({ badgeClassId }) => badgeClassId === badgeClass.id),
        };
      }),
    );
    const badges = await joinBadges(stores.badgeClasses, institutionId, mappings, outcomes);
    const readableColumns = badges
      .filter(({ mapping }) => readsOwnColumn(mapping.columnRole))
      .map(({ mapping, badgeClass }): ReadableColumn => {
        const column = outcomes.find((one) => one.mappingKey === mapping.key && !one.vanishedAt);
        return { key: mapping.key, role: mapping.columnRole, badgeClass, label: column?.label ?? null };
      });
    return { ...place, badgeClasses: choices, readableColumns };
  }

  return { load };
}
