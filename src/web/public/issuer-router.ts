/**
 * An issuer for anybody: its page, its profile, its DID document and its keys.
 *
 * @module
 */
import { Router } from 'express';
import type { PublicBadgeClasses } from '../../badges/public-badge-classes.js';
import type { PublicIssuers } from '../../credentials/public-issuers.js';
import { CREDENTIAL_CONTEXTS } from '../../credentials/open-badge.js';
import type { InstitutionService } from '../../institutions/institution-service.js';
import { badgeImage } from '../course/course-address.js';
import { presentLook } from '../institution-look.js';
import { renderPage } from '../page.js';
import { readChosenLanguage, readReaderLanguage } from '../reader-language.js';
import { logoAddressOf } from './issuer-logo.js';
import { readDocumentForm } from './media-types.js';
import { sendAbsence } from './not-found.js';
import { sendDocument } from './public-headers.js';

export interface IssuerRouterDeps {
  readonly publicIssuers: PublicIssuers;
  readonly publicBadgeClasses: Pick<PublicBadgeClasses, 'listOfIssuer'>;
  readonly institutions: Pick<InstitutionService, 'find'>;
}

/** RFC 7517 §8.5.1. */
const JWK_MEDIA_TYPE = 'application/jwk+json';
/** A new key must be seen soon after it first signs, and soon after it was compromised that it is. */
const FOR_FIVE_MINUTES = 'public, max-age=300';

export function createIssuerRouter({
  publicIssuers,
  publicBadgeClasses,
  institutions,
}: IssuerRouterDeps): Router {
  const router = Router();

  router.get('/issuers/:id', async (req, res) => {
    res.vary('Accept');
    const { id } = req.params;
    const wanted = readDocumentForm(req);
    if (!wanted) return sendAbsence(req, res, 'not-acceptable', 'json');
    if (wanted.form === 'json') {
      const profile = isId(id) ? await publicIssuers.findProfile(id, readChosenLanguage(req) ?? 'nl') : null;
      if (!profile) return sendAbsence(req, res, 'not-found', 'json');
      res.set('Cache-Control', FOR_FIVE_MINUTES);
      return sendDocument(res, wanted.mediaType, { '@context': CREDENTIAL_CONTEXTS.slice(0, 2), ...profile });
    }
    const found = isId(id) ? await publicIssuers.find(id) : null;
    if (!found) return sendAbsence(req, res, 'not-found');
    const language = readReaderLanguage(req);
    const look = presentLook(
      await institutions.find(found.issuer.institutionId),
      language,
      found.issuer.name[language],
    );
    const badges = await publicBadgeClasses.listOfIssuer(found.issuer);
    const issuer = {
      name: found.issuer.name[language],
      description: found.issuer.description?.[language] ?? null,
      url: found.issuer.url,
      email: found.issuer.email,
      phone: found.issuer.phone,
      contact: found.issuer.contact,
      brin: found.issuer.brin,
      logo: logoAddressOf(found.issuer) ?? look.logo ?? null,
      did: found.did,
      keys: found.keys,
      badges: badges
        .map(({ id: badgeId, name, variant }) => ({
          name: name[language],
          variant,
          page: `/badges/${encodeURIComponent(badgeId)}`,
          image: badgeImage(badgeId, language),
        }))
        .sort((one, other) => one.name.localeCompare(other.name, language)),
    };
    res.set('Cache-Control', 'no-cache');
    return renderPage(
      res,
      'public/issuer',
      {
        language,
        title: issuer.name,
        kind: 'public',
        styles: ['credential.css'],
        ...look,
        languageLink: `/issuers/${encodeURIComponent(id)}`,
      },
      { issuer },
    );
  });

  router.get('/issuers/:id/did.json', async (req, res) => {
    const { id } = req.params;
    const document = isId(id) ? await publicIssuers.findDidDocument(id) : null;
    if (!document) return sendAbsence(req, res, 'not-found', 'json');
    res.set('Cache-Control', FOR_FIVE_MINUTES);
    return sendDocument(res, 'application/json', document);
  });

  router.get('/keys/:kid', async (req, res) => {
    const { kid } = req.params;
    const jwk = isId(kid) ? await publicIssuers.findKey(kid) : null;
    if (!jwk) return sendAbsence(req, res, 'not-found', 'json');
    res.set('Cache-Control', FOR_FIVE_MINUTES);
    return sendDocument(res, JWK_MEDIA_TYPE, jwk);
  });

  return router;
}

function isId(text: string): boolean {
  return /^[\w-]{1,64}$/.test(text);
}
