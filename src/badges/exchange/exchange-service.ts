/**
 * Badge classes out to a file and in from one, or from an address.
 *
 * An import is read twice: once to show what is found and what cannot be kept, and once more to save it. Nothing is saved before.
 *
 * @module
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError, hasCode } from '../../errors/app-error.js';
import type { GuardedFetch } from '../../http/guarded-fetch.js';
import type { AuditActor } from '../../institutions/audit.js';
import type { Language } from '../../language/local-text.js';
import type { BadgeClassService } from '../badge-class-service.js';
import type { BadgeClass } from '../badge-class.js';
import type { IssuerProfileStore } from '../issuer-profile.js';
import { readPictureAddress, type PictureService } from '../pictures/picture-service.js';
import { writeAchievement, type AchievementForm } from './ob3-achievement.js';
import { writeOb2BadgeClass } from './ob2-badge-class.js';
import type { ExchangeAddresses, ImportSettings, ReadBadgeClass } from './read-badge-class.js';
import {
  MOST_DOCUMENTS,
  readDocuments,
  SET_TYPE,
  type DocumentFormat,
  type ReadDocument,
} from './read-documents.js';
import type { JsonObject } from './reader.js';

/** Of a file that an editor chose: it is held in memory whole, as is the page that shows what it holds. */
export const MOST_FILE_BYTES = 32 * 1024 * 1024;
/** Of what an address answers. */
const MOST_ANSWER_BYTES = 5 * 1024 * 1024;

export interface ExchangeDeps {
  readonly badgeClasses: Pick<BadgeClassService, 'create' | 'get' | 'list'>;
  readonly issuers: Pick<IssuerProfileStore, 'list' | 'find'>;
  readonly pictures: Pick<PictureService, 'takeDataAddress' | 'findDataAddress'>;
  readonly addresses: ExchangeAddresses;
  readonly fetch: GuardedFetch;
  readonly achievementForm: AchievementForm;
}

/** One of the files that a whole set is given away in. */
export interface ExportPart {
  readonly count: number;
  readonly text: string;
}

export type BadgeExchange = ReturnType<typeof createBadgeExchange>;

export function createBadgeExchange({
  badgeClasses,
  issuers,
  pictures,
  addresses,
  fetch,
  achievementForm,
}: ExchangeDeps) {
  /** @throws {AppError} `badge_class_not_found`, `badge_class_is_draft` - it has no version yet that could be given away */
  async function exportOne(
    institutionId: string,
    badgeClassId: string,
    format: DocumentFormat,
  ): Promise<JsonObject> {
    const badgeClass = await badgeClasses.get(institutionId, badgeClassId);
    if (badgeClass.state === 'draft')
      throw new AppError('badge_class_is_draft', 409, 'a draft is not exported', { badgeClassId });
    return write(badgeClass, format);
  }

  /** Everything that was ever published, archived ones too. */
  async function exportAll(institutionId: string, format: DocumentFormat): Promise<JsonObject> {
    const written: JsonObject[] = [];
    for await (const one of writeAll(institutionId, format)) written.push(one);
    return { type: SET_TYPE, badgeClasses: written };
  }

  /** The same in files that can each be imported, one after the other: no more than one is held at a time. */
  async function* exportParts(
    institutionId: string,
    format: DocumentFormat,
    mostBytes = MOST_FILE_BYTES,
  ): AsyncGenerator<ExportPart> {
    let texts: string[] = [];
    let bytes = 0;
    for await (const one of writeAll(institutionId, format)) {
      const text = JSON.stringify(one);
      const size = Buffer.byteLength(text) + 1;
      if (texts.length === MOST_DOCUMENTS || (texts.length > 0 && AROUND + bytes + size > mostBytes)) {
        yield toPart(texts);
        [texts, bytes] = [[], 0];
      }
      texts.push(text);
      bytes += size;
    }
    yield toPart(texts);
  }

  async function* writeAll(institutionId: string, format: DocumentFormat): AsyncGenerator<JsonObject> {
    for (const one of await badgeClasses.list(institutionId))
      if (one.state === 'published') yield await write(one, format);
  }

  async function write(badgeClass: BadgeClass, format: DocumentFormat): Promise<JsonObject> {
    const { institutionId, issuerId, image } = badgeClass;
    const [issuer, picture] = await Promise.all([
      issuers.find(institutionId, issuerId),
      image ? pictures.findDataAddress(institutionId, image.id) : null,
    ]);
    if (!issuer) throw new AppError('issuer_not_found', 404, 'no such issuer', { issuerId });
    return format === 'ob3'
      ? writeAchievement(badgeClass, issuer, addresses, picture, achievementForm)
      : writeOb2BadgeClass(badgeClass, issuer, addresses, picture);
  }

  /**
   * What a text holds, without saving any of it.
   *
   * @throws {DocumentUnusableError} `badge_document_unusable`
   */
  async function read(institutionId: string, text: string, fallback: Language) {
    const { documents, unread } = readDocuments(text, await readSettings(institutionId, fallback));
    const checked: ReadDocument[] = [];
    for (const one of documents) {
      checked.push({ ...one, read: listPictureTrouble(one.read) });
      await nextTurn(); // a set of pictures takes seconds: others are served in between
    }
    return { documents: checked, unread };
  }

  /** @throws {AppError} `badge_address_unusable` - it does not answer with anything that could be read */
  async function fetchText(address: string): Promise<string> {
    try {
      const answer = await fetch(address, {
        headers: { accept: 'application/ld+json, application/json' },
        maxBytes: MOST_ANSWER_BYTES,
      });
      if (answer.status === 200) return answer.body;
      throw unusable(`it answers ${answer.status}`);
    } catch (error) {
      if (hasCode(error, 'badge_address_unusable') || !(error instanceof AppError)) throw error;
      throw unusable(error.code, error);
    }
  }

  /**
   * Each as a draft of its own, under one of the own issuers: an editor looks at it before anybody can earn it.
   *
   * @throws {DocumentUnusableError} `badge_document_unusable`
   */
  async function save(
    institutionId: string,
    text: string,
    fallback: Language,
    actor: AuditActor,
  ): Promise<BadgeClass[]> {
    const { documents } = readDocuments(text, await readSettings(institutionId, fallback));
    const [first] = await issuers.list(institutionId);
    if (!first) throw new AppError('issuer_not_found', 404, 'the institution has no issuer', {});
    const made: BadgeClass[] = [];
    for (const { read: found } of documents) {
      const image = await takePicture(institutionId, found);
      const draft = {
        ...found.content,
        image,
        issuerId: found.issuerId ?? first.id,
        state: 'draft' as const,
        ...(found.mayBeMapped && { mayBeMapped: found.mayBeMapped }),
      };
      made.push(await badgeClasses.create(institutionId, draft, actor));
      await nextTurn();
    }
    return made;
  }

  async function takePicture(institutionId: string, { picture }: ReadBadgeClass) {
    if (!picture) return null;
    try {
      return { ...(await pictures.takeDataAddress(institutionId, picture.dataUri)), alt: picture.alt };
    } catch (error) {
      if (!hasCode(error, 'picture_unusable')) throw error;
      return null; // told when it was read
    }
  }

  async function readSettings(institutionId: string, fallback: Language): Promise<ImportSettings> {
    const issuerIds = (await issuers.list(institutionId)).map(({ id }) => id);
    return { fallback, addresses, issuerIds, achievementForm };
  }

  return { exportOne, exportAll, exportParts, read, fetchText, save };
}

/** What stands around the badge classes of a part, with room to spare. */
const AROUND = 128;

function toPart(texts: readonly string[]): ExportPart {
  return { count: texts.length, text: `{"type":"${SET_TYPE}","badgeClasses":[${texts.join(',')}]}\n` };
}

/** A picture that is not usable is told with the rest that cannot be kept. */
function listPictureTrouble(read: ReadBadgeClass): ReadBadgeClass {
  if (!read.picture) return read;
  try {
    readPictureAddress(read.picture.dataUri);
    return read;
  } catch (error) {
    if (!hasCode(error, 'picture_unusable')) throw error;
    const what = String(error.detail['problem']);
    return {
      ...read,
      picture: null,
      notKept: [...read.notKept, { reason: 'unusable', where: 'image', what }],
    };
  }
}

function unusable(why: string, cause?: AppError): AppError {
  return new AppError('badge_address_unusable', 422, `the address is not usable: ${why}`, { why }, { cause });
}
