/**
 * Outcomes in the database: one record per (course, line item URL).
 *
 * `seenAt` is the read that first showed the column, or showed it again after it had vanished; it does not move with
 * every read, so that a read without news writes nothing.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import { Schema, type AnyBulkWriteOperation, type Connection } from 'mongoose';
import type { Outcome, OutcomeSighting, OutcomeStore } from '../outcomes/outcome.js';
import { retryOnDuplicateKey } from './duplicate-key.js';
import { writeInBulk } from './write-in-bulk.js';

interface OutcomeRecord extends Omit<Outcome, 'id'> {
  readonly _id: string;
}

const schema = new Schema<OutcomeRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    courseId: { type: String, required: true },
    source: { type: String, required: true },
    lineItemUrl: { type: String, required: true },
    mappingKey: { type: String, default: null },
    tag: { type: String, default: null },
    label: String,
    scoreMaximum: Number,
    vanishedAt: { type: Date, default: null },
    seenAt: Date,
  },
  { collection: 'outcomes', versionKey: false },
);
schema.index({ institutionId: 1, courseId: 1, lineItemUrl: 1 }, { unique: true });

const SIGHTED_FIELDS = ['mappingKey', 'tag', 'label', 'scoreMaximum'] as const;

export function createOutcomeStore(connection: Connection): OutcomeStore {
  const outcomes = connection.model<OutcomeRecord>('Outcome', schema);

  async function list(institutionId: string, courseId: string): Promise<Outcome[]> {
    const records = await outcomes.find({ institutionId, courseId }).lean();
    return records.map(toOutcome);
  }

  /** One bulk write for everything that differs; returns false when nothing did. */
  async function takeOver(
    institutionId: string,
    courseId: string,
    known: readonly Outcome[],
    sightings: ReadonlyMap<string, OutcomeSighting>,
    now: Date,
  ): Promise<boolean> {
    const writes: AnyBulkWriteOperation<OutcomeRecord>[] = [];
    const knownUrls = new Set<string>();
    for (const outcome of known) {
      knownUrls.add(outcome.lineItemUrl);
      const sighting = sightings.get(outcome.lineItemUrl);
      const change = sighting ? findChange(outcome, sighting, now) : findVanishing(outcome, now);
      if (change) {
        writes.push({ updateOne: { filter: { _id: outcome.id, institutionId }, update: { $set: change } } });
      }
    }
    for (const [lineItemUrl, sighting] of sightings) {
      if (knownUrls.has(lineItemUrl)) continue;
      const fresh = { _id: randomUUID(), source: 'tool-column' as const, vanishedAt: null, seenAt: now };
      writes.push({
        updateOne: {
          filter: { institutionId, courseId, lineItemUrl },
          update: { $setOnInsert: { ...fresh, ...pickSighted(sighting) } },
          upsert: true,
        },
      });
    }
    await writeInBulk(outcomes, writes);
    return writes.length > 0;
  }

  return {
    list,

    rememberColumns(institutionId, courseId, sightings, now) {
      const byUrl = new Map(sightings.map((sighting) => [sighting.lineItemUrl, sighting]));
      return retryOnDuplicateKey(async () => {
        const known = await list(institutionId, courseId);
        const isChanged = await takeOver(institutionId, courseId, known, byUrl, now);
        const current = isChanged ? await list(institutionId, courseId) : known;
        return current.filter((outcome) => outcome.vanishedAt === null);
      });
    },
  };
}

function findChange(outcome: Outcome, sighting: OutcomeSighting, now: Date): Partial<OutcomeRecord> | null {
  if (outcome.vanishedAt) return { ...pickSighted(sighting), vanishedAt: null, seenAt: now };
  return SIGHTED_FIELDS.some((field) => outcome[field] !== sighting[field]) ? pickSighted(sighting) : null;
}

function findVanishing(outcome: Outcome, now: Date): Partial<OutcomeRecord> | null {
  return outcome.vanishedAt ? null : { vanishedAt: now };
}

function pickSighted({ mappingKey, tag, label, scoreMaximum }: OutcomeSighting): Partial<OutcomeRecord> {
  return { mappingKey, tag, label, scoreMaximum };
}

function toOutcome(record: OutcomeRecord): Outcome {
  return {
    id: record._id,
    institutionId: record.institutionId,
    courseId: record.courseId,
    source: record.source,
    lineItemUrl: record.lineItemUrl,
    mappingKey: record.mappingKey,
    tag: record.tag,
    label: record.label,
    scoreMaximum: record.scoreMaximum,
    vanishedAt: record.vanishedAt,
    seenAt: record.seenAt,
  };
}
