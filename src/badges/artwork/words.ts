/**
 * Words in a picture: made safe for XML, and broken so that they fit without measuring a font.
 *
 * @module
 */

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that XML 1.0 §2.2 does not allow even when escaped, and marks that turn the direction of what follows. */
const UNUSABLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff\u202a-\u202e\u2066-\u2069]/g;

/** Halves of a character that lost the other half. */
const HALVES = /\p{Cs}/gu;

/** One line of text, fit to stand between tags or in an attribute. */
export function escapeXml(text: string): string {
  return tidy(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** Single spaces, nothing that XML refuses. */
export function tidy(text: string): string {
  return text.replace(UNUSABLE, '').replace(HALVES, '').replace(/\s+/g, ' ').trim();
}

/** Width in em of a line in a plain sans serif font, a little generous. */
export function estimateWidth(text: string): number {
  let width = 0;
  for (const character of text) width += estimateCharacter(character);
  return width;
}

function estimateCharacter(character: string): number {
  if (/[\p{M}]/u.test(character)) return 0;
  if (/[iljtfrI.,;:'’|!() -]/.test(character)) return 0.33;
  if (/[mwMW@%]/.test(character)) return 0.88;
  if (
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u.test(
      character,
    )
  )
    return 1.05;
  return /[\p{Lu}\p{N}]/u.test(character) ? 0.66 : 0.56;
}

/**
 * Breaks a text into lines of at most that width; what does not fit ends in an ellipsis.
 *
 * @param mostWidth - em
 */
export function breakLines(text: string, mostWidth: number, mostLines: number): string[] {
  const words = tidy(text).slice(0, 400).split(' ').filter(Boolean);
  const lines: string[] = [];
  while (words.length > 0 && lines.length < mostLines) {
    let line = words.shift() ?? '';
    while (words[0] !== undefined && estimateWidth(`${line} ${words[0]}`) <= mostWidth) {
      line += ` ${words.shift()}`;
    }
    if (lines.length === mostLines - 1 && words.length > 0)
      line = shorten(`${line} ${words.join(' ')}`, mostWidth);
    else if (estimateWidth(line) > mostWidth) line = shorten(line, mostWidth);
    lines.push(line);
  }
  return lines;
}

/** Whole letters only: a letter is never cut from its marks. */
function shorten(text: string, mostWidth: number): string {
  let line = '';
  for (const { segment } of new Intl.Segmenter('nl').segment(text)) {
    if (estimateWidth(`${line}${segment}…`) > mostWidth) return `${line.trimEnd()}…`;
    line += segment;
  }
  return line;
}
