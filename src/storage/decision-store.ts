/**
 * Decisions in the database: one record per (mapping, learner), under an id made of both, with its older ones inside.
 *
 * Two rounds may decide at once. Each change counts `changes` up and is written only over the count it was compared
 * with; who comes second compares anew, so no entry of the history is lost or doubled.
 *
 * @module
 */
import { Schema, type AnyBulkWriteOperation, type Connection } from 'mongoose';
import type {
  Decision,
  DecisionHistoryEntry,
  DecisionInput,
  DecisionStore,
  Evaluation,
} from '../awarding/decision.js';
import { AppError } from '../errors/app-error.js';
import { decisionInputSchema, toDecisionInput } from './awarding-fields.js';
import { isDuplicateKey } from './duplicate-key.js';

interface DecisionRecord extends Omit<Decision, 'id'> {
  readonly _id: string;
  readonly changes: number;
}

const MOST_HISTORY = 50;
const MOST_TRIES = 5;

const evaluationFields = {
  verdict: { type: String, required: true },
  reason: { type: String, required: true },
  inputs: [decisionInputSchema],
  turnsAt: { type: Date, default: null },
  mappingVersion: Number,
};

const schema = new Schema<DecisionRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    courseId: { type: String, required: true },
    mappingId: { type: String, required: true },
    learnerId: { type: String, required: true },
    ...evaluationFields,
    decidedAt: Date,
    history: [new Schema<DecisionHistoryEntry>({ ...evaluationFields, at: Date }, { _id: false })],
    changes: Number,
  },
  { collection: 'decisions', versionKey: false },
);
schema.index({ institutionId: 1, courseId: 1 });
schema.index({ institutionId: 1, reason: 1 });
schema.index({ institutionId: 1, learnerId: 1 });

type Write = AnyBulkWriteOperation<DecisionRecord>;

interface Plan {
  readonly writes: readonly Write[];
  /** Of those, how many make a record. */
  readonly inserts: number;
  /** Of those, how many make a decision or move one to the history. */
  readonly changed: number;
}

export function createDecisionStore(connection: Connection): DecisionStore {
  const decisions = connection.model<DecisionRecord>('Decision', schema);

  /** Returns false when another writer was faster on some record. */
  async function apply({ writes, inserts }: Plan): Promise<boolean> {
    try {
      const { matchedCount, upsertedCount } = await decisions.bulkWrite([...writes], { ordered: false });
      // An insert that matched was made by somebody else meanwhile, maybe with another verdict.
      return upsertedCount === inserts && matchedCount === writes.length - inserts;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  return {
    async rememberAll(institutionId, courseId, mapping, evaluations, now) {
      const ids = [...evaluations.keys()].map((learnerId) => decisionId(mapping.id, learnerId));
      let changed = 0;
      for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
        const records = await decisions.find({ institutionId, _id: { $in: ids } }).lean();
        const known = new Map(records.map((record) => [record.learnerId, record]));
        const plan = planWrites({ institutionId, courseId, mapping, now }, known, evaluations);
        // A second try finds what the first one wrote equal, so the largest count is that of the whole call.
        changed = Math.max(changed, plan.changed);
        if (plan.writes.length === 0 || (await apply(plan))) return changed;
      }
      throw new AppError('decisions_contended', 503, 'other writers kept changing the same decisions', {
        mappingId: mapping.id,
      });
    },

    async listByCourse(institutionId, courseId) {
      const records = await decisions.find({ institutionId, courseId }).lean();
      return records.map(toDecision);
    },

    async listCoursesWaiting(institutionId, limit) {
      const records = await decisions.find({ institutionId, reason: 'awaits-approval' }).lean();
      return [...new Set(records.map(({ courseId }) => courseId))].slice(0, limit);
    },

    async listMappingsWaiting(institutionId) {
      const records = await decisions
        .find({ institutionId, reason: 'awaits-approval' }, { courseId: 1, mappingId: 1 })
        .lean();
      const counts = new Map<string, { courseId: string; mappingId: string; count: number }>();
      for (const { courseId, mappingId } of records) {
        const known = counts.get(mappingId) ?? { courseId, mappingId, count: 0 };
        counts.set(mappingId, { ...known, count: known.count + 1 });
      }
      return [...counts.values()];
    },

    async find(institutionId, mappingId, learnerId) {
      const record = await decisions.findOne({ _id: decisionId(mappingId, learnerId), institutionId }).lean();
      return record && toDecision(record);
    },
  };
}

interface Occasion {
  readonly institutionId: string;
  readonly courseId: string;
  readonly mapping: { readonly id: string; readonly version: number };
  readonly now: Date;
}

function planWrites(
  occasion: Occasion,
  known: ReadonlyMap<string, DecisionRecord>,
  evaluations: ReadonlyMap<string, Evaluation>,
): Plan {
  const writes: Write[] = [];
  let inserts = 0;
  let changed = 0;
  for (const [learnerId, evaluation] of evaluations) {
    const record = known.get(learnerId);
    if (!record) {
      writes.push(insert(occasion, learnerId, evaluation));
      inserts += 1;
      changed += 1;
    } else if (!isSameDecision(record, evaluation)) {
      writes.push(replace(occasion, record, evaluation));
      changed += 1;
    } else if (
      !isSameMoment(record.turnsAt, evaluation.turnsAt) ||
      record.mappingVersion !== occasion.mapping.version
    ) {
      writes.push(touch(occasion, record, evaluation));
    }
  }
  return { writes, inserts, changed };
}

function insert(
  { institutionId, courseId, mapping, now }: Occasion,
  learnerId: string,
  evaluation: Evaluation,
): Write {
  return {
    updateOne: {
      filter: { _id: decisionId(mapping.id, learnerId) },
      update: {
        $setOnInsert: {
          institutionId,
          courseId,
          mappingId: mapping.id,
          learnerId,
          ...pickEvaluation(evaluation),
          mappingVersion: mapping.version,
          decidedAt: now,
          history: [],
          changes: 1,
        },
      },
      upsert: true,
    },
  };
}

function replace(
  { institutionId, mapping, now }: Occasion,
  record: DecisionRecord,
  evaluation: Evaluation,
): Write {
  const { _id, changes, mappingVersion, decidedAt } = record;
  const moved: DecisionHistoryEntry = { ...pickEvaluation(record), mappingVersion, at: decidedAt };
  return {
    updateOne: {
      filter: { _id, institutionId, changes },
      update: {
        $set: {
          ...pickEvaluation(evaluation),
          mappingVersion: mapping.version,
          decidedAt: now,
          history: [...record.history, moved].slice(-MOST_HISTORY),
          changes: changes + 1,
        },
      },
    },
  };
}

/** The same verdict for the same reason with the same inputs: when it turns, and by which version, is kept up to date. */
function touch({ institutionId, mapping }: Occasion, record: DecisionRecord, evaluation: Evaluation): Write {
  const { _id, changes } = record;
  return {
    updateOne: {
      filter: { _id, institutionId, changes },
      update: {
        $set: { turnsAt: evaluation.turnsAt, mappingVersion: mapping.version, changes: changes + 1 },
      },
    },
  };
}

function isSameDecision(stored: Evaluation, evaluation: Evaluation): boolean {
  return (
    stored.verdict === evaluation.verdict &&
    stored.reason === evaluation.reason &&
    stored.inputs.length === evaluation.inputs.length &&
    stored.inputs.every((input, index) => isSameInput(input, evaluation.inputs[index]))
  );
}

function isSameInput(stored: DecisionInput, input: DecisionInput | undefined): boolean {
  return (
    input !== undefined &&
    stored.columnKey === input.columnKey &&
    stored.label === input.label &&
    stored.source === input.source &&
    stored.score === input.score &&
    stored.maximum === input.maximum &&
    stored.scoreFraction === input.scoreFraction &&
    stored.trouble === input.trouble &&
    stored.isPassed === input.isPassed &&
    stored.isCompleted === input.isCompleted &&
    stored.level === input.level &&
    isSameMoment(stored.changedAt, input.changedAt)
  );
}

function isSameMoment(a: Date | null, b: Date | null): boolean {
  return a?.getTime() === b?.getTime();
}

function pickEvaluation({ verdict, reason, inputs, turnsAt }: Evaluation): Evaluation {
  return { verdict, reason, inputs: inputs.map(toDecisionInput), turnsAt };
}

function decisionId(mappingId: string, learnerId: string): string {
  return `${mappingId}:${learnerId}`;
}

function toDecision(record: DecisionRecord): Decision {
  return {
    id: record._id,
    institutionId: record.institutionId,
    courseId: record.courseId,
    mappingId: record.mappingId,
    mappingVersion: record.mappingVersion,
    learnerId: record.learnerId,
    ...pickEvaluation(record),
    decidedAt: record.decidedAt,
    history: record.history.map((entry) => ({
      ...pickEvaluation(entry),
      mappingVersion: entry.mappingVersion,
      at: entry.at,
    })),
  };
}
