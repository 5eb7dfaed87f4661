/**
 * Outcome results in the database: one record per (outcome, learner), under an id made of both.
 *
 * `readAt` is the read that told what is stored; it does not move while nothing changes, so that a read without news
 * writes nothing. When a course was last read whole stands in its `CourseSync`.
 *
 * @module
 */
import { Schema, type AnyBulkWriteOperation, type Connection } from 'mongoose';
import type { OutcomeResult, OutcomeResultStore, ResultSighting } from '../outcomes/outcome.js';
import { retryOnDuplicateKey } from './duplicate-key.js';
import { writeInBulk } from './write-in-bulk.js';

interface OutcomeResultRecord extends Omit<OutcomeResult, 'id'> {
  readonly _id: string;
}

const schema = new Schema<OutcomeResultRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    courseId: { type: String, required: true },
    outcomeId: { type: String, required: true },
    learnerId: { type: String, required: true },
    score: { type: Number, default: null },
    maximum: Number,
    scoreFraction: { type: Number, default: null },
    changedAt: Date,
    readAt: Date,
    // Without a default: absent means that the source never tells it.
    isPassed: Boolean,
    isCompleted: Boolean,
    level: Number,
    isHidden: Boolean,
  },
  { collection: 'outcome_results', versionKey: false },
);
schema.index({ institutionId: 1, courseId: 1, learnerId: 1 });
schema.index({ institutionId: 1, outcomeId: 1 });
schema.index({ institutionId: 1, learnerId: 1 });

type Write = AnyBulkWriteOperation<OutcomeResultRecord>;

export function createOutcomeResultStore(connection: Connection): OutcomeResultStore {
  const results = connection.model<OutcomeResultRecord>('OutcomeResult', schema);

  return {
    async rememberResults(institutionId, outcome, sightings, { isComplete, now }) {
      const sighted = new Map(sightings.map((sighting) => [sighting.learnerId, sighting]));
      await retryOnDuplicateKey(async () => {
        const records = isComplete
          ? await results.find({ institutionId, outcomeId: outcome.id }).lean()
          : await results
              .find({
                institutionId,
                _id: { $in: [...sighted.keys()].map((id) => resultId(outcome.id, id)) },
              })
              .lean();
        const known = new Map(records.map((record) => [record.learnerId, toResult(record)]));
        const writes: Write[] = [];
        for (const sighting of sighted.values()) {
          const write = writeSighting(institutionId, outcome, known.get(sighting.learnerId), sighting, now);
          if (write) writes.push(write);
        }
        if (isComplete) {
          for (const result of known.values()) {
            // No entry means no grade: what stood there was emptied (AGS §3.3.4.5).
            if (!sighted.has(result.learnerId) && !isEmpty(result)) {
              writes.push(update(result, { ...EMPTY, ...emptySaid(result), changedAt: now, readAt: now }));
            }
          }
        }
        await writeInBulk(results, writes);
      });
    },

    async listByCourse(institutionId, courseId) {
      const records = await results.find({ institutionId, courseId }).lean();
      return records.map(toResult);
    },

    async listByLearner(institutionId, courseId, learnerId) {
      const records = await results.find({ institutionId, courseId, learnerId }).lean();
      return records.map(toResult);
    },
  };
}

/** The write that makes the stored result say what was sighted; null when it does already. */
function writeSighting(
  institutionId: string,
  outcome: { readonly id: string; readonly courseId: string },
  known: OutcomeResult | undefined,
  sighting: ResultSighting,
  now: Date,
): Write | null {
  const { learnerId, score, maximum, scoreFraction } = sighting;
  const said = pickSaid(sighting);
  if (!known) {
    const fresh = { institutionId, courseId: outcome.courseId, outcomeId: outcome.id, learnerId };
    return {
      updateOne: {
        filter: { _id: resultId(outcome.id, learnerId) },
        update: {
          $setOnInsert: { ...fresh, score, maximum, scoreFraction, ...said, changedAt: now, readAt: now },
        },
        upsert: true,
      },
    };
  }
  if (known.score !== score || !saysSame(known, said)) {
    return update(known, { score, maximum, scoreFraction, ...said, changedAt: now, readAt: now });
  }
  if (known.maximum !== maximum || known.scoreFraction !== scoreFraction) {
    return update(known, { maximum, scoreFraction, readAt: now });
  }
  return null;
}

function update({ id, institutionId }: OutcomeResult, change: Partial<OutcomeResultRecord>): Write {
  return { updateOne: { filter: { _id: id, institutionId }, update: { $set: change } } };
}

const EMPTY = { score: null, scoreFraction: null } as const;

type Said = Pick<OutcomeResult, 'isPassed' | 'isCompleted' | 'level' | 'isHidden'>;

const SAID = ['isPassed', 'isCompleted', 'level', 'isHidden'] as const satisfies readonly (keyof Said)[];

/** Only what is told: what is absent stays absent. */
function pickSaid(told: Said): Said {
  return Object.fromEntries(
    SAID.flatMap((member) => (told[member] === undefined ? [] : [[member, told[member]]])),
  );
}

/** A source that told it once says now that there is nothing. */
function emptySaid(result: Said): Said {
  return Object.fromEntries(
    SAID.flatMap((member) =>
      result[member] === undefined ? [] : [[member, member === 'isHidden' ? false : null]],
    ),
  );
}

function saysSame(known: Said, said: Said): boolean {
  return SAID.every((member) => said[member] === undefined || known[member] === said[member]);
}

function isEmpty(result: OutcomeResult): boolean {
  return (
    result.score === null &&
    !result.isHidden &&
    (['isPassed', 'isCompleted', 'level'] as const).every((member) => result[member] == null)
  );
}

function resultId(outcomeId: string, learnerId: string): string {
  return `${outcomeId}:${learnerId}`;
}

function toResult(record: OutcomeResultRecord): OutcomeResult {
  return {
    id: record._id,
    institutionId: record.institutionId,
    courseId: record.courseId,
    outcomeId: record.outcomeId,
    learnerId: record.learnerId,
    score: record.score,
    maximum: record.maximum,
    scoreFraction: record.scoreFraction,
    changedAt: record.changedAt,
    readAt: record.readAt,
    ...pickSaid(record),
  };
}
