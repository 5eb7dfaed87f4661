import { inflateSync } from 'node:zlib';
import decodeQR from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { makeCertificate, type CertificateFacts } from '../../../src/credentials/paper/certificate-pdf.js';
import { loadFonts, splitRuns } from '../../../src/credentials/paper/fonts.js';
import { drawPreview, PREVIEW_SIZE } from '../../../src/credentials/paper/preview-image.js';
import { breakLines, drawText, measureText } from '../../../src/credentials/paper/text-paths.js';
import { buildPng } from '../../support/bake.js';

const ADDRESS = 'https://badges.example.org/credentials/0123456789abcdef0123456789abcdef';

const FACTS: CertificateFacts = {
  language: 'nl',
  kicker: 'Certificaat',
  title: 'Data-analyse in de zorg',
  issuerName: 'Hogeschool Voorbeeld',
  awarded: { label: 'toegekend aan', name: 'Łucja Kőszegi-Ștefan' },
  facts: [{ term: 'Niveau', text: 'EQF 6' }],
  sections: [{ heading: 'Waar het over gaat', paragraphs: [{ text: 'Over zorgdata.', isItem: false }] }],
  footer: ['Alleen wat daar staat, telt.'],
  address: ADDRESS,
  qrAlternative: 'QR-code met het adres',
  badge: buildPng(),
  badgeAlternative: 'Badge Data-analyse in de zorg',
  attachment: { name: 'badge.json', mediaType: 'application/vc+ld+json', bytes: Buffer.from('{"id":"x"}') },
  issuedAt: new Date('2026-03-02T12:00:00Z'),
};

/** Everything between `stream` and `endstream`, unpacked. */
function readStreams(pdf: Buffer): string[] {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, body = '']) => {
    const bytes = Buffer.from(body, 'latin1');
    try {
      return inflateSync(bytes).toString('latin1');
    } catch {
      return body;
    }
  });
}

/** The squares of the page, as a scanner would see them. */
function readQr(pdf: Buffer): string {
  const page = readStreams(pdf).find((stream) => (stream.match(/ re\n/g)?.length ?? 0) > 100) ?? '';
  const squares = [...page.matchAll(/([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re\n/g)].map(([, x, y, width]) => ({
    x: Number(x),
    y: Number(y),
    width: Number(width) - 0.1,
  }));
  const left = Math.min(...squares.map(({ x }) => x));
  const top = Math.min(...squares.map(({ y }) => y));
  const cell = squares[0]?.width ?? 1;
  const size = Math.round((Math.max(...squares.map(({ x }) => x)) - left) / cell) + 1;
  const [scale, quiet] = [4, 4];
  const side = (size + 2 * quiet) * scale;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (const { x, y } of squares) {
    const [column, row] = [Math.round((x - left) / cell) + quiet, Math.round((y - top) / cell) + quiet];
    for (let dy = 0; dy < scale; dy += 1) {
      for (let dx = 0; dx < scale; dx += 1) {
        data.set([0, 0, 0], ((row * scale + dy) * side + column * scale + dx) * 4);
      }
    }
  }
  return decodeQR({ width: side, height: side, data });
}

describe('letters', () => {
  it('has those of every official language of the EU that writes Latin, in either weight', () => {
    const letters = 'ÀÉÏÑØŒÿß ŁłĄęŚźŻ ČčĎďĚěŇňŘřŤťŮů ŐőŰű ĂăȘșȚț ĢģĶķĻļŅņ ĖėĮįŲų ĊċĠġĦħ “”–…€';
    for (const weight of [400, 700] as const) {
      const fonts = loadFonts(weight);
      const missing = [...letters].filter(
        (letter) => !fonts.some(({ font }) => font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0)),
      );
      expect(missing).toEqual([]);
    }
  });

  it('keeps the text whole when it is split, whatever is in it', () => {
    for (const text of ['Łódź – előadás', 'e\u0301te\u0301', 'Ω unknown', '']) {
      const runs = splitRuns(text, 400);
      expect(runs.map((run) => run.text).join('')).toBe(text.normalize('NFC'));
    }
    expect(splitRuns('Łódź', 400).map(({ font }) => font.name)).toEqual([
      'latin-ext-400',
      'latin-400',
      'latin-ext-400',
    ]);
  });
});

describe('text as outlines', () => {
  const style = { weight: 700, size: 40 } as const;

  it('breaks into lines that fit, a word too long for one with a hyphen, what is too much with an ellipsis', () => {
    const title = 'Verantwoordelijkheidsontwikkelingsprogramma in de praktijk van alledag en daarna';
    const lines = breakLines(title, style, 400, 3);
    expect(lines).toHaveLength(3);
    expect(lines.every((line) => measureText(line, style) <= 400)).toBe(true);
    expect(lines[0]).toMatch(/-$/);
    expect(lines[2]).toMatch(/…$/);
  });

  it('draws nothing but a path', () => {
    expect(drawText('<script>Ł', style, { x: 0, y: 0, fill: '#000' })).toMatch(
      /^<path fill="#000" d="[-MLQCZ\d.\s,e]+"\/>$/,
    );
  });
});

describe('the preview picture', () => {
  it('is a PNG of the size that networks ask for', () => {
    const png = drawPreview({
      badge: buildPng(),
      title: 'Łódź',
      kicker: 'Microcredential',
      issuer: 'Școală',
    });
    expect(png.toString('latin1', 1, 4)).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([PREVIEW_SIZE.width, PREVIEW_SIZE.height]);
  });
});

describe('the certificate on paper', () => {
  it('is tagged, has a language and a title, and names its pictures', async () => {
    const pdf = (await makeCertificate(FACTS)).toString('latin1');
    expect(pdf).toContain('/Marked true');
    expect(pdf).toContain('/Lang (nl)');
    expect(pdf).toMatch(/\/DisplayDocTitle true/);
    for (const tag of ['Document', 'H1', 'H2', 'P', 'Figure'])
      expect(pdf).toMatch(new RegExp(`/S /${tag}\\b`));
    expect(pdf.match(/\/Alt \(/g)).toHaveLength(2);
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
  });

  it('embeds its fonts and says which letters they draw, beyond Latin-1 too', async () => {
    const pdf = await makeCertificate(FACTS);
    expect(pdf.toString('latin1').match(/\/FontFile2/g)?.length).toBeGreaterThanOrEqual(3);
    const maps = readStreams(pdf)
      .filter((stream) => stream.includes('beginbfrange') || stream.includes('beginbfchar'))
      .join('');
    for (const codePoint of ['0141', '0151', '0218']) expect(maps).toContain(`<${codePoint}>`);
  });

  it('leads back by a code that a scanner reads', async () => {
    expect(readQr(await makeCertificate(FACTS))).toBe(ADDRESS);
  });

  it('carries the signed file', async () => {
    const pdf = await makeCertificate(FACTS);
    expect(pdf.toString('latin1')).toMatch(/\/EmbeddedFiles?/);
    expect(readStreams(pdf)).toContain('{"id":"x"}');
  });

  it('goes on another page rather than losing anything', async () => {
    const paragraphs = Array.from({ length: 80 }, (_, index) => ({
      text: `Leeruitkomst ${index}`,
      isItem: true,
    }));
    const pdf = await makeCertificate({ ...FACTS, sections: [{ heading: 'Leeruitkomsten', paragraphs }] });
    expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(1);
    expect(readQr(pdf)).toBe(ADDRESS);
  });

  it('is the same each time', async () => {
    const [one, other] = await Promise.all([makeCertificate(FACTS), makeCertificate(FACTS)]);
    expect(one.length).toBe(other.length);
  });
});
