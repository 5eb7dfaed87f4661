/**
 * Uploaded pictures in the database.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import type { Picture, PictureStore } from '../badges/pictures/picture.js';
import { isDuplicateKey } from './duplicate-key.js';

interface PictureRecord extends Omit<Picture, 'id' | 'bytes'> {
  readonly _id: string;
  /** A Buffer going in; what the driver gives back is its Binary. */
  readonly bytes: Buffer | { readonly buffer: Uint8Array };
}

const pictureSchema = new Schema<PictureRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    mediaType: { type: String, required: true },
    bytes: { type: Buffer, required: true },
    createdAt: { type: Date, required: true },
  },
  { collection: 'pictures', versionKey: false },
);

export function createPictureStore(connection: Connection): PictureStore {
  const pictures = connection.model<PictureRecord>('Picture', pictureSchema);

  return {
    async keep(institutionId, { id, ...picture }) {
      try {
        await pictures.create([{ ...picture, institutionId, _id: id }]);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },

    async find(institutionId, pictureId) {
      const record = await pictures.findOne({ _id: pictureId, institutionId }).lean();
      return record && toPicture(record);
    },

    async findPublic(pictureId) {
      const record = await pictures.findOne({ _id: pictureId }).lean();
      return record && toPicture(record);
    },
  };
}

function toPicture({ _id: id, institutionId, mediaType, bytes, createdAt }: PictureRecord): Picture {
  const plain = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer);
  return { id, institutionId, mediaType, bytes: plain, createdAt };
}
