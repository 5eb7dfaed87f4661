/**
 * Writing the audit log, from the first state change on.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import type { AuditActor, AuditEntry, AuditStore } from './audit.js';

export interface AuditRecord {
  readonly actor: AuditActor;
  readonly action: string;
  readonly subject: AuditEntry['subject'];
  readonly detail?: AuditEntry['detail'];
}

export type AuditLog = (institutionId: string, record: AuditRecord) => Promise<void>;

export function createAuditLog(store: Pick<AuditStore, 'append'>, now: () => Date): AuditLog {
  return (institutionId, { actor, action, subject, detail = {} }) =>
    store.append(institutionId, {
      id: randomUUID(),
      institutionId,
      at: now(),
      actor,
      action,
      subject,
      detail,
    });
}
