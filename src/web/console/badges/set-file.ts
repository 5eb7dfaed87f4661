/**
 * The files in which an institution's whole set is given away: one where it fits, else several that can each be imported.
 *
 * @module
 */
import type { ExportPart } from '../../../badges/exchange/exchange-service.js';
import { AppError } from '../../../errors/app-error.js';

export interface SetFile {
  readonly format: 'ob3' | 'ob2';
  /** The whole set, one part of it (1 is the first), or the list of its parts. */
  readonly part: 'whole' | 'list' | number;
}

export interface ListedPart {
  readonly count: number;
  /** Rounded up. */
  readonly megabytes: number;
}

const SET_FILE = /^(?<format>ob3|ob2)(?:-(?<part>[1-9]\d{0,3}))?(?<ending>\.json)?$/;

/** `ob3.json` is the whole set, `ob3-2.json` its second part, `ob3` the list. @throws {AppError} `not_found` */
export function readSetFile(name: string): SetFile {
  const { format, part, ending } = SET_FILE.exec(name)?.groups ?? {};
  if ((format !== 'ob3' && format !== 'ob2') || (part && !ending))
    throw new AppError('not_found', 404, 'there is no such page');
  if (!ending) return { format, part: 'list' };
  return { format, part: part ? Number(part) : 'whole' };
}

/** Null when there are fewer. The parts are left standing after it. */
export async function findPart(
  parts: AsyncGenerator<ExportPart>,
  number: number,
): Promise<ExportPart | null> {
  for (let passed = 1; passed < number; passed += 1) if ((await parts.next()).done) return null;
  const found = await parts.next();
  return found.done ? null : found.value;
}

export async function listParts(parts: AsyncGenerator<ExportPart>): Promise<ListedPart[]> {
  const listed: ListedPart[] = [];
  for await (const { count, text } of parts)
    listed.push({ count, megabytes: Math.ceil(Buffer.byteLength(text) / (1024 * 1024)) });
  return listed;
}
