/**
 * Text as outlines for a picture: measured, broken into lines, drawn from both files of the tool's letters.
 *
 * A renderer of SVG looks for all letters of a text in one font file; outlines need none.
 *
 * @module
 */
import { splitRuns, type Weight } from './fonts.js';

export interface TextStyle {
  readonly weight: Weight;
  /** Pixels. */
  readonly size: number;
}

/** In pixels. */
export function measureText(text: string, { weight, size }: TextStyle): number {
  let width = 0;
  for (const { font, text: piece } of splitRuns(text, weight)) {
    const { positions } = font.font.layout(piece);
    const units = positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0);
    width += (units / font.font.unitsPerEm) * size;
  }
  return width;
}

/** @returns at most `mostLines`; what does not fit ends in an ellipsis. A word wider than a line is broken. */
export function breakLines(text: string, style: TextStyle, width: number, mostLines: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text
    .trim()
    .split(/\s+/)
    .flatMap((one) => breakWord(one, style, width))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (measureText(longer, style) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  lines.push(line);
  if (lines.length <= mostLines) return lines;
  return [...lines.slice(0, mostLines - 1), shorten(lines.slice(mostLines - 1).join(' '), style, width)];
}

/** One `<path>`: `x` is where the first letter begins, `y` the line that letters stand on. */
export function drawText(
  text: string,
  style: TextStyle,
  { x, y, fill }: { readonly x: number; readonly y: number; readonly fill: string },
): string {
  let at = x;
  const outlines: string[] = [];
  for (const { font, text: piece } of splitRuns(text, style.weight)) {
    const scale = style.size / font.font.unitsPerEm;
    const { glyphs, positions } = font.font.layout(piece);
    glyphs.forEach((glyph, index) => {
      const { xAdvance = 0, xOffset = 0 } = positions[index] ?? {};
      outlines.push(
        glyph.path
          .scale(scale, -scale)
          .translate(at + xOffset * scale, y)
          .toSVG(),
      );
      at += xAdvance * scale;
    });
  }
  return `<path fill="${fill}" d="${outlines.join('')}"/>`;
}

function breakWord(word: string, style: TextStyle, width: number): string[] {
  if (measureText(word, style) <= width) return [word];
  const parts: string[] = [];
  let part = '';
  for (const letter of word) {
    if (part !== '' && measureText(`${part}${letter}-`, style) > width) {
      parts.push(`${part}-`);
      part = '';
    }
    part += letter;
  }
  return [...parts, part];
}

function shorten(text: string, style: TextStyle, width: number): string {
  const letters = [...text];
  while (letters.length > 0 && measureText(`${letters.join('').trimEnd()}…`, style) > width) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}
