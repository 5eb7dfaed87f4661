/**
 * Rubrics as teachers and admins keep them.
 *
 * @module
 */
import type { AuditActor } from '../institutions/audit.js';
import type { AuditLog } from '../institutions/audit-log.js';
import type { Mapping } from './mapping.js';
import { checkRubric, findRubric, type Rubric, type RubricOwner, type RubricStore } from './rubric.js';

export interface RubricServiceDeps {
  readonly rubrics: RubricStore;
  readonly audit: AuditLog;
  readonly now: () => Date;
}

export type RubricService = ReturnType<typeof createRubricService>;

export function createRubricService({ rubrics, audit, now }: RubricServiceDeps) {
  /**
   * What was assessed before stays as it was.
   *
   * @param rubric - null takes it away
   * @throws {AppError} `rubric_invalid`
   */
  async function save(
    institutionId: string,
    owner: RubricOwner,
    rubric: Rubric | null,
    actor: AuditActor,
  ): Promise<void> {
    if (rubric) checkRubric(rubric);
    await rubrics.save(institutionId, owner, rubric, now());
    await audit(institutionId, {
      actor,
      action: rubric ? 'rubric.saved' : 'rubric.removed',
      subject: { kind: owner.kind, id: owner.id },
    });
  }

  return {
    save,
    /** Exactly this owner's. */
    findOwn: (institutionId: string, owner: RubricOwner) => rubrics.find(institutionId, owner),
    findFor: (institutionId: string, mapping: Pick<Mapping, 'id' | 'badgeClassId'>) =>
      findRubric(rubrics, institutionId, mapping),
  };
}
