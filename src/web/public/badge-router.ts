/**
 * A badge class for anybody: its page, the Achievement as JSON, and its picture.
 *
 * @module
 */
import { Router, type Request } from 'express';
import type { BadgeClass } from '../../badges/badge-class.js';
import { BADGE_STYLE_HASH, drawBadge } from '../../badges/artwork/draw-badge.js';
import type { PublicBadgeClasses } from '../../badges/public-badge-classes.js';
import type { CredentialAddresses } from '../../credentials/addresses.js';
import { buildAchievement } from '../../credentials/build-open-badge.js';
import { ACHIEVEMENT_CONTEXTS } from '../../credentials/open-badge.js';
import { createTranslator } from '../../language/translate.js';
import { renderPage } from '../page.js';
import { readChosenLanguage, readReaderLanguage } from '../reader-language.js';
import { readDocumentForm } from './media-types.js';
import { sendAbsence } from './not-found.js';
import { parseProse } from './prose.js';
import { openToOtherSites, sendDocument } from './public-headers.js';

export interface BadgeRouterDeps {
  readonly publicBadgeClasses: PublicBadgeClasses;
  readonly addresses: CredentialAddresses;
}

const FOR_AN_HOUR = 'public, max-age=3600';

/** An SVG opened by itself is a document: no script, no address, only its one style. */
const PICTURE_POLICY = `default-src 'none'; style-src ${BADGE_STYLE_HASH}; sandbox`;

export function createBadgeRouter({ publicBadgeClasses, addresses }: BadgeRouterDeps): Router {
  const router = Router();

  router.get('/badges/:id', async (req, res) => {
    res.vary('Accept');
    const wanted = readDocumentForm(req);
    if (!wanted) return sendAbsence(req, res, 'not-acceptable', 'json');
    const found = isId(req.params.id) ? await publicBadgeClasses.find(req.params.id) : null;
    if (!found) return sendAbsence(req, res, 'not-found', wanted.form);
    const { badgeClass, issuer } = found;
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
    const badge = {
      title: badgeClass.name[language],
      variant: badgeClass.variant,
      description: parseProse(badgeClass.description[language]),
      criteria: parseProse(badgeClass.criteria[language]),
      language: badgeClass.language,
      version: badgeClass.version,
      image: `${page}/image.svg?words=no&lang=${language}`,
      issuerName,
      issuerPage: issuer && `/issuers/${encodeURIComponent(issuer.id)}`,
    };
    const preview = {
      description: createTranslator(language)('badge.preview', { issuer: issuerName }),
      address: addresses.badgeClass(badgeClass.id),
      image: addresses.badgeImage(badgeClass.id),
    };
    return renderPage(
      res,
      'public/badge',
      {
        language,
        title: badge.title,
        kind: 'public',
        ...(issuerName && { owner: issuerName }),
        languageLink: page,
        preview,
      },
      { badge },
    );
  });

  router.get('/badges/:id/image.svg', async (req, res) => {
    const state = readPictureState(req);
    if (!state) {
      res.status(400).json({ status: 400, error: 'picture_unknown' });
      return;
    }
    const badgeClass = isId(req.params.id) ? await publicBadgeClasses.findAlone(req.params.id) : null;
    if (!badgeClass) return sendAbsence(req, res, 'not-found', 'json');
    openToOtherSites(res)
      .set({
        'Cache-Control': FOR_AN_HOUR,
        'Content-Security-Policy': PICTURE_POLICY,
        'Content-Type': 'image/svg+xml',
      })
      .send(Buffer.from(drawPicture(req, badgeClass, state), 'utf8'));
  });

  return router;
}

type PictureState = Pick<Parameters<typeof drawBadge>[1], 'state' | 'met' | 'of' | 'hasWords'>;

function drawPicture(req: Request<{ id: string }>, badgeClass: BadgeClass, state: PictureState): string {
  const language = readChosenLanguage(req) ?? badgeClass.language;
  return drawBadge(badgeClass.artwork, {
    title: badgeClass.name[language],
    variant: badgeClass.variant,
    variantLabel: createTranslator(language)(`variant.${badgeClass.variant}`),
    ...state,
  });
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
