/**
 * An award's record in the database, and what it reads as; older records lack what came later.
 *
 * @module
 */
import { Schema } from 'mongoose';
import type { AwardNotice } from '../awarding/award-notice.js';
import type { Award, Delivery, Grounds } from '../awarding/award.js';
import { decisionInputSchema, passbackSchema, toDecisionInput, toPassback } from './awarding-fields.js';

/** Members that came later are absent from older records. */
type Later = 'grounds' | 'ended' | 'expiresAt' | 'undoUntil' | 'revocation' | 'keptPrint';

export interface AwardRecord extends Omit<Award, 'id' | Later>, Partial<Pick<Award, Later>> {
  readonly _id: string;
  /** `award-notice-store.ts` */
  readonly notice?: AwardNotice | null;
  readonly noticeDueAt?: Date | null;
  readonly revocationDueAt?: Date | null;
  readonly deliveryDueAt: Date | null;
}

const deliverySchema = new Schema<Delivery>(
  {
    kind: String,
    state: String,
    credentialId: { type: String, default: null },
    attempts: Number,
    nextAttemptAt: Date,
    lastErrorCode: { type: String, default: null },
    begunAt: { type: Date, default: null },
  },
  { _id: false },
);

const noticeSchema = new Schema<AwardNotice>(
  { state: String, reason: { type: String, default: null }, attempts: Number, at: Date },
  { _id: false },
);

export const awardSchema = new Schema<AwardRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    badgeClassId: { type: String, required: true },
    badgeClassVersion: Number,
    courseId: { type: String, required: true },
    learnerId: { type: String, required: true },
    mappingId: { type: String, required: true },
    mappingVersion: Number,
    liveKey: { type: String, required: true },
    revision: Number,
    state: { type: String, required: true },
    inputs: [decisionInputSchema],
    awardedAt: Date,
    awardedBy: String,
    delivery: { type: deliverySchema, required: true },
    // Of older records only; no default, since the others have none.
    passback: passbackSchema,
    deliveryDueAt: { type: Date, default: null },
    notice: { type: noticeSchema, default: null },
    noticeDueAt: { type: Date, default: null },
    grounds: Schema.Types.Mixed,
    ended: { type: Schema.Types.Mixed, default: null },
    expiresAt: { type: Date, default: null },
    undoUntil: { type: Date, default: null },
    revocation: { type: Schema.Types.Mixed, default: null },
    revocationDueAt: { type: Date, default: null },
    keptPrint: { type: String, default: null },
  },
  { collection: 'awards', versionKey: false },
);
awardSchema.index({ institutionId: 1, liveKey: 1 }, { unique: true });
awardSchema.index({ institutionId: 1, courseId: 1, awardedAt: 1 });
awardSchema.index({ institutionId: 1, learnerId: 1, awardedAt: 1 });
awardSchema.index({ institutionId: 1, badgeClassId: 1, state: 1 });
awardSchema.index({ institutionId: 1, courseId: 1, deliveryDueAt: 1 });
awardSchema.index({ noticeDueAt: 1 });
awardSchema.index({ institutionId: 1, 'notice.state': 1, 'notice.at': 1 });
awardSchema.index({ institutionId: 1, courseId: 1, revocationDueAt: 1 });

/** Before there were others, whoever was named had assessed. */
const BY_RULE: Grounds = { kind: 'rule', reason: null, evidence: [] };
const BY_ASSESSMENT: Grounds = { kind: 'assessment', reason: null, evidence: [] };

function toDelivery(record: Delivery): Delivery {
  const { kind, state, credentialId, attempts, nextAttemptAt, lastErrorCode, begunAt } = record;
  return {
    kind,
    state,
    credentialId,
    attempts,
    nextAttemptAt,
    lastErrorCode,
    ...(begunAt && { begunAt }),
  };
}

export function toAward(record: AwardRecord): Award {
  return {
    id: record._id,
    institutionId: record.institutionId,
    badgeClassId: record.badgeClassId,
    badgeClassVersion: record.badgeClassVersion,
    courseId: record.courseId,
    learnerId: record.learnerId,
    mappingId: record.mappingId,
    mappingVersion: record.mappingVersion,
    liveKey: record.liveKey,
    revision: record.revision,
    state: record.state,
    inputs: record.inputs.map(toDecisionInput),
    awardedAt: record.awardedAt,
    awardedBy: record.awardedBy,
    delivery: toDelivery(record.delivery),
    grounds: record.grounds ?? (record.awardedBy === 'rule' ? BY_RULE : BY_ASSESSMENT),
    ended: record.ended ?? null,
    expiresAt: record.expiresAt ?? null,
    undoUntil: record.undoUntil ?? null,
    revocation: record.revocation ?? null,
    keptPrint: record.keptPrint ?? null,
    ...(record.passback && { passback: toPassback(record.passback) }),
  };
}
