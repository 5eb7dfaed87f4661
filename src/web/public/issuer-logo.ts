/**
 * The logo of an issuer: an uploaded picture, cleaned and encoded anew when it came in.
 *
 * @module
 */
import { Router } from 'express';
import type { PictureService } from '../../badges/pictures/picture-service.js';
import type { IssuerProfile } from '../../badges/issuer-profile.js';
import type { PublicIssuers } from '../../credentials/public-issuers.js';
import { sendAbsence } from './not-found.js';
import { openToOtherSites } from './public-headers.js';

export interface IssuerLogoDeps {
  readonly publicIssuers: Pick<PublicIssuers, 'find'>;
  readonly pictures: Pick<PictureService, 'findPublic'>;
}

/** Opened by itself an SVG is a document: no script, nothing from elsewhere. */
const LOGO_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";
const FOR_A_DAY = 'public, max-age=86400';

/** Null without a logo. The picture's id changes with its content, so its address may be kept. */
export function logoAddressOf(issuer: Pick<IssuerProfile, 'id' | 'logo'> | null | undefined): string | null {
  return issuer?.logo
    ? `/issuers/${encodeURIComponent(issuer.id)}/logo?v=${issuer.logo.id.slice(0, 12)}`
    : null;
}

export function createIssuerLogoRouter({ publicIssuers, pictures }: IssuerLogoDeps): Router {
  const router = Router();
  router.get('/issuers/:id/logo', async (req, res) => {
    const isAsked = /^[\w-]{1,64}$/.test(req.params.id);
    const found = isAsked ? await publicIssuers.find(req.params.id) : null;
    const picture = found?.issuer.logo ? await pictures.findPublic(found.issuer.logo.id) : null;
    if (!picture || picture.institutionId !== found?.issuer.institutionId) {
      return sendAbsence(req, res, 'not-found', 'json');
    }
    openToOtherSites(res).set({
      'Cache-Control': FOR_A_DAY,
      'Content-Security-Policy': LOGO_POLICY,
      'Content-Type': picture.mediaType,
    });
    res.send(picture.bytes);
  });
  return router;
}
