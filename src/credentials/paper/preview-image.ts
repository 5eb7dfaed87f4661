/**
 * The picture that others show when they link to a credential: the badge, its title, who gave it. Nothing of its holder.
 *
 * Source: Open Graph (`og:image`); 1200 × 630 is what the large networks cut their previews from.
 *
 * @module
 */
import { Resvg } from '@resvg/resvg-js';
import { breakLines, drawText } from './text-paths.js';

export const PREVIEW_SIZE = { width: 1200, height: 630 } as const;

export interface PreviewFacts {
  /** PNG, square. */
  readonly badge: Buffer;
  readonly title: string;
  readonly kicker: string;
  readonly issuer: string;
}

const PAPER = '#fdfcf9';
const INK = '#1d2330';
const MUTED = '#545b6b';
const LINE = '#d8d4c8';
const LEFT = 500;
const TEXT_WIDTH = 630;
const BADGE = 340;

export function drawPreview({ badge, title, kicker, issuer }: PreviewFacts): Buffer {
  const heading = { weight: 700, size: title.length > 60 ? 48 : 60 } as const;
  const small = { weight: 400, size: 30 } as const;
  const lines = breakLines(title, heading, TEXT_WIDTH, 4);
  const issuerLines = breakLines(issuer, small, TEXT_WIDTH, 2);
  const step = heading.size * 1.2;
  const height = 50 + lines.length * step + 30 + issuerLines.length * 40;
  let y = (PREVIEW_SIZE.height - height) / 2 + 30;
  const drawn = [drawText(kicker, small, { x: LEFT, y, fill: MUTED })];
  y += 20;
  for (const line of lines) drawn.push(drawText(line, heading, { x: LEFT, y: (y += step), fill: INK }));
  y += 30;
  for (const line of issuerLines) drawn.push(drawText(line, small, { x: LEFT, y: (y += 40), fill: MUTED }));
  const { width, height: full } = PREVIEW_SIZE;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${full}">` +
    `<rect width="${width}" height="${full}" fill="${PAPER}"/>` +
    `<rect x="24" y="24" width="${width - 48}" height="${full - 48}" rx="24" fill="none" stroke="${LINE}" stroke-width="2"/>` +
    `<image x="90" y="${(full - BADGE) / 2}" width="${BADGE}" height="${BADGE}" href="data:image/png;base64,${badge.toString('base64')}"/>` +
    `${drawn.join('')}</svg>`;
  const font = { loadSystemFonts: false };
  return new Resvg(svg, { font, fitTo: { mode: 'width', value: width } }).render().asPng();
}
