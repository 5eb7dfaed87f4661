/**
 * The signs on badges, drawn for Insigne as strokes on a grid of 24, and the words in a title that ask for one.
 *
 * @module
 */

export const GLYPHS = {
  book: ['M12 6.5C10 5 7.3 4.5 4 4.5v13c3.3 0 6 .5 8 2 2-1.5 4.7-2 8-2v-13c-3.3 0-6 .5-8 2z', 'M12 6.5v13'],
  chart: ['M4 4v16h16', 'M8 16v-4', 'M12 16V8', 'M16 16v-6', 'M20 16V5'],
  code: ['M8.5 7 3.5 12l5 5', 'M15.5 7l5 5-5 5', 'M13.5 4.5l-3 15'],
  flask: [
    'M9.5 3.5h5',
    'M10.5 3.5V10l-5.6 8.4a1.4 1.4 0 0 0 1.2 2.1h11.8a1.4 1.4 0 0 0 1.2-2.1L13.5 10V3.5',
    'M7.8 15h8.4',
  ],
  globe: [
    'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 1 1 0-17z',
    'M3.5 12h17',
    'M12 3.5c5 4.5 5 12.5 0 17',
    'M12 3.5c-5 4.5-5 12.5 0 17',
  ],
  heart: ['M12 19.5C6 15.5 3.5 12.3 3.5 9A4.3 4.3 0 0 1 12 7.5 4.3 4.3 0 0 1 20.5 9c0 3.3-2.5 6.5-8.5 10.5z'],
  lens: ['M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 1 1 0-13z', 'M15.3 15.3l5.2 5.2'],
  people: [
    'M9 5.3a3.2 3.2 0 1 1 0 6.4 3.2 3.2 0 1 1 0-6.4z',
    'M3 19.5c.4-3.6 2.7-5.5 6-5.5s5.6 1.9 6 5.5',
    'M15.5 5.6a3 3 0 0 1 0 5.8',
    'M17.6 14.4c2 .7 3.1 2.4 3.4 5.1',
  ],
  pencil: ['M4.5 19.5l1-4.5L16 4.5l3.5 3.5L9 18.5z', 'M13.5 7l3.5 3.5'],
  scales: ['M12 4v16', 'M8 20h8', 'M5 7h14', 'M5 7l-2.5 6.5h5z', 'M19 7l-2.5 6.5h5z'],
  speech: ['M4 5h16v10.5h-8.5L7 19.5v-4H4z', 'M8 9h8', 'M8 12h5'],
  star: ['M12 3.5l2.6 5.6 6.1.7-4.6 4.1 1.3 6.1L12 16.9 6.6 20l1.3-6.1-4.6-4.1 6.1-.7z'],
} as const satisfies Record<string, readonly string[]>;

export type GlyphName = keyof typeof GLYPHS;

/** Beginnings of words, Dutch and English; the first that a title has decides. */
const WORDS: readonly (readonly [GlyphName, RegExp])[] = [
  ['lens', /^(onderzoek|research|inquir)/],
  ['chart', /^(data|statisti|analy)/],
  ['people', /^(student(en)?lid|lid|member|team|samenwerk|bestuur|buddy|mentor|peer|commissie|board)/],
  ['code', /^(program|softwar|coder|coding|web|algorit)/],
  ['flask', /^(lab|chemi|scheikund|biolog|experiment)/],
  ['scales', /^(recht|law|ethi|legal|jurid)/],
  ['heart', /^(zorg|care|verpleeg|nurs|health|gezond)/],
  ['speech', /^(presente|present|debat|taal|language|communic|gesprek|speak)/],
  ['globe', /^(internat|global|wereld|world|duurza|sustain)/],
  ['pencil', /^(schrij|writ|ontwer|design|teken|draw)/],
  ['book', /^(lees|read|literat|bibliot|librar)/],
  ['star', /^(excellen|honou?rs)/],
];

/** Null when no word of the title asks for a sign. */
export function findGlyph(title: string): GlyphName | null {
  const words = title.toLowerCase().match(/\p{L}+/gu) ?? [];
  for (const word of words) {
    const found = WORDS.find(([, pattern]) => pattern.test(word));
    if (found) return found[0];
  }
  return null;
}
