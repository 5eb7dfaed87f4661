/**
 * Files in the database, in pieces: a document of either engine holds a few megabytes at most, and a reader takes one piece at
 * a time. The record that names the pieces is written last, so a file is there whole or not at all.
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
}

interface PieceRecord {
  /** `{fileId}:{place}` */
  readonly _id: string;
  readonly institutionId: string;
  readonly bytes: Buffer;
}

const PIECE_BYTES = 256 * 1024;

const fileSchema = new Schema<FileRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    size: Number,
    pieces: Number,
    createdAt: Date,
  },
  { collection: 'evidence_files', versionKey: false },
);
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
      for (let place = 0; place < count; place += 1) {
        const piece = bytes.subarray(place * PIECE_BYTES, (place + 1) * PIECE_BYTES);
        await pieces.create([{ _id: `${id}:${place}`, institutionId, bytes: piece }]);
      }
      await files.create([{ _id: id, institutionId, size, pieces: count, createdAt: now }]);
    },

    async read(institutionId, fileId) {
      const file = await files.findOne({ _id: fileId, institutionId }).lean();
      return file && readPieces(institutionId, fileId, file.pieces);
    },

    async remove(institutionId, fileIds) {
      for (const fileId of fileIds) {
        const file = await files.findOneAndDelete({ _id: fileId, institutionId }).lean();
        for (let place = 0; place < (file?.pieces ?? 0); place += 1) {
          await pieces.deleteOne({ _id: `${fileId}:${place}`, institutionId });
        }
      }
    },
  };
}

/** Lean reads give the engine's own binary value. */
function toBuffer(bytes: Buffer | { readonly buffer: Uint8Array }): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer);
}
