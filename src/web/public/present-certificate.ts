/**
 * A credential as its certificate on paper says it: in the language of the badge, from the signed bytes, with what is to be shown
 * beside them.
 *
 * @module
 */
import type { CertificateFacts, CertificateParagraph } from '../../credentials/paper/certificate-pdf.js';
import type { OpenBadgeCredential } from '../../credentials/open-badge.js';
import type { SharedCredential } from '../../credentials/shared-credentials.js';
import { createFormats } from '../../language/format.js';
import type { Language } from '../../language/local-text.js';
import { createTranslator } from '../../language/translate.js';
import { presentCredential } from './present-credential.js';
import type { Block } from './prose.js';

/** OB 3.0 §5.1 for a file of JSON. */
const JSON_FILE_TYPE = 'application/vc+ld+json';

export function presentCertificate(
  shared: SharedCredential,
  openBadge: OpenBadgeCredential,
  badge: Buffer,
): CertificateFacts {
  const language = readLanguage(openBadge);
  const [t, formats] = [createTranslator(language), createFormats(language)];
  const credential = presentCredential(shared, openBadge, { t, formats });
  const { achievement, extras } = credential;
  const facts = [
    { term: t('public.awarded-on'), text: credential.awardedOn },
    ...(credential.validUntil ? [{ term: t('public.valid-until'), text: credential.validUntil }] : []),
    { term: t('public.kind'), text: t(`variant.${credential.variant}`) },
    ...achievement.facts,
    ...(achievement.framework ? [{ term: t('badge.framework'), text: achievement.framework.name }] : []),
    ...extras.results.map(({ name, text }) => ({ term: name, text })),
  ];
  const sections = [
    { heading: t('public.about'), paragraphs: toParagraphs(credential.description) },
    { heading: t('badge.outcomes'), paragraphs: toParagraphs(achievement.outcomes) },
    { heading: t('public.criteria'), paragraphs: toParagraphs(credential.criteria) },
    {
      heading: t('credential.evidence'),
      paragraphs: extras.evidence.map(({ name, url }) => ({
        text: url ? `${name}: ${url}` : name,
        isItem: true,
      })),
    },
  ];
  return {
    language,
    kicker: t('certificate.title'),
    title: credential.title,
    issuerName: credential.issuerName,
    awarded: {
      label: t('certificate.awarded'),
      name: extras.holderName ?? t('certificate.holder-unnamed'),
    },
    facts,
    sections: sections.filter(({ paragraphs }) => paragraphs.length > 0),
    footer: [
      t('certificate.verify'),
      t('certificate.attached'),
      `${t('certificate.reference')}: ${shared.id}`,
    ],
    address: credential.address,
    qrAlternative: t('certificate.qr'),
    badge,
    badgeAlternative: t('public.badge.alt', { title: credential.title }),
    attachment: {
      name: `badge-${shared.id.slice(0, 8)}.json`,
      mediaType: JSON_FILE_TYPE,
      bytes: shared.json,
    },
    issuedAt: new Date(openBadge.validFrom),
  };
}

function readLanguage({ credentialSubject }: OpenBadgeCredential): Language {
  return credentialSubject.achievement.inLanguage === 'en' ? 'en' : 'nl';
}

function toParagraphs(blocks: readonly Block[]): CertificateParagraph[] {
  const join = (runs: readonly { readonly text: string }[]) => runs.map(({ text }) => text).join('');
  return blocks.flatMap((block): CertificateParagraph[] =>
    block.kind === 'paragraph'
      ? [{ text: join(block.runs), isItem: false }]
      : block.items.map((item) => ({ text: join(item), isItem: true })),
  );
}
