/**
 * Pictures that were uploaded for badge classes and issuers, cleaned. What was issued under a picture keeps it: none is deleted.
 *
 * @module
 */
import type { BadgeImage } from '../badge-content.js';

export interface Picture {
  readonly id: string;
  readonly institutionId: string;
  readonly mediaType: BadgeImage['mediaType'];
  readonly bytes: Buffer;
  readonly createdAt: Date;
}

export interface PictureStore {
  /** Made once: the id is made from the bytes, and the same again changes nothing. */
  keep(institutionId: string, picture: Picture): Promise<void>;
  find(institutionId: string, pictureId: string): Promise<Picture | null>;
  /** Public addresses name no institution. */
  findPublic(pictureId: string): Promise<Picture | null>;
}
