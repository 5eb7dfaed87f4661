/**
 * Files that students hand in: what may come in, by what is inside rather than by its name.
 *
 * Nothing that a browser would run is taken (no HTML, no SVG); what is taken leaves as a download only.
 *
 * @module
 */

export interface EvidenceFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
}

export interface EvidenceFileStore {
  /** The whole file or nothing that `read` finds. It is due to be looked at a day later. Create-only. */
  create(institutionId: string, file: EvidenceFile, bytes: Buffer, now: Date): Promise<void>;
  /** In pieces, in order; null when there is no such file, or not all of it. */
  read(institutionId: string, fileId: string): Promise<AsyncIterable<Buffer> | null>;
  /** Absent ones are no error; one that was removed halfway is due still. */
  remove(institutionId: string, fileIds: readonly string[]): Promise<void>;
  /** Of all institutions: files that are due to be looked at, whole or not. */
  listDue(now: Date, limit: number): Promise<{ readonly institutionId: string; readonly id: string }[]>;
  /** Somebody handed it in: it is looked at again then. */
  lookAgain(institutionId: string, fileId: string, at: Date): Promise<void>;
}

export const MOST_FILES = 5;
export const LARGEST_FILE = 10 * 1024 * 1024;
/** As an `accept` list for browsers; what counts is `sniffMediaType`. */
export const TAKEN_ENDINGS = [
  '.pdf', '.png', '.jpg', '.jpeg', '.gif', '.webp', '.mp4', '.mp3',
  '.docx', '.xlsx', '.pptx', '.odt', '.ods', '.odp', '.txt', '.md', '.csv',
] as const; // prettier-ignore

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument';

const STARTS: readonly (readonly [mediaType: string, offset: number, start: string])[] = [
  ['application/pdf', 0, '%PDF-'],
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF8'],
  ['image/webp', 8, 'WEBP'],
  ['video/mp4', 4, 'ftyp'],
  ['audio/mpeg', 0, 'ID3'],
  ['audio/mpeg', 0, '\xff\xfb'],
];

/** Parts that each kind of office file has inside its zip. */
const ZIP_PARTS: readonly (readonly [mediaType: string, part: string])[] = [
  [`${OFFICE}.wordprocessingml.document`, 'word/document'],
  [`${OFFICE}.spreadsheetml.sheet`, 'xl/workbook'],
  [`${OFFICE}.presentationml.presentation`, 'ppt/presentation'],
  [`${OPEN_DOCUMENT}.text`, `mimetype${OPEN_DOCUMENT}.text`],
  [`${OPEN_DOCUMENT}.spreadsheet`, `mimetype${OPEN_DOCUMENT}.spreadsheet`],
  [`${OPEN_DOCUMENT}.presentation`, `mimetype${OPEN_DOCUMENT}.presentation`],
];

/** Macros of office files. */
const ZIP_REFUSED = 'vbaProject.bin';
/** Texts that a browser or a shell would run if somebody opened them as what they are. */
const MARKUP = /^\s*(?:<|#!)/;

/** What a file is by its bytes; null for what is not taken. */
export function sniffMediaType(bytes: Buffer): string | null {
  if (bytes.length === 0) return null;
  const start = STARTS.find(([, offset, text]) =>
    bytes.subarray(offset, offset + text.length).equals(Buffer.from(text, 'latin1')),
  );
  if (start) return start[0];
  if (bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))) {
    if (bytes.includes(ZIP_REFUSED)) return null;
    return ZIP_PARTS.find(([, part]) => bytes.includes(part))?.[0] ?? null;
  }
  return isPlainText(bytes) ? 'text/plain' : null;
}

function isPlainText(bytes: Buffer): boolean {
  if (bytes.includes(0)) return false;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return !MARKUP.test(text.slice(0, 1000));
  } catch {
    return false;
  }
}

/** A name that no folder, header or screen trips over; its ending is kept. */
export function cleanFileName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).pop() ?? '';
  // Control characters, and marks that turn the reading direction.
  const clean = last.replace(/[\x00-\x1f\x7f"<>|?*:\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').trim();
  if (clean === '' || /^\.+$/.test(clean)) return 'bestand';
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(clean)?.[0] ?? '';
  return clean.length <= 100 ? clean : clean.slice(0, 100 - ending.length) + ending;
}
