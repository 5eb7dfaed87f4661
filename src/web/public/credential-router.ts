/**
 * A shared credential: its page, and the credential itself by ending or by `Accept`.
 *
 * Answers are not stored on the way: its holder may stop sharing at any moment.
 *
 * @module
 */
import express, { Router, type Request, type Response } from 'express';
import { matchHolder } from '../../credentials/match-holder.js';
import type { PublicIssuers } from '../../credentials/public-issuers.js';
import type { SharedCredential, SharedCredentials } from '../../credentials/shared-credentials.js';
import { VC_JWT_MEDIA_TYPE } from '../../credentials/vc-jwt.js';
import type { InstitutionService } from '../../institutions/institution-service.js';
import { createFormats } from '../../language/format.js';
import { createTranslator } from '../../language/translate.js';
import { presentLook } from '../institution-look.js';
import { renderPage } from '../page.js';
import { readReaderLanguage } from '../reader-language.js';
import { logoAddressOf } from './issuer-logo.js';
import { readCredentialForm } from './media-types.js';
import { sendAbsence } from './not-found.js';
import { listIdentifiers, presentCredential } from './present-credential.js';
import { presentVerification } from './present-verification.js';
import { drawQrPath } from './qr-path.js';
import { sendDocument } from './public-headers.js';

export interface CredentialRouterDeps {
  readonly sharedCredentials: SharedCredentials;
  readonly publicIssuers: Pick<PublicIssuers, 'find'>;
  readonly institutions: Pick<InstitutionService, 'find'>;
}

type HolderAnswer = 'name' | 'emailAddress' | 'none' | 'empty' | null;
type CredentialRequest = Request<{ id: string }>;

/** `application/vc+ld+json`: OB 3.0 §5.1 for a file of JSON. */
const JSON_FILE_TYPE = 'application/vc+ld+json';

export function createCredentialRouter(deps: CredentialRouterDeps): Router {
  const { sharedCredentials, publicIssuers, institutions } = deps;
  const router = Router();
  router.use('/credentials', (_req, res, next) => {
    res.set('Cache-Control', 'no-store').set('X-Robots-Tag', 'noindex, nofollow').vary('Accept');
    next();
  });

  router.get('/credentials/:id.jwt', async (req, res) => {
    const shared = await sharedCredentials.find(req.params.id);
    if (shared) sendDocument(res, VC_JWT_MEDIA_TYPE, Buffer.from(shared.jwt, 'ascii'));
    else sendAbsence(req, res, 'not-shared', 'json');
  });

  router.get('/credentials/:id.json', async (req, res) => {
    const shared = await sharedCredentials.find(req.params.id);
    if (shared) sendDocument(res, JSON_FILE_TYPE, shared.json);
    else sendAbsence(req, res, 'not-shared', 'json');
  });

  router.get('/credentials/:id', async (req, res) => {
    const wanted = readCredentialForm(req);
    if (!wanted) return sendAbsence(req, res, 'not-acceptable', 'json');
    const shared = await sharedCredentials.find(req.params.id);
    if (!shared) return sendAbsence(req, res, 'not-shared', wanted.form === 'page' ? 'page' : 'json');
    if (wanted.form === 'jwt') return sendDocument(res, wanted.mediaType, Buffer.from(shared.jwt, 'ascii'));
    if (wanted.form === 'json') return sendDocument(res, wanted.mediaType, shared.json);
    return sendPage(req, res, shared, null);
  });

  // The name is posted, so that it stands in no address and no log.
  router.post(
    '/credentials/:id/holder',
    express.urlencoded({ extended: false, limit: '4kb', parameterLimit: 5 }),
    async (req: CredentialRequest, res) => {
      const shared = await sharedCredentials.find(req.params.id);
      if (!shared) return sendAbsence(req, res, 'not-shared');
      const { holder } = (req.body ?? {}) as { holder?: unknown };
      const text = typeof holder === 'string' ? holder.trim() : '';
      if (text === '') return sendPage(req, res, shared, 'empty');
      const { openBadge } = await sharedCredentials.verify(shared);
      const match = openBadge && matchHolder(listIdentifiers(openBadge), text);
      return sendPage(req, res, shared, match ?? 'none');
    },
  );

  async function sendPage(
    req: CredentialRequest,
    res: Response,
    shared: SharedCredential,
    holderAnswer: HolderAnswer,
  ): Promise<void> {
    const verification = await sharedCredentials.verify(shared);
    const language = readReaderLanguage(req);
    const t = createTranslator(language);
    const formats = createFormats(language);
    const seal = presentVerification(verification, t);
    if (!verification.openBadge) {
      renderPage(res, 'public/unreadable', { language, title: seal.title, kind: 'public' }, { seal });
      return;
    }
    const credential = presentCredential(shared, verification.openBadge, { t, formats });
    const issuer = (await publicIssuers.find(shared.issuerId))?.issuer;
    const institution = issuer ? await institutions.find(issuer.institutionId) : null;
    const look = presentLook(institution, language, credential.issuerName);
    const issuerLogo = logoAddressOf(issuer) ?? look.logo ?? null;
    renderPage(
      res,
      'public/credential',
      {
        language,
        title: credential.title,
        kind: 'public',
        styles: ['credential.css'],
        status: holderAnswer === 'empty' ? 422 : 200,
        ...look,
        languageLink: credential.page,
        preview: {
          description: t('credential.preview', {
            issuer: credential.issuerName,
            date: credential.awardedOn,
          }),
          address: credential.address,
          image: `${credential.address}/preview.png`,
        },
      },
      { credential, seal, holderAnswer, isPreview: false, issuerLogo, qr: drawQrPath(credential.address) },
    );
  }

  return router;
}
