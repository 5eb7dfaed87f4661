/**
 * A credential on paper: a PDF that reads like a certificate, leads back to the credential by a QR code, and carries the signed
 * file inside.
 *
 * Tagged (headings, paragraphs, figures with alternatives), with its language and its title, in embedded Unicode fonts.
 * What it says comes from the signed bytes; name, results and evidence as far as they are to be shown. The paper itself proves
 * nothing, and says so.
 * Source: ISO 32000-1 §14.8 (tagged PDF); QR by its address, correction level M.
 *
 * @module
 */
import type PDFDocument from 'pdfkit';
import encodeQR from 'qr';
import { loadFonts, splitRuns, type Weight } from './fonts.js';

export interface CertificateFacts {
  /** BCP 47, of every text in it. */
  readonly language: string;
  readonly kicker: string;
  readonly title: string;
  readonly issuerName: string;
  /** "awarded to", and to whom. */
  readonly awarded: { readonly label: string; readonly name: string };
  readonly facts: readonly { readonly term: string; readonly text: string }[];
  readonly sections: readonly {
    readonly heading: string;
    readonly paragraphs: readonly CertificateParagraph[];
  }[];
  readonly footer: readonly string[];
  readonly address: string;
  readonly qrAlternative: string;
  /** PNG, square. */
  readonly badge: Buffer;
  readonly badgeAlternative: string;
  readonly attachment: { readonly name: string; readonly mediaType: string; readonly bytes: Buffer };
  readonly issuedAt: Date;
}

export interface CertificateParagraph {
  readonly text: string;
  readonly isItem: boolean;
}

type Document = InstanceType<typeof PDFDocument>;
type Structure = ReturnType<Document['struct']>;

interface Style {
  readonly size: number;
  readonly weight?: Weight;
  readonly color?: string;
  readonly indent?: number;
  readonly after?: number;
  readonly width?: number;
}

const MARGIN = 56;
const PAGE = { width: 595.28, height: 841.89 } as const;
const TEXT_WIDTH = PAGE.width - 2 * MARGIN;
const BADGE = 128;
const QR = 84;
const INK = '#1d2330';
const MUTED = '#545b6b';
const LINE = '#d8d4c8';

export async function makeCertificate(facts: CertificateFacts): Promise<Buffer> {
  // Loaded by the first certificate: every start would wait for it.
  const { default: PDFDocument } = await import('pdfkit');
  const doc = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: facts.language,
    info: {
      Title: facts.title,
      Author: facts.issuerName,
      Creator: 'Insigne',
      CreationDate: facts.issuedAt,
      ModDate: facts.issuedAt,
    },
  });
  const chunks: Buffer[] = [];
  const made = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
  for (const weight of [400, 700] as const) {
    for (const { name, bytes } of loadFonts(weight)) doc.registerFont(name, bytes);
  }
  const { name, mediaType, bytes } = facts.attachment;
  doc.file(bytes, { name, type: mediaType, creationDate: facts.issuedAt, modifiedDate: facts.issuedAt });

  const root = doc.struct('Document');
  doc.addStructure(root);
  writeHead(doc, root, facts);
  writeFacts(doc, root, facts);
  writeSections(doc, root, facts);
  writeFoot(doc, root, facts);
  root.end();
  doc.end();
  return made;
}

function writeHead(doc: Document, root: Structure, facts: CertificateFacts): void {
  const width = TEXT_WIDTH - BADGE - 24;
  figure(doc, root, facts.badgeAlternative, () =>
    doc.image(facts.badge, PAGE.width - MARGIN - BADGE, MARGIN, { width: BADGE, height: BADGE }),
  );
  doc.x = MARGIN;
  doc.y = MARGIN;
  write(doc, root, 'P', facts.issuerName, { size: 12, weight: 700, width, after: 2 });
  write(doc, root, 'P', facts.kicker, { size: 11, color: MUTED, width, after: 14 });
  write(doc, root, 'H1', facts.title, {
    size: facts.title.length > 60 ? 22 : 27,
    weight: 700,
    width,
    after: 12,
  });
  write(doc, root, 'P', facts.awarded.label, { size: 11, color: MUTED, width, after: 0 });
  write(doc, root, 'P', facts.awarded.name, { size: 16, weight: 700, width, after: 16 });
  doc.y = Math.max(doc.y, MARGIN + BADGE + 16);
}

function writeFacts(doc: Document, root: Structure, { facts }: CertificateFacts): void {
  rule(doc);
  for (const { term, text } of facts) {
    write(
      doc,
      root,
      'P',
      [
        { text: `${term}: `, weight: 400, color: MUTED },
        { text, weight: 700 },
      ],
      {
        size: 10.5,
        after: 3,
      },
    );
  }
  rule(doc);
}

function writeSections(doc: Document, root: Structure, { sections }: CertificateFacts): void {
  for (const { heading, paragraphs } of sections) {
    // A heading stays with at least the first lines of what it heads.
    if (doc.y > PAGE.height - MARGIN - 70) doc.addPage();
    write(doc, root, 'H2', heading, { size: 12.5, weight: 700, after: 3 });
    for (const { text, isItem } of paragraphs) {
      write(doc, root, 'P', isItem ? `• ${text}` : text, { size: 10.5, indent: isItem ? 10 : 0, after: 4 });
    }
    doc.y += 6;
  }
}

/** At the bottom of the last page; on a new one when there is no room. */
function writeFoot(doc: Document, root: Structure, facts: CertificateFacts): void {
  const top = PAGE.height - MARGIN - QR;
  if (doc.y > top - 18) doc.addPage();
  doc.y = top - 12;
  rule(doc, 0);
  figure(doc, root, facts.qrAlternative, () => drawQr(doc, facts.address, MARGIN, top));
  doc.x = MARGIN + QR + 16;
  doc.y = top;
  const width = TEXT_WIDTH - QR - 16;
  write(doc, root, 'P', facts.address, { size: 10, weight: 700, width, after: 3 });
  for (const line of facts.footer) write(doc, root, 'P', line, { size: 9, color: MUTED, width, after: 2 });
}

interface Piece {
  readonly text: string;
  readonly weight: Weight;
  readonly color?: string;
}

function write(
  doc: Document,
  root: Structure,
  tag: string,
  content: string | readonly Piece[],
  { size, weight = 400, color = INK, indent = 0, after = 0, width }: Style,
): void {
  const pieces = typeof content === 'string' ? [{ text: content, weight }] : content;
  const runs = pieces.flatMap((piece) =>
    splitRuns(piece.text.replace(/\s+/g, ' '), piece.weight).map((run) => ({
      ...run,
      color: piece.color ?? color,
    })),
  );
  const left = doc.x;
  root.add(
    doc.struct(tag, {}, () => {
      runs.forEach(({ font, text, color: fill }, index) => {
        const options = {
          continued: index < runs.length - 1,
          width: (width ?? PAGE.width - MARGIN - left) - indent,
          lineGap: 1.5,
        };
        doc.font(font.name, size).fillColor(fill);
        // The first piece says where; the others go on from there.
        if (index === 0) doc.text(text, left + indent, doc.y, options);
        else doc.text(text, options);
      });
    }),
  );
  doc.x = left;
  doc.y += after;
}

function figure(doc: Document, root: Structure, alt: string, draw: () => void): void {
  root.add(doc.struct('Figure', { alt }, draw));
}

/** Decoration: readers pass over it. */
function rule(doc: Document, space = 10): void {
  doc.markContent('Artifact', { type: 'Layout' });
  doc
    .moveTo(MARGIN, doc.y)
    .lineTo(PAGE.width - MARGIN, doc.y)
    .lineWidth(0.75)
    .strokeColor(LINE)
    .stroke();
  doc.endMarkedContent();
  doc.y += space;
}

function drawQr(doc: Document, address: string, left: number, top: number): void {
  const cells = encodeQR(address, 'raw', { ecc: 'medium', border: 1 });
  const cell = QR / cells.length;
  doc.fillColor('#000000');
  cells.forEach((row, y) =>
    row.forEach((isDark, x) => {
      // A hair wider than it is, so that no lines show between cells.
      if (isDark) doc.rect(left + x * cell, top + y * cell, cell + 0.1, cell + 0.1);
    }),
  );
  doc.fill();
}
