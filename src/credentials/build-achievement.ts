/**
 * What can be earned, and by whom it is given, as JSON: the same in every credential of a badge class version, and what
 * the public addresses of both answer with.
 *
 * Source: OB 3.0 Achievement, Profile; the places of the EU elements in facts §5.1 and in docs.
 *
 * @module
 */
import type { Alignment, BadgeClass, Grading, Variant } from '../badges/badge-class.js';
import { isEmail, type IssuerProfile } from '../badges/issuer-profile.js';
import type { Language } from '../language/local-text.js';
import type { CredentialAddresses } from './addresses.js';
import { buildExtensionTerms, EXTENDED_TYPE } from './extension-terms.js';
import type { Achievement, AlignmentEntry, Profile, ResultDescription } from './open-badge.js';
import { writeAddress } from './write-address.js';

/** OB 3.0 AchievementType; SURF's profile does not fix it, so these are the nearest of the vocabulary. */
const ACHIEVEMENT_TYPES: Readonly<Record<Variant, Achievement['achievementType']>> = {
  regular: 'Course',
  microcredential: 'MicroCredential',
  'extra-curricular': 'CoCurricular',
};

const EQF_LEVELS = 'https://europass.europa.eu/en/description-eight-eqf-levels';

const WORDS = {
  eqf: { nl: 'EQF-niveau', en: 'EQF level' },
  inscribed: { nl: 'Ingeschaald in het NLQF', en: 'Inscribed in the NLQF' },
  grade: { nl: 'Eindcijfer', en: 'Final grade' },
} as const;

/** Also the public document of a badge class. */
export function buildAchievement(
  badgeClass: BadgeClass,
  language: Language,
  addresses: CredentialAddresses,
): Achievement {
  const name = badgeClass.name[language];
  const id = addresses.badgeClass(badgeClass.id);
  const credits = findCredits(badgeClass);
  const alignment = buildAlignments(badgeClass, language);
  return {
    id,
    type: ['Achievement', EXTENDED_TYPE],
    achievementType: ACHIEVEMENT_TYPES[badgeClass.variant],
    name,
    description: badgeClass.description[language],
    criteria: { narrative: badgeClass.criteria[language] },
    image: { id: addresses.badgeImage(badgeClass.id, badgeClass.version), type: 'Image', caption: name },
    inLanguage: language,
    version: String(badgeClass.version),
    ...(credits !== null && { creditsAvailable: credits }),
    ...(badgeClass.tags.length > 0 && { tag: badgeClass.tags }),
    ...(alignment.length > 0 && { alignment }),
    ...(badgeClass.grading && { resultDescription: [buildGrading(id, badgeClass.grading, language)] }),
    ...buildExtensionTerms(badgeClass, language),
  };
}

/** EC alone are credits; nothing extra-curricular ever has any. */
export function findCredits({ variant, workload }: Pick<BadgeClass, 'variant' | 'workload'>): number | null {
  return variant === 'extra-curricular' ? null : workload.ects;
}

/** The description that `grading` gives, found again by its id. */
export function nameGrading(achievementId: string): string {
  return `${achievementId}#grade`;
}

/** Also the public document of an issuer. Without a site of its own its page here is its `url`: its id is no link. */
export function buildProfile(
  issuer: IssuerProfile,
  language: Language,
  addresses: CredentialAddresses,
): Profile {
  return {
    id: addresses.issuerDid(issuer.id),
    type: ['Profile'],
    name: issuer.name[language],
    ...(issuer.description?.[language] && { description: issuer.description[language] }),
    url: (issuer.url && writeAddress(issuer.url)) ?? addresses.issuer(issuer.id),
    ...(issuer.email && isEmail(issuer.email) && { email: issuer.email }),
    ...(issuer.phone && { phone: issuer.phone }),
    ...(issuer.logo && { image: { id: addresses.issuerLogo(issuer.id), type: 'Image' } }),
    ...(issuer.country && { address: { type: ['Address'], addressCountryCode: issuer.country } }),
    ...(issuer.brin && {
      otherIdentifier: [{ type: 'IdentifierEntry', identifier: issuer.brin, identifierType: 'ext:BRIN' }],
    }),
  };
}

/** Level and quality framework are alignments in SURF's profile; the badge class's own follow. */
function buildAlignments(badgeClass: BadgeClass, language: Language): AlignmentEntry[] {
  const { eqfLevel, isLevelVerified, qualityFramework, alignments } = badgeClass;
  const entries: AlignmentEntry[] = [];
  if (eqfLevel !== null) {
    entries.push({
      type: ['Alignment'],
      targetType: 'ext:EQF',
      targetName: `${WORDS.eqf[language]} ${eqfLevel}`,
      targetCode: String(eqfLevel),
      targetUrl: EQF_LEVELS,
      targetFramework: 'European Qualifications Framework',
      ...(isLevelVerified && { targetDescription: WORDS.inscribed[language] }),
    });
  }
  if (qualityFramework) {
    const description = qualityFramework.description[language];
    entries.push({
      type: ['Alignment'],
      targetType: 'ext:QualityAssurance',
      targetName: qualityFramework.name,
      targetUrl: writeAddress(qualityFramework.url) ?? qualityFramework.url,
      ...(description !== '' && { targetDescription: description }),
    });
  }
  return [...entries, ...alignments.map(buildAlignment)];
}

function buildAlignment(alignment: Alignment): AlignmentEntry {
  const { targetName, targetUrl, targetType, framework, code, description } = alignment;
  return {
    type: ['Alignment'],
    targetName,
    targetUrl: writeAddress(targetUrl) ?? targetUrl,
    ...(targetType && { targetType }),
    ...(framework && { targetFramework: framework }),
    ...(code && { targetCode: code }),
    ...(description && { targetDescription: description }),
  };
}

function buildGrading(
  achievementId: string,
  { scale, passMark }: Grading,
  language: Language,
): ResultDescription {
  const description = {
    id: nameGrading(achievementId),
    type: ['ResultDescription'],
    name: WORDS.grade[language],
  } as const;
  switch (scale) {
    case 'ten-point':
      return {
        ...description,
        resultType: 'ext:ECTSGradeScore',
        valueMin: '1',
        valueMax: '10',
        ...(passMark && { requiredValue: passMark }),
      };
    case 'percent':
      return {
        ...description,
        resultType: 'Percent',
        valueMin: '0',
        valueMax: '100',
        ...(passMark && { requiredValue: passMark }),
      };
    case 'pass-fail':
      return { ...description, resultType: 'Status' };
  }
}
