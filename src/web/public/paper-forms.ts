/**
 * The forms of a credential that are drawn for people: its certificate on paper, and the picture of its preview.
 *
 * @module
 */
import type { BadgePictures } from '../../credentials/bake/badge-picture.js';
import type { BadgeClass } from '../../badges/badge-class.js';
import type { PublicBadgeClasses } from '../../badges/public-badge-classes.js';
import { makeCertificate } from '../../credentials/paper/certificate-pdf.js';
import { drawPreview } from '../../credentials/paper/preview-image.js';
import type { OpenBadgeCredential } from '../../credentials/open-badge.js';
import type { SharedCredential } from '../../credentials/shared-credentials.js';
import type { Language } from '../../language/local-text.js';
import { createTranslator } from '../../language/translate.js';
import { presentCertificate } from './present-certificate.js';

export interface PaperFormsDeps {
  readonly publicBadgeClasses: Pick<PublicBadgeClasses, 'findAlone'>;
  readonly badgePictures: Pick<BadgePictures, 'findPng'>;
}

export type PaperForms = ReturnType<typeof createPaperForms>;

/** They say nothing of a holder, so one serves all credentials of a badge class version. */
const MOST_PREVIEWS_KEPT = 100;

export function createPaperForms({ publicBadgeClasses, badgePictures }: PaperFormsDeps) {
  const previews = new Map<string, Promise<Buffer>>();

  /** Null where its badge class version is not there. */
  async function makePdf(shared: SharedCredential, openBadge: OpenBadgeCredential): Promise<Buffer | null> {
    const badgeClass = await publicBadgeClasses.findAlone(shared.badgeClassId, shared.badgeClassVersion);
    if (!badgeClass) return null;
    return makeCertificate(presentCertificate(shared, openBadge, await badgePictures.findPng(badgeClass)));
  }

  /** Of a credential or of a badge class: the badge, its title, who gives it. */
  function findPreview(badgeClass: BadgeClass, issuerName: string, language: Language): Promise<Buffer> {
    const { id, version, variant, name } = badgeClass;
    const key = [id, version, language, issuerName].join(' ');
    const known = previews.get(key);
    if (known) return known;
    const drawing = badgePictures.findPng(badgeClass, false).then((badge) =>
      drawPreview({
        badge,
        title: name[language],
        kicker: createTranslator(language)(`variant.${variant}`),
        issuer: issuerName,
      }),
    );
    previews.set(key, drawing);
    drawing.catch(() => previews.delete(key));
    const [oldest] = previews.keys();
    if (previews.size > MOST_PREVIEWS_KEPT && oldest !== undefined) previews.delete(oldest);
    return drawing;
  }

  return { makePdf, findPreview };
}
