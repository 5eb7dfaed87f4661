/**
 * Taking in pictures, and giving them out as addresses that hold them whole.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import type { BadgeImage } from '../badge-content.js';
import { cleanPicture, MOST_CLEAN_BYTES, PictureUnusableError, type CleanPicture } from './clean-picture.js';
import type { Picture, PictureStore } from './picture.js';

export interface PictureServiceDeps {
  readonly pictures: PictureStore;
  readonly now: () => Date;
}

export type PictureService = ReturnType<typeof createPictureService>;

const DATA_ADDRESS = /^data:image\/(?:png|svg\+xml)(;base64)?,(.*)$/s;

export function createPictureService({ pictures, now }: PictureServiceDeps) {
  /**
   * Cleans and keeps an upload.
   *
   * @throws {PictureUnusableError} `picture_unusable`
   */
  async function take(institutionId: string, bytes: Buffer): Promise<Pick<BadgeImage, 'id' | 'mediaType'>> {
    return keep(institutionId, cleanPicture(bytes));
  }

  async function keep(
    institutionId: string,
    clean: CleanPicture,
  ): Promise<Pick<BadgeImage, 'id' | 'mediaType'>> {
    const id = createHash('sha256')
      .update(`${institutionId}\n${clean.mediaType}\n`)
      .update(clean.bytes)
      .digest('hex')
      .slice(0, 32);
    await pictures.keep(institutionId, { id, institutionId, ...clean, createdAt: now() });
    return { id, mediaType: clean.mediaType };
  }

  /** A picture inside a document. @throws {PictureUnusableError} `picture_unusable` */
  async function takeDataAddress(
    institutionId: string,
    address: string,
  ): Promise<Pick<BadgeImage, 'id' | 'mediaType'>> {
    return keep(institutionId, readPictureAddress(address));
  }

  /** As an address that holds it whole; null when it is not there. */
  async function findDataAddress(institutionId: string, pictureId: string): Promise<string | null> {
    const picture = await pictures.find(institutionId, pictureId);
    return picture && toDataAddress(picture);
  }

  return { take, takeDataAddress, findDataAddress, findPublic: (id: string) => pictures.findPublic(id) };
}

/** What such an address holds, cleaned. @throws {PictureUnusableError} `picture_unusable` */
export function readPictureAddress(address: string): CleanPicture {
  const [, base64, data] = DATA_ADDRESS.exec(address) ?? [];
  if (data === undefined) throw new PictureUnusableError('no-picture');
  const bytes = base64 ? Buffer.from(data, 'base64') : Buffer.from(decodeLoosely(data), 'utf8');
  return cleanPicture(bytes, MOST_CLEAN_BYTES);
}

export function toDataAddress({ mediaType, bytes }: Pick<Picture, 'mediaType' | 'bytes'>): string {
  return `data:${mediaType};base64,${bytes.toString('base64')}`;
}

function decodeLoosely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new PictureUnusableError('broken');
  }
}
