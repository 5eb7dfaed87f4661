/**
 * Credentials in the database. The compact text is kept as it was issued; nothing here reads inside it.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import type { Credential, CredentialState, CredentialStore, IssuedBytes } from '../credentials/credential.js';
import { AppError } from '../errors/app-error.js';
import { isDuplicateKey } from './duplicate-key.js';

/** As the domain names them; storage imports its types alone. */
const CREDENTIAL_STATES: readonly CredentialState[] = ['valid', 'suspended', 'revoked'];

/** What came later is missing in records of before. */
interface CredentialRecord extends Omit<Credential, 'id' | 'statusPlace' | LaterMember>, Partial<Later> {
  readonly _id: string;
  readonly statusListId?: string | null;
  readonly statusSlot?: number | null;
}

type LaterMember =
  | 'proofKid'
  | 'json'
  | 'validUntil'
  | 'state'
  | 'stateReason'
  | 'stateChangedAt'
  | 'results'
  | 'evidence'
  | 'shows'
  | 'earlier';
type Later = { readonly [Name in LaterMember]: Credential[Name] | null };

const issuedBytesSchema = new Schema(
  { kid: String, jwt: String, proofKid: String, json: String, issuedAt: Date, validUntil: Date },
  { _id: false },
);
const resultSchema = new Schema(
  {
    name: String,
    type: String,
    value: String,
    valueMin: String,
    valueMax: String,
    requiredValue: String,
    allowedValues: { $type: [String], default: undefined },
  },
  { _id: false, typeKey: '$type' },
);
const evidenceSchema = new Schema(
  { name: String, url: String, description: String, narrative: String, genre: String },
  { _id: false },
);

const showsSchema = new Schema({ name: Boolean, grade: Boolean, evidence: Boolean }, { _id: false });

const credentialSchema = new Schema<CredentialRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    awardId: { type: String, required: true },
    revision: { type: Number, required: true },
    learnerId: { type: String, required: true },
    badgeClassId: { type: String, required: true },
    badgeClassVersion: { type: Number, required: true },
    issuerId: { type: String, required: true },
    kid: { type: String, required: true },
    jwt: { type: String, required: true },
    proofKid: { type: String, default: null },
    json: { type: String, default: null },
    issuedAt: { type: Date, required: true },
    validUntil: { type: Date, default: null },
    statusListId: { type: String, default: null },
    statusSlot: { type: Number, default: null },
    state: { type: String, default: 'valid' },
    stateReason: { type: String, default: null },
    stateChangedAt: { type: Date, default: null },
    results: { type: [resultSchema], default: [] },
    evidence: { type: [evidenceSchema], default: [] },
    earlier: { type: [issuedBytesSchema], default: [] },
    isShared: { type: Boolean, required: true },
    shows: { type: showsSchema, default: null },
    shareChangedAt: { type: Date, default: null },
  },
  { collection: 'credentials', versionKey: false },
);
credentialSchema.index({ awardId: 1, revision: 1 }, { unique: true });
credentialSchema.index({ statusListId: 1, state: 1 });
credentialSchema.index({ institutionId: 1, learnerId: 1 });

export function createCredentialStore(connection: Connection): CredentialStore {
  const credentials = connection.model<CredentialRecord>('Credential', credentialSchema);

  return {
    async create(institutionId, credential) {
      const { id, statusPlace, results, evidence, earlier, ...fields } = credential;
      const record = {
        ...fields,
        _id: id,
        institutionId,
        statusListId: statusPlace?.listId ?? null,
        statusSlot: statusPlace?.slot ?? null,
        results: [...results],
        evidence: [...evidence],
        earlier: [...earlier],
      };
      try {
        await credentials.create([record]);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      // Whoever came first has won, this call or another: the answer is what is stored.
      const stored = await credentials.findOne({ _id: id, institutionId }).lean();
      if (!stored) {
        throw new AppError('already_exists', 409, 'this award has a credential under another id', {
          credentialId: id,
        });
      }
      return toCredential(stored);
    },

    async find(institutionId, credentialId) {
      const record = await credentials.findOne({ _id: credentialId, institutionId }).lean();
      return record && toCredential(record);
    },

    async findByAward(institutionId, awardId) {
      const record = await credentials.findOne({ awardId, institutionId }).sort({ revision: -1 }).lean();
      return record && toCredential(record);
    },

    async setShared(institutionId, credentialId, isShared, now) {
      const record = await credentials
        .findOneAndUpdate(
          { _id: credentialId, institutionId },
          { $set: { isShared, shareChangedAt: now } },
          { returnDocument: 'after' },
        )
        .lean();
      return record && toCredential(record);
    },

    async setShows(institutionId, credentialId, { name, grade, evidence }) {
      const record = await credentials
        .findOneAndUpdate(
          { _id: credentialId, institutionId },
          { $set: { shows: { name, grade, evidence } } },
          { returnDocument: 'after' },
        )
        .lean();
      return record && toCredential(record);
    },

    async setState(institutionId, credentialId, { from, to, reason, now }) {
      // A record of before has no state and is valid; `$nin` takes it, `$in` does not.
      const state = from.includes('valid')
        ? { $nin: CREDENTIAL_STATES.filter((one) => !from.includes(one)) }
        : { $in: [...from] };
      const record = await credentials
        .findOneAndUpdate(
          { _id: credentialId, institutionId, state },
          { $set: { state: to, stateReason: reason, stateChangedAt: now } },
          { returnDocument: 'after' },
        )
        .lean();
      return record && toCredential(record);
    },

    async renew(institutionId, credentialId, replaced, { statusPlace, shows, ...renewed }) {
      const record = await credentials
        .findOneAndUpdate(
          {
            _id: credentialId,
            institutionId,
            issuedAt: replaced.issuedAt,
            state: { $nin: ['revoked'] },
          },
          {
            $set: {
              ...renewed,
              shows: { name: shows.name, grade: shows.grade, evidence: shows.evidence },
              statusListId: statusPlace.listId,
              statusSlot: statusPlace.slot,
            },
            $push: { earlier: pickBytes(replaced) },
          },
          { returnDocument: 'after' },
        )
        .lean();
      return record && toCredential(record);
    },

    async listSlots(institutionId, listId, state) {
      const records = await credentials
        .find({ statusListId: listId, state, institutionId }, { statusSlot: 1 })
        .lean();
      return records.flatMap(({ statusSlot }) => (typeof statusSlot === 'number' ? [statusSlot] : []));
    },

    async findPublic(credentialId) {
      const record = await credentials.findOne({ _id: credentialId }).lean();
      return record && toCredential(record);
    },
  };
}

function toCredential(record: CredentialRecord): Credential {
  return {
    id: record._id,
    institutionId: record.institutionId,
    awardId: record.awardId,
    revision: record.revision,
    learnerId: record.learnerId,
    badgeClassId: record.badgeClassId,
    badgeClassVersion: record.badgeClassVersion,
    issuerId: record.issuerId,
    ...pickBytes(record),
    statusPlace:
      typeof record.statusListId === 'string' && typeof record.statusSlot === 'number'
        ? { listId: record.statusListId, slot: record.statusSlot }
        : null,
    state: record.state ?? 'valid',
    stateReason: record.stateReason ?? null,
    stateChangedAt: record.stateChangedAt ?? null,
    results: (record.results ?? []).map((result) => pickGiven(result)),
    evidence: (record.evidence ?? []).map((item) => pickGiven(item)),
    earlier: (record.earlier ?? []).map(pickBytes),
    isShared: record.isShared,
    shows: {
      name: record.shows?.name ?? false,
      grade: record.shows?.grade ?? false,
      evidence: record.shows?.evidence ?? false,
    },
    shareChangedAt: record.shareChangedAt,
  };
}

function pickBytes(bytes: Pick<IssuedBytes, 'kid' | 'jwt' | 'issuedAt'> & Partial<Later>): IssuedBytes {
  return {
    kid: bytes.kid,
    jwt: bytes.jwt,
    proofKid: bytes.proofKid ?? null,
    json: bytes.json ?? null,
    issuedAt: bytes.issuedAt,
    validUntil: bytes.validUntil ?? null,
  };
}

/** Members that were given; a driver may write the others as null. */
function pickGiven<T extends object>(fields: T): T {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  ) as T;
}
