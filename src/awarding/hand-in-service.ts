/**
 * Handing in, and reading what was handed in.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import { AppError } from '../errors/app-error.js';
import { parseUrl } from '../http/parse-url.js';
import type { AuditLog } from '../institutions/audit-log.js';
import type { Course } from '../lti/course.js';
import type { EnrolmentStore } from '../lti/enrolment.js';
import type { Assessment, AssessmentStore } from './assessment.js';
import {
  cleanFileName,
  LARGEST_FILE,
  MOST_FILES,
  sniffMediaType,
  type EvidenceFile,
  type EvidenceFileStore,
} from './evidence-file.js';
import {
  LONGEST_LINK,
  LONGEST_TEXT,
  mayHandIn,
  MOST_LINKS,
  type HandIn,
  type HandInStore,
} from './hand-in.js';
import type { Mapping } from './mapping.js';
import { mayBeAwarded } from './may-be-awarded.js';

export interface HandInServiceDeps {
  readonly handIns: HandInStore;
  readonly files: EvidenceFileStore;
  readonly assessments: Pick<AssessmentStore, 'find'>;
  readonly enrolments: Pick<EnrolmentStore, 'find'>;
  readonly audit: AuditLog;
  readonly now: () => Date;
}

export interface HandInInput {
  readonly text: string;
  readonly links: readonly string[];
  readonly files: readonly { readonly name: string; readonly bytes: Buffer }[];
  /** Files of the last one that stay. */
  readonly keeps: readonly string[];
}

export interface OpenedFile {
  readonly file: EvidenceFile;
  readonly pieces: AsyncIterable<Buffer>;
}

export type HandInService = ReturnType<typeof createHandInService>;

export function createHandInService(deps: HandInServiceDeps) {
  const { handIns, files, assessments, enrolments, audit, now } = deps;

  /**
   * Replaces what this learner handed in before. Files come first, so what is handed in is whole; files that nothing names any
   * more are removed afterwards.
   *
   * @throws {AppError} `mapping_not_assessed_here`, `learner_not_awardable`, `hand_in_closed`, `hand_in_empty`,
   *   `hand_in_too_large`, `link_invalid`, `file_refused` (`detail.file`), `files_too_many`, `hand_in_changed`
   */
  async function handIn(
    course: Course,
    mapping: Mapping,
    learnerId: string,
    input: HandInInput,
  ): Promise<HandIn> {
    const { institutionId } = course;
    if (mapping.columnRole !== 'assessed') {
      throw new AppError('mapping_not_assessed_here', 409, 'this badge is not assessed in the tool');
    }
    const enrolment = await enrolments.find(institutionId, course.id, learnerId);
    if (!mayBeAwarded(enrolment, true)) {
      throw new AppError('learner_not_awardable', 409, 'this person is not an active learner of the course');
    }
    if (!mayHandIn(await assessments.find(institutionId, mapping.id, learnerId))) {
      throw new AppError('hand_in_closed', 409, 'what was assessed as passed stays as it is');
    }
    const previous = await handIns.find(institutionId, mapping.id, learnerId);
    const kept = (previous?.files ?? []).filter(({ id }) => input.keeps.includes(id));
    const text = input.text.trim();
    const links = checkLinks(input.links);
    checkSize(text, links, kept.length + input.files.length);
    const added = input.files.map(({ name, bytes }) => ({ file: checkFile(name, bytes), bytes }));
    if (text === '' && links.length === 0 && kept.length + added.length === 0) {
      throw new AppError('hand_in_empty', 422, 'nothing was handed in');
    }

    const at = now();
    for (const { file, bytes } of added) await files.create(institutionId, file, bytes, at);
    const made: HandIn = {
      id: randomUUID(),
      institutionId,
      courseId: course.id,
      mappingId: mapping.id,
      learnerId,
      text,
      links,
      files: [...kept, ...added.map(({ file }) => file)],
      handedInAt: at,
    };
    if (!(await handIns.save(institutionId, made, previous?.id ?? null))) {
      await files.remove(
        institutionId,
        added.map(({ file }) => file.id),
      );
      throw new AppError('hand_in_changed', 409, 'something else was handed in meanwhile');
    }
    const dropped = (previous?.files ?? []).filter((file) => !kept.includes(file));
    await files.remove(
      institutionId,
      dropped.map(({ id }) => id),
    );
    await audit(institutionId, {
      actor: { kind: 'learner', id: learnerId },
      action: 'evidence.handed-in',
      subject: { kind: 'mapping', id: mapping.id },
      detail: { courseId: course.id, learnerId, files: made.files.length },
    });
    return made;
  }

  /** A file that this learner handed in for this mapping. @throws {AppError} `file_not_found` */
  async function openFile(
    institutionId: string,
    mappingId: string,
    learnerId: string,
    fileId: string,
  ): Promise<OpenedFile> {
    const found = await handIns.find(institutionId, mappingId, learnerId);
    const file = found?.files.find(({ id }) => id === fileId);
    const pieces = file ? await files.read(institutionId, file.id) : null;
    if (!file || !pieces) throw new AppError('file_not_found', 404, 'no such file was handed in');
    return { file, pieces };
  }

  /** What stands, and how it was assessed. */
  async function findState(
    institutionId: string,
    mappingId: string,
    learnerId: string,
  ): Promise<{ handIn: HandIn | null; assessment: Assessment | null }> {
    const [handedIn, assessment] = await Promise.all([
      handIns.find(institutionId, mappingId, learnerId),
      assessments.find(institutionId, mappingId, learnerId),
    ]);
    return { handIn: handedIn, assessment };
  }

  return { handIn, openFile, findState };
}

function checkLinks(links: readonly string[]): string[] {
  return links
    .map((link) => link.trim())
    .filter((link) => link !== '')
    .map((link) => {
      const url = link.length <= LONGEST_LINK ? parseUrl(link) : null;
      if (url?.protocol === 'https:' || url?.protocol === 'http:') return url.href;
      throw new AppError('link_invalid', 422, 'a link begins with https://');
    });
}

function checkSize(text: string, links: readonly string[], fileCount: number): void {
  if (text.length > LONGEST_TEXT || links.length > MOST_LINKS) {
    throw new AppError('hand_in_too_large', 422, 'the text or the list of links is too long');
  }
  if (fileCount > MOST_FILES)
    throw new AppError('files_too_many', 422, 'too many files', { most: MOST_FILES });
}

function checkFile(name: string, bytes: Buffer): EvidenceFile {
  const file = cleanFileName(name);
  const refuse = (reason: string): AppError =>
    new AppError('file_refused', 422, 'this file is not taken', { file, reason });
  if (bytes.length > LARGEST_FILE) throw refuse('too-large');
  const mediaType = sniffMediaType(bytes);
  if (!mediaType) throw refuse('type');
  return { id: randomUUID(), name: file, mediaType, size: bytes.length };
}
