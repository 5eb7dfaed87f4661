/**
 * Enrolments in the database: one record per (course, learner).
 *
 * Two things are never taken back, whichever source spoke last: that somebody was staff here, and that somebody is a
 * test user. Only a complete memberships read makes anybody `gone`; a launch brings back whoever opens the course.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import { Schema, type AnyBulkWriteOperation, type Connection } from 'mongoose';
import type { Enrolment, EnrolmentSighting, EnrolmentStore } from '../lti/enrolment.js';
import { retryOnDuplicateKey } from './duplicate-key.js';
import { writeInBulk } from './write-in-bulk.js';

interface EnrolmentRecord extends Omit<Enrolment, 'id'> {
  readonly _id: string;
}

const schema = new Schema<EnrolmentRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    courseId: { type: String, required: true },
    learnerId: { type: String, required: true },
    isLearner: { type: Boolean, required: true },
    wasEverStaff: { type: Boolean, required: true },
    isTestUser: { type: Boolean, required: true },
    isObserver: { type: Boolean, required: true },
    status: { type: String, required: true },
    memberSince: { type: Date, default: null },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'enrolments', versionKey: false },
);
schema.index({ institutionId: 1, courseId: 1, learnerId: 1 }, { unique: true });
schema.index({ institutionId: 1, learnerId: 1 });

type Write = AnyBulkWriteOperation<EnrolmentRecord>;
type Change = Partial<Omit<EnrolmentRecord, '_id'>>;

interface Occasion {
  readonly institutionId: string;
  readonly courseId: string;
  readonly now: Date;
  /** The read that shows the user as a member; null when a launch does. */
  readonly membersReadAt: Date | null;
}

export function createEnrolmentStore(connection: Connection): EnrolmentStore {
  const enrolments = connection.model<EnrolmentRecord>('Enrolment', schema);

  return {
    rememberLaunch(institutionId, courseId, sighting, now) {
      const occasion = { institutionId, courseId, now, membersReadAt: null };
      return retryOnDuplicateKey(async () => {
        const { learnerId } = sighting;
        const known = await enrolments.findOne({ institutionId, courseId, learnerId }).lean();
        const write = writeSighting(occasion, known, sighting);
        await writeInBulk(enrolments, write ? [write] : []);
      });
    },

    rememberMembers(institutionId, courseId, sightings, now) {
      const occasion = { institutionId, courseId, now, membersReadAt: now };
      const sighted = new Map(sightings.map((sighting) => [sighting.learnerId, sighting]));
      return retryOnDuplicateKey(async () => {
        const records = await enrolments.find({ institutionId, courseId }).lean();
        const known = new Map(records.map((record) => [record.learnerId, record]));
        const writes: Write[] = [];
        for (const sighting of sighted.values()) {
          const write = writeSighting(occasion, known.get(sighting.learnerId) ?? null, sighting);
          if (write) writes.push(write);
        }
        for (const record of records) {
          if (sighted.has(record.learnerId) || record.status === 'gone') continue;
          writes.push(update(record, { status: 'gone', updatedAt: now }));
        }
        await writeInBulk(enrolments, writes);
      });
    },

    async list(institutionId, courseId) {
      const records = await enrolments.find({ institutionId, courseId }).lean();
      return records.map(toEnrolment);
    },

    async find(institutionId, courseId, learnerId) {
      const record = await enrolments.findOne({ institutionId, courseId, learnerId }).lean();
      return record && toEnrolment(record);
    },
  };
}

/** The write that makes the record say what was sighted; null when it does already. */
function writeSighting(
  { institutionId, courseId, now, membersReadAt }: Occasion,
  known: EnrolmentRecord | null,
  { learnerId, isLearner, isStaff, isTestUser, isObserver, status }: EnrolmentSighting,
): Write | null {
  if (!known) {
    const told = { isLearner, wasEverStaff: isStaff, isTestUser, isObserver, status };
    return {
      updateOne: {
        filter: { institutionId, courseId, learnerId },
        update: { $setOnInsert: { _id: randomUUID(), ...told, memberSince: membersReadAt, updatedAt: now } },
        upsert: true,
      },
    };
  }
  const change: Change = {
    ...(known.isLearner !== isLearner && { isLearner }),
    ...(known.isObserver !== isObserver && { isObserver }),
    ...(known.status !== status && { status }),
    ...(isStaff && !known.wasEverStaff && { wasEverStaff: true }),
    ...(isTestUser && !known.isTestUser && { isTestUser: true }),
    ...(membersReadAt && !known.memberSince && { memberSince: membersReadAt }),
  };
  return Object.keys(change).length > 0 ? update(known, { ...change, updatedAt: now }) : null;
}

function update({ _id, institutionId }: EnrolmentRecord, change: Change): Write {
  return { updateOne: { filter: { _id, institutionId }, update: { $set: change } } };
}

function toEnrolment(record: EnrolmentRecord): Enrolment {
  return {
    id: record._id,
    institutionId: record.institutionId,
    courseId: record.courseId,
    learnerId: record.learnerId,
    isLearner: record.isLearner,
    wasEverStaff: record.wasEverStaff,
    isTestUser: record.isTestUser,
    isObserver: record.isObserver,
    status: record.status,
    memberSince: record.memberSince,
    updatedAt: record.updatedAt,
  };
}
