/**
 * The picture of a badge class as SVG: drawn by the tool, or an uploaded one inside it, so that every address and every size that
 * shows badges shows both.
 *
 * @module
 */
import { BADGE_STYLE_HASH, drawBadge, type BadgePicture } from '../../badges/artwork/draw-badge.js';
import { escapeXml } from '../../badges/artwork/words.js';
import type { BadgeContent } from '../../badges/badge-class.js';
import type { Language } from '../../language/local-text.js';
import { createTranslator } from '../../language/translate.js';

export type PictureState = Pick<BadgePicture, 'state' | 'met' | 'of' | 'hasWords'>;

/** An SVG opened by itself is a document: no script, no address but the picture inside, only its one style. */
export const PICTURE_POLICY = `default-src 'none'; style-src ${BADGE_STYLE_HASH}; sandbox`;
export const UPLOADED_POLICY = "default-src 'none'; img-src data:; sandbox";

/** @param uploaded - the uploaded picture as an address that holds it whole; null: it is drawn */
export function drawBadgePicture(
  content: Pick<BadgeContent, 'artwork' | 'name' | 'variant' | 'image'>,
  language: Language,
  state: PictureState,
  uploaded: string | null,
): string {
  const title = content.name[language];
  if (uploaded !== null) return wrapUploaded(uploaded, content.image?.alt[language] || title, state);
  return drawBadge(content.artwork, {
    title,
    variant: content.variant,
    variantLabel: createTranslator(language)(`variant.${content.variant}`),
    ...state,
  });
}

/** Not earned: pale, behind a rim that fills as conditions are met. */
function wrapUploaded(address: string, title: string, { state, met, of }: PictureState): string {
  const isEarned = state === 'earned';
  const share = of > 0 ? Math.round((met / of) * 100) : 0;
  const rim =
    '<circle cx="120" cy="120" r="118" fill="none" stroke="#7a7f8c" stroke-width="2"/>' +
    '<circle cx="120" cy="120" r="110" fill="none" stroke="#7a7f8c" stroke-opacity=".3" stroke-width="8"/>' +
    (share > 0
      ? `<circle class="met" cx="120" cy="120" r="110" fill="none" stroke="#2f8a4d" stroke-width="8" pathLength="100" stroke-dasharray="${share} ${100 - share}" transform="rotate(-90 120 120)"/>`
      : '');
  const [place, size] = isEarned ? [0, 240] : [30, 180];
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240" role="img" aria-labelledby="title">',
    `<title id="title">${escapeXml(title)}</title>`,
    isEarned ? '' : rim,
    `<image x="${place}" y="${place}" width="${size}" height="${size}"${isEarned ? '' : ' opacity=".45"'} href="${escapeXml(address)}"/>`,
    '</svg>',
  ].join('');
}
