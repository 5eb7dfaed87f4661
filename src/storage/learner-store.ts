/**
 * Learners in the database: one record per (registration, sub).
 *
 * A launch and a memberships read may tell of the same user at the same moment. Each writes only the fields that it
 * knows better, a bridge being a field of its own, so that neither takes away what the other told.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import { Schema, type AnyBulkWriteOperation, type Connection } from 'mongoose';
import type { Learner, LearnerSighting, LearnerStore } from '../institutions/learner.js';
import { isDuplicateKey, retryOnDuplicateKey } from './duplicate-key.js';
import { writeInBulk } from './write-in-bulk.js';

interface LearnerRecord extends Omit<Learner, 'id' | 'standingChoice'> {
  readonly _id: string;
  /** Came later: missing in records of before. */
  readonly standingChoice?: Learner['standingChoice'];
}

const standingChoiceSchema = new Schema({ name: Boolean, grade: Boolean, evidence: Boolean }, { _id: false });

const schema = new Schema<LearnerRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    registrationId: { type: String, required: true },
    sub: { type: String, required: true },
    name: { type: String, default: null },
    email: { type: String, default: null },
    language: { type: String, default: null },
    bridges: { type: Schema.Types.Mixed, required: true },
    standingChoice: { type: standingChoiceSchema, default: null },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'learners', versionKey: false, minimize: false },
);
schema.index({ institutionId: 1, registrationId: 1, sub: 1 }, { unique: true });
schema.index({ institutionId: 1, updatedAt: -1 });

const TOLD_FIELDS = ['name', 'email', 'language'] as const;

type Write = AnyBulkWriteOperation<LearnerRecord>;

export function createLearnerStore(connection: Connection): LearnerStore {
  const learners = connection.model<LearnerRecord>('Learner', schema);

  async function readBySub(institutionId: string, registrationId: string, subs: readonly string[]) {
    const records = await learners.find({ institutionId, registrationId, sub: { $in: [...subs] } }).lean();
    return new Map(records.map((record) => [record.sub, toLearner(record)]));
  }

  return {
    async rememberAll(institutionId, registrationId, sightings, now) {
      const bySub = mergeBySub(sightings);
      if (bySub.size === 0) return new Map();
      return retryOnDuplicateKey(async () => {
        const known = await readBySub(institutionId, registrationId, [...bySub.keys()]);
        const writes: Write[] = [];
        for (const sighting of bySub.values()) {
          const learner = known.get(sighting.sub);
          const write = learner
            ? writeChange(learner, sighting, now)
            : writeNew({ institutionId, registrationId, sub: sighting.sub }, sighting, now);
          if (write) writes.push(write);
        }
        if (writes.length === 0) return known;
        await writeInBulk(learners, writes);
        return readBySub(institutionId, registrationId, [...bySub.keys()]);
      });
    },

    async find(institutionId, learnerId) {
      const record = await learners.findOne({ _id: learnerId, institutionId }).lean();
      return record && toLearner(record);
    },

    async findBySub(institutionId, registrationId, sub) {
      return (await readBySub(institutionId, registrationId, [sub])).get(sub) ?? null;
    },

    async listByRegistration(institutionId, registrationId) {
      const records = await learners.find({ institutionId, registrationId }).lean();
      return records.map(toLearner);
    },

    async move(institutionId, learnerId, registrationId) {
      try {
        const moved = await learners.updateOne(
          { _id: learnerId, institutionId },
          { $set: { registrationId } },
        );
        return moved.matchedCount === 1;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    async setStandingChoice(institutionId, learnerId, choice) {
      const standingChoice = choice && {
        name: choice.name,
        grade: choice.grade,
        evidence: choice.evidence,
      };
      await learners.updateOne({ _id: learnerId, institutionId }, { $set: { standingChoice } });
    },

    async listByIds(institutionId, learnerIds) {
      if (learnerIds.length === 0) return [];
      const records = await learners.find({ institutionId, _id: { $in: [...learnerIds] } }).lean();
      return records.map(toLearner);
    },

    async search(institutionId, text, after, limit) {
      const wanted = fold(text);
      const [, time = '', lastId = ''] = /^(\d{1,15})-([\w-]+)$/.exec(after ?? '') ?? [];
      const from = new Date(Number(time));
      const page = time === '' ? {} : { updatedAt: { $lte: from } };
      const found: Learner[] = [];
      let isPast = time === '';
      const cursor = learners
        .find({ institutionId, ...page })
        .sort({ updatedAt: -1, _id: 1 })
        .lean()
        .cursor();
      for await (const record of cursor) {
        if (!isPast) {
          // Several of one moment: the page goes on behind the one that was shown last.
          isPast = record._id === lastId || record.updatedAt < from;
          if (record._id === lastId || !isPast) continue;
        }
        const learner = toLearner(record);
        if (!holds(learner, wanted)) continue;
        found.push(learner);
        if (found.length > limit) break;
      }
      await cursor.close();
      const shown = found.slice(0, limit);
      const last = shown.at(-1);
      const next = found.length > limit && last ? `${last.updatedAt.getTime()}-${last.id}` : null;
      return { learners: shown, next };
    },
  };
}

function holds({ name, email, sub, id, bridges }: Learner, wanted: string): boolean {
  if (wanted === '') return true;
  return [name, email, sub, id, ...Object.values(bridges)].some((text) => fold(text ?? '').includes(wanted));
}

/** Without capitals and accents: `Noël` is found by `noel`. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** One sighting per user: what a later one tells counts. */
function mergeBySub(sightings: readonly LearnerSighting[]): Map<string, LearnerSighting> {
  const bySub = new Map<string, LearnerSighting>();
  for (const sighting of sightings) {
    const earlier = bySub.get(sighting.sub);
    const bridges = { ...earlier?.bridges, ...sighting.bridges };
    bySub.set(sighting.sub, { ...earlier, ...sighting, bridges });
  }
  return bySub;
}

function writeNew(
  key: Pick<Learner, 'institutionId' | 'registrationId' | 'sub'>,
  sighting: LearnerSighting,
  now: Date,
): Write {
  const { name = null, email = null, language = null, bridges = {} } = sighting;
  const told = { name, email, language, bridges: encodeNames(bridges) };
  return {
    updateOne: {
      filter: key,
      update: { $setOnInsert: { _id: randomUUID(), ...told, createdAt: now, updatedAt: now } },
      upsert: true,
    },
  };
}

/** Null when the record says it all already. */
function writeChange(known: Learner, sighting: LearnerSighting, now: Date): Write | null {
  const change: Record<string, unknown> = {};
  for (const field of TOLD_FIELDS) {
    const told = sighting[field];
    if (told !== undefined && told !== known[field]) change[field] = told;
  }
  for (const [name, value] of Object.entries(sighting.bridges ?? {})) {
    if (known.bridges[name] !== value) change[`bridges.${encodeName(name)}`] = value;
  }
  if (Object.keys(change).length === 0) return null;
  const { id, institutionId } = known;
  return {
    updateOne: { filter: { _id: id, institutionId }, update: { $set: { ...change, updatedAt: now } } },
  };
}

/** A field name of both engines: `sourced.id` becomes `_sourced-2e-id`. */
function encodeName(name: string): string {
  return `_${name.replace(/\W/gu, (sign) => `-${sign.codePointAt(0)?.toString(16)}-`)}`;
}

function decodeName(field: string): string {
  return field
    .slice(1)
    .replace(/-([0-9a-f]+)-/g, (_, code: string) => String.fromCodePoint(parseInt(code, 16)));
}

function encodeNames(bridges: Learner['bridges']): Record<string, string> {
  return Object.fromEntries(Object.entries(bridges).map(([name, value]) => [encodeName(name), value]));
}

function toLearner(record: LearnerRecord): Learner {
  const bridges = Object.entries(record.bridges);
  return {
    id: record._id,
    institutionId: record.institutionId,
    registrationId: record.registrationId,
    sub: record.sub,
    name: record.name,
    email: record.email,
    language: record.language,
    bridges: Object.fromEntries(bridges.map(([name, value]) => [decodeName(name), value])),
    standingChoice: record.standingChoice ?? null,
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
  };
}
