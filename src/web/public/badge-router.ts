/**
 * A badge class for anybody: its page, the Achievement as JSON, and its picture.
 *
 * @module
 */
import { Router, type Request } from 'express';
import type { BadgeClass } from '../../badges/badge-class.js';
import type { PictureService } from '../../badges/pictures/picture-service.js';
import type { PublicBadgeClasses } from '../../badges/public-badge-classes.js';
import type { CredentialAddresses } from '../../credentials/addresses.js';
import { buildAchievement } from '../../credentials/build-open-badge.js';
import { ACHIEVEMENT_CONTEXTS } from '../../credentials/open-badge.js';
import type { InstitutionService } from '../../institutions/institution-service.js';
import { createTranslator } from '../../language/translate.js';
import { presentLook } from '../institution-look.js';
import { renderPage } from '../page.js';
import { readChosenLanguage, readReaderLanguage } from '../reader-language.js';
import { drawBadgePicture, PICTURE_POLICY, UPLOADED_POLICY, type PictureState } from './badge-picture.js';
import { readDocumentForm } from './media-types.js';
import { sendAbsence } from './not-found.js';
import { presentBadgePage } from './present-badge-page.js';
import { openToOtherSites, sendDocument } from './public-headers.js';

export interface BadgeRouterDeps {
  readonly publicBadgeClasses: PublicBadgeClasses;
  readonly addresses: CredentialAddresses;
  readonly pictures: Pick<PictureService, 'findDataAddress'>;
  readonly institutions: Pick<InstitutionService, 'find'>;
}

const FOR_AN_HOUR = 'public, max-age=3600';

export function createBadgeRouter(deps: BadgeRouterDeps): Router {
  const { publicBadgeClasses, addresses, pictures, institutions } = deps;
  const router = Router();

  router.get('/badges/:id', async (req, res) => {
    res.vary('Accept');
    const wanted = readDocumentForm(req);
    if (!wanted) return sendAbsence(req, res, 'not-acceptable', 'json');
    const version = readVersion(req);
    const isAsked = isId(req.params.id) && version !== undefined;
    const found = isAsked ? await publicBadgeClasses.find(req.params.id, version) : null;
    if (!found) return sendAbsence(req, res, 'not-found', wanted.form);
    const { badgeClass, issuer, currentVersion } = found;
    res.set('Cache-Control', 'no-cache');
    if (wanted.form === 'json') {
      const achievement = buildAchievement(
        badgeClass,
        readChosenLanguage(req) ?? badgeClass.language,
        addresses,
      );
      return sendDocument(res, wanted.mediaType, {
        '@context': ACHIEVEMENT_CONTEXTS,
        ...achievement,
      });
    }
    const language = readReaderLanguage(req);
    const issuerName = issuer?.name[language] ?? '';
    const page = `/badges/${encodeURIComponent(badgeClass.id)}`;
    const isOld = badgeClass.version !== currentVersion;
    const ofVersion = isOld ? `&version=${badgeClass.version}` : '';
    const image = `${page}/image.svg?words=no&lang=${language}${ofVersion}`;
    const badge = presentBadgePage(badgeClass, issuer, language, image);
    const preview = {
      description: createTranslator(language)('badge.preview', { issuer: issuerName }),
      address: addresses.badgeClass(badgeClass.id),
      image: `${addresses.badgeClass(badgeClass.id)}/preview.png?lang=${language}`,
    };
    return renderPage(
      res,
      'public/badge',
      {
        language,
        title: badge.title,
        kind: 'public',
        ...presentLook(await institutions.find(badgeClass.institutionId), language, issuerName),
        languageLink: isOld ? `${page}?version=${badgeClass.version}` : page,
        preview,
      },
      { badge, version: { number: badgeClass.version, current: currentVersion, isOld, page } },
    );
  });

  router.get('/badges/:id/image.svg', async (req, res) => {
    const state = readPictureState(req);
    if (!state) {
      res.status(400).json({ status: 400, error: 'picture_unknown' });
      return;
    }
    const version = readVersion(req);
    const isAsked = isId(req.params.id) && version !== undefined;
    const badgeClass = isAsked ? await publicBadgeClasses.findAlone(req.params.id, version) : null;
    if (!badgeClass) return sendAbsence(req, res, 'not-found', 'json');
    const uploaded = await findUploaded(badgeClass);
    const language = readChosenLanguage(req) ?? badgeClass.language;
    openToOtherSites(res)
      .set({
        'Cache-Control': FOR_AN_HOUR,
        'Content-Security-Policy': uploaded === null ? PICTURE_POLICY : UPLOADED_POLICY,
        'Content-Type': 'image/svg+xml',
      })
      .send(Buffer.from(drawBadgePicture(badgeClass, language, state, uploaded), 'utf8'));
  });

  function findUploaded({ institutionId, image }: BadgeClass): Promise<string | null> {
    return image ? pictures.findDataAddress(institutionId, image.id) : Promise.resolve(null);
  }

  return router;
}

/** `?version=N`: null when not asked for, undefined for what is no version. */
function readVersion({ query }: Pick<Request, 'query'>): number | null | undefined {
  const { version } = query;
  if (version === undefined) return null;
  return typeof version === 'string' && /^[1-9]\d{0,5}$/.test(version) ? Number(version) : undefined;
}

/** `?state=&met=&of=&words=no`. Null for what is not a state: repeated, no number, or more met than there are. */
function readPictureState({ query }: Pick<Request, 'query'>): PictureState | null {
  const { state = 'earned', words = 'yes' } = query;
  const met = readCount(query['met'], 0);
  const of = readCount(query['of'], 1);
  if ((state !== 'earned' && state !== 'unearned') || met === null || of === null) return null;
  if (of < 1 || met > of || (words !== 'yes' && words !== 'no')) return null;
  return { state, met, of, hasWords: words === 'yes' };
}

function readCount(text: unknown, fallback: number): number | null {
  if (text === undefined) return fallback;
  // A rule has a handful of conditions; two digits are plenty.
  return typeof text === 'string' && /^\d{1,2}$/.test(text) ? Number(text) : null;
}

function isId(text: string): boolean {
  return /^[\w-]{1,64}$/.test(text);
}
