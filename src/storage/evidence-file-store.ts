/**
 * Files in the database, in pieces: a document of either engine holds a few megabytes at most, and a reader takes one piece at
 * a time. The record that names the pieces is written first and says last that they are all there: a file is read whole or not
 * at all, and what was left halfway is found by its record.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import type { EvidenceFileStore } from '../awarding/evidence-file.js';

interface FileRecord {
  readonly _id: string;
  readonly institutionId: string;
  readonly size: number;
  readonly pieces: number;
  readonly createdAt: Date;
  /** Absent from older records, which are whole. */
  readonly isWhole?: boolean;
  /** When the sweep looks at it; absent from older records, which are due. */
  readonly lookAt?: Date | null;
}

interface PieceRecord {
  /** `{fileId}:{place}` */
  readonly _id: string;
  readonly institutionId: string;
  readonly bytes: Buffer;
}

const PIECE_BYTES = 256 * 1024;
const FIRST_LOOK_MS = 24 * 3_600_000;

const fileSchema = new Schema<FileRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    size: Number,
    pieces: Number,
    createdAt: Date,
    isWhole: Boolean,
    lookAt: { type: Date, default: null },
  },
  { collection: 'evidence_files', versionKey: false },
);
fileSchema.index({ lookAt: 1 });
const pieceSchema = new Schema<PieceRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    bytes: { type: Buffer, required: true },
  },
  { collection: 'evidence_pieces', versionKey: false },
);

export function createEvidenceFileStore(connection: Connection): EvidenceFileStore {
  const files = connection.model<FileRecord>('EvidenceFile', fileSchema);
  const pieces = connection.model<PieceRecord>('EvidencePiece', pieceSchema);

  async function* readPieces(institutionId: string, fileId: string, count: number): AsyncGenerator<Buffer> {
    for (let place = 0; place < count; place += 1) {
      const record = await pieces.findOne({ _id: `${fileId}:${place}`, institutionId }).lean();
      // Removed meanwhile: the download breaks off rather than being passed off as whole.
      if (!record) throw new Error('a piece of the file is gone');
      yield toBuffer(record.bytes);
    }
  }

  return {
    async create(institutionId, { id, size }, bytes, now) {
      const count = Math.ceil(bytes.length / PIECE_BYTES);
      const lookAt = new Date(now.getTime() + FIRST_LOOK_MS);
      const record = { institutionId, size, pieces: count, createdAt: now, lookAt };
      await files.create([{ _id: id, ...record, isWhole: false }]);
      for (let place = 0; place < count; place += 1) {
        const piece = bytes.subarray(place * PIECE_BYTES, (place + 1) * PIECE_BYTES);
        await pieces.create([{ _id: `${id}:${place}`, institutionId, bytes: piece }]);
      }
      await files.updateOne({ _id: id, institutionId }, { $set: { isWhole: true } });
    },

    async read(institutionId, fileId) {
      const file = await files.findOne({ _id: fileId, institutionId, isWhole: { $ne: false } }).lean();
      return file && readPieces(institutionId, fileId, file.pieces);
    },

    async remove(institutionId, fileIds) {
      for (const fileId of fileIds) {
        const file = await files
          .findOneAndUpdate({ _id: fileId, institutionId }, { $set: { isWhole: false } })
          .lean();
        for (let place = 0; place < (file?.pieces ?? 0); place += 1) {
          await pieces.deleteOne({ _id: `${fileId}:${place}`, institutionId });
        }
        await files.deleteOne({ _id: fileId, institutionId });
      }
    },

    async listDue(now, limit) {
      const due = await files
        .find({ lookAt: { $lte: now } })
        .sort({ lookAt: 1 })
        .limit(limit)
        .lean();
      const older =
        due.length < limit
          ? await files
              .find({ lookAt: null })
              .limit(limit - due.length)
              .lean()
          : [];
      return [...due, ...older].map(({ _id, institutionId }) => ({ institutionId, id: _id }));
    },

    async lookAgain(institutionId, fileId, at) {
      await files.updateOne({ _id: fileId, institutionId }, { $set: { lookAt: at } });
    },
  };
}

/** Lean reads give the engine's own binary value. */
function toBuffer(bytes: Buffer | { readonly buffer: Uint8Array }): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer);
}
