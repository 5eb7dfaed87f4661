/**
 * What an administrator does with one learner: finding, linking to a person, exporting, erasing.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import { AppError, hasCode } from '../errors/app-error.js';
import type { AuditActor } from './audit.js';
import type { AuditLog } from './audit-log.js';
import type { Learner, LearnerStore } from './learner.js';
import type { LearnerDataStore, LearnerRecords } from './learner-data.js';
import type { PersonLink, PersonLinkStore } from './person.js';

export interface LearnerAdminDeps {
  readonly learners: Pick<LearnerStore, 'find' | 'listByIds' | 'search'>;
  readonly learnerData: LearnerDataStore;
  readonly personLinks: PersonLinkStore;
  /** Revokes, so that copies no longer verify. */
  readonly revoke: (institutionId: string, credentialId: string, actor: AuditActor) => Promise<unknown>;
  readonly audit: AuditLog;
  readonly now: () => Date;
}

export interface LearnerExport {
  readonly exportedAt: Date;
  readonly learner: Learner;
  readonly person: PersonLink | null;
  readonly records: LearnerRecords;
}

export type LearnerAdmin = ReturnType<typeof createLearnerAdmin>;

const PAGE = 50;

export function createLearnerAdmin(deps: LearnerAdminDeps) {
  const { learners, learnerData, personLinks, revoke, audit, now } = deps;

  /** Those whose name, e-mail address or id holds the text; newest first, a page at a time. */
  function search(institutionId: string, text: string, after: string | null) {
    return learners.search(institutionId, text.trim().slice(0, 200), after, PAGE);
  }

  /** @throws {AppError} `learner_not_found` */
  async function get(institutionId: string, learnerId: string): Promise<Learner> {
    const learner = await learners.find(institutionId, learnerId);
    if (learner) return learner;
    throw new AppError('learner_not_found', 404, 'no such learner', { learnerId });
  }

  async function findPerson(institutionId: string, learnerId: string) {
    const link = await personLinks.find(institutionId, learnerId);
    if (!link) return null;
    const links = await personLinks.listByPerson(institutionId, link.personId);
    const ids = links.map((one) => one.learnerId).filter((id) => id !== learnerId);
    return { link, others: await learners.listByIds(institutionId, ids) };
  }

  /**
   * Says that two learners are one person.
   *
   * @throws {AppError} `learner_not_found`, `person_link_invalid`
   */
  async function link(
    institutionId: string,
    learnerId: string,
    otherId: string,
    identifier: string,
    actor: AuditActor,
  ): Promise<void> {
    await Promise.all([get(institutionId, learnerId), get(institutionId, otherId)]);
    if (learnerId === otherId || identifier.trim() === '' || identifier.length > 255)
      throw new AppError('person_link_invalid', 422, 'a link needs another learner and an identifier');
    const known = await personLinks.find(institutionId, otherId);
    const own = await personLinks.find(institutionId, learnerId);
    const personId = known?.personId ?? own?.personId ?? randomUUID();
    for (const id of [learnerId, otherId]) {
      await personLinks.save(institutionId, {
        learnerId: id,
        institutionId,
        personId,
        identifier: identifier.trim(),
        linkedAt: now(),
      });
    }
    await audit(institutionId, {
      actor,
      action: 'person.linked',
      subject: { kind: 'learner', id: learnerId },
      detail: { other: otherId, personId },
    });
  }

  /** Takes a learner out of a person again; what was awarded stays as it is. */
  async function unlink(institutionId: string, learnerId: string, actor: AuditActor): Promise<void> {
    const known = await personLinks.find(institutionId, learnerId);
    if (!known || !(await personLinks.delete(institutionId, learnerId))) return;
    const left = await personLinks.listByPerson(institutionId, known.personId);
    // One alone is nobody's twin.
    if (left.length === 1 && left[0]) await personLinks.delete(institutionId, left[0].learnerId);
    await audit(institutionId, {
      actor,
      action: 'person.unlinked',
      subject: { kind: 'learner', id: learnerId },
      detail: { personId: known.personId },
    });
  }

  /** @throws {AppError} `learner_not_found` */
  async function exportAll(
    institutionId: string,
    learnerId: string,
    actor: AuditActor,
  ): Promise<LearnerExport> {
    const learner = await get(institutionId, learnerId);
    const [person, records] = await Promise.all([
      personLinks.find(institutionId, learnerId),
      learnerData.collect(institutionId, learnerId),
    ]);
    await audit(institutionId, {
      actor,
      action: 'learner.exported',
      subject: { kind: 'learner', id: learnerId },
    });
    return { exportedAt: now(), learner, person, records };
  }

  /**
   * One file that the learner handed in; an export names it.
   *
   * @throws {AppError} `learner_not_found`, `file_not_found`
   */
  async function openFile(institutionId: string, learnerId: string, fileId: string, actor: AuditActor) {
    await get(institutionId, learnerId);
    const opened = await learnerData.openFile(institutionId, learnerId, fileId);
    if (!opened) throw new AppError('file_not_found', 404, 'no such file was handed in');
    await audit(institutionId, {
      actor,
      action: 'learner.file-exported',
      subject: { kind: 'learner', id: learnerId },
      detail: { fileId },
    });
    return opened;
  }

  /**
   * Revokes what was issued, then takes away what `learner-data.ts` says. Stopped in between, it can be done again.
   *
   * @throws {AppError} `learner_not_found`
   */
  async function erase(institutionId: string, learnerId: string, actor: AuditActor): Promise<void> {
    await get(institutionId, learnerId);
    for (const credentialId of await learnerData.listCredentialIds(institutionId, learnerId)) {
      try {
        await revoke(institutionId, credentialId, actor);
      } catch (error) {
        if (!hasCode(error, 'credential_revoked')) throw error;
      }
    }
    await unlink(institutionId, learnerId, actor);
    await learnerData.erase(institutionId, learnerId, now());
    await audit(institutionId, {
      actor,
      action: 'learner.erased',
      subject: { kind: 'learner', id: learnerId },
    });
  }

  return {
    /** What is kept, for a page; an export is in the log, this is not. */
    look: (institutionId: string, learnerId: string) => learnerData.look(institutionId, learnerId),
    search,
    get,
    findPerson,
    link,
    unlink,
    exportAll,
    openFile,
    erase,
  };
}
