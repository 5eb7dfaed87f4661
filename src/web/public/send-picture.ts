/**
 * Sending a picture that holds a credential.
 *
 * @module
 */
import type { Response } from 'express';
import { BADGE_STYLE_HASH } from '../../badges/artwork/draw-badge.js';
import { openToOtherSites } from './public-headers.js';

const MEDIA_TYPES = { png: 'image/png', svg: 'image/svg+xml' } as const;
/** An SVG opened by itself is a document: no script, no address, only its one style and pictures that it holds itself. */
const PICTURE_POLICY = `default-src 'none'; style-src ${BADGE_STYLE_HASH}; img-src data:; sandbox`;

/** @param fileName - for a download; without one it is shown where it stands */
export function sendPicture(res: Response, form: 'png' | 'svg', picture: Buffer, fileName?: string): void {
  openToOtherSites(res).set({
    'Cache-Control': 'no-store',
    'Content-Security-Policy': PICTURE_POLICY,
    'Content-Type': MEDIA_TYPES[form],
    ...(fileName !== undefined && { 'Content-Disposition': `attachment; filename="${fileName}"` }),
  });
  res.send(picture);
}
