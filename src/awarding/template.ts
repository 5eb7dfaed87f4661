/**
 * Templates: mappings that an institution sets up once, for a programme with many sections. A course takes one as it is
 * (linked: it follows the template) or as a copy (its own from then on).
 *
 * The rule of a template reads *places*, not columns: `own` is the column that comes with the badge's link, any other is
 * filled in by the course that takes it.
 *
 * @module
 */
import type { ColumnRole, Wait } from './mapping.js';
import type { Policies } from './policies.js';
import type { Rule } from './rule.js';

/** The place of the column that comes with the badge's own link. */
export const OWN_PLACE = 'own';

export interface TemplatePlace {
  /** Stands for a column key in the rule. */
  readonly name: string;
  /** What the teacher reads when filling it in: `Report`. */
  readonly label: string;
}

export interface MappingTemplate {
  readonly id: string;
  readonly institutionId: string;
  readonly name: string;
  readonly badgeClassId: string;
  readonly version: number;
  /** Courses that are linked follow up to this version; a newer one waits to be applied. */
  readonly appliedVersion: number;
  readonly columnRole: ColumnRole;
  readonly columnMaximum: number | null;
  readonly rule: Rule;
  /** Those of the rule but `own`. */
  readonly places: readonly TemplatePlace[];
  readonly wait: Wait;
  readonly policies: Policies;
  readonly isRetired: boolean;
  /** Account id. */
  readonly authorId: string;
  readonly updatedAt: Date;
}

export interface TemplateStore {
  /** Create-only; keeps version 1 readable for good. */
  create(institutionId: string, template: MappingTemplate): Promise<void>;
  find(institutionId: string, templateId: string): Promise<MappingTemplate | null>;
  findVersion(institutionId: string, templateId: string, version: number): Promise<MappingTemplate | null>;
  /** By name; retired ones too. */
  list(institutionId: string): Promise<MappingTemplate[]>;
  /**
   * Makes the next version. Atomic: only while the template still has the version before.
   *
   * @returns false when it has another by now
   */
  revise(institutionId: string, template: MappingTemplate): Promise<boolean>;
  /** Counts up only. */
  setApplied(institutionId: string, templateId: string, version: number): Promise<void>;
  setRetired(institutionId: string, templateId: string, isRetired: boolean): Promise<void>;
}
