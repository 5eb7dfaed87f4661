/**
 * The audit log in the database. Nothing here changes or deletes an entry.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import type { AuditActor, AuditEntry, AuditStore } from '../institutions/audit.js';

interface ActorRecord {
  readonly kind: AuditActor['kind'];
  readonly id: string | null;
}

interface AuditRecord extends Omit<AuditEntry, 'id' | 'actor'> {
  readonly _id: string;
  readonly actor: ActorRecord;
}

const namedSchema = new Schema(
  { kind: String, id: { type: String, default: null } },
  { _id: false, id: false },
);

const schema = new Schema<AuditRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    at: { type: Date, required: true },
    actor: { type: namedSchema, required: true },
    action: { type: String, required: true },
    subject: { type: namedSchema, required: true },
    detail: { type: Schema.Types.Mixed, required: true },
  },
  { collection: 'audit_entries', versionKey: false, minimize: false },
);
schema.index({ institutionId: 1, at: -1 });
schema.index({ institutionId: 1, action: 1, at: -1 });
schema.index({ institutionId: 1, 'subject.id': 1, at: -1 });
schema.index({ institutionId: 1, 'actor.id': 1, at: -1 });
schema.index({ institutionId: 1, 'detail.mappingId': 1, at: -1 });
schema.index({ institutionId: 1, 'detail.learnerId': 1, at: -1 });

export function createAuditStore(connection: Connection): AuditStore {
  const entries = connection.model<AuditRecord>('AuditEntry', schema);

  /** One range of an index for each: what they are about is little, and each may have thousands of entries. */
  async function readNewest(
    filters: readonly Readonly<Record<string, unknown>>[],
    limit: number,
  ): Promise<AuditEntry[]> {
    const found = await Promise.all(
      filters.map((filter) => entries.find(filter).sort({ at: -1, _id: 1 }).limit(limit).lean()),
    );
    const each = new Map(found.flat().map((record) => [record._id, record]));
    return [...each.values()].map(toAuditEntry).sort(byNewest).slice(0, limit);
  }

  return {
    async append(institutionId, { id, actor, ...fields }) {
      const { kind } = actor;
      const actorId = 'id' in actor ? actor.id : null;
      await entries.create([{ _id: id, ...fields, actor: { kind, id: actorId }, institutionId }]);
    },

    async list(institutionId, limit) {
      const records = await entries.find({ institutionId }).sort({ at: -1, _id: 1 }).limit(limit).lean();
      return records.map(toAuditEntry);
    },

    async search(institutionId, { action, subjectId, actorId, from, until, about }, after, limit) {
      const filter = {
        institutionId,
        ...(action !== null && { action }),
        ...(subjectId !== null && { 'subject.id': subjectId }),
        ...(actorId !== null && { 'actor.id': actorId }),
        ...((from || until) && { at: { ...(from && { $gte: from }), ...(until && { $lt: until }) } }),
        ...(after && isAfter(after)),
      };
      if (about) {
        const paths = ABOUT_PATHS.filter((path) => !(path in filter));
        return readNewest(
          about.flatMap((id) => paths.map((path) => ({ ...filter, [path]: id }))),
          limit,
        );
      }
      const records = await entries.find(filter).sort({ at: -1, _id: 1 }).limit(limit).lean();
      return records.map(toAuditEntry);
    },

    async listAbout(institutionId, { subjectIds, mappingIds }, after, limit) {
      return readNewest(
        [
          ...subjectIds.map((id) => ({ 'subject.id': id })),
          ...mappingIds.map((id) => ({ 'detail.mappingId': id })),
        ].map((about) => ({ institutionId, ...about, ...(after && isAfter(after)) })),
        limit,
      );
    },
  };
}

const ABOUT_PATHS = ['subject.id', 'detail.learnerId', 'actor.id'] as const;

/** What comes after an entry when the newest is first. */
function isAfter({ at, id }: Pick<AuditEntry, 'at' | 'id'>) {
  return { $or: [{ at: { $lt: at } }, { at, _id: { $gt: id } }] };
}

function byNewest(a: AuditEntry, b: AuditEntry): number {
  return b.at.getTime() - a.at.getTime() || (a.id < b.id ? -1 : 1);
}

function toAuditEntry(record: AuditRecord): AuditEntry {
  return {
    id: record._id,
    institutionId: record.institutionId,
    at: record.at,
    actor: toActor(record.actor),
    action: record.action,
    subject: { kind: record.subject.kind, id: record.subject.id },
    detail: record.detail,
  };
}

function toActor({ kind, id }: ActorRecord): AuditActor {
  return kind === 'learner' || kind === 'platform' || kind === 'admin' ? { kind, id: id ?? '' } : { kind };
}
