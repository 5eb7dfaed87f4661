/**
 * The standard elements of EU Council Recommendation 2022/C 243/02, Annex I (11 mandatory, 5 optional), each with its place
 * in the editor, in OB 3.0, in OB 2.0 with edubadges' extensions, and in ELM 3: one table for the meter, the documents and docs/.
 *
 * Source: SURF's mapping sheet (mapping_edubadges_OBv3_v0.8.1.xlsx), which quotes the Commission; the ELM paths follow the
 * official sample Sample-MC-Annex1-unsigned.jsonld. The wording of the elements is ours.
 * Shapes: `A.` Achievement, `S.` AchievementSubject, `C.` credential, `I.` issuer; `hc` = credentialSubject.hasClaim, `spec` =
 *         hc.specifiedBy (a Qualification).
 *
 * @module
 */
import type { BadgeContent } from './badge-content.js';
import type { IssuerProfile } from './issuer-profile.js';

/** Who says it: the editor of a badge class, the issuer's profile, or the award when it is made. */
export type SaidBy = 'badge-class' | 'issuer' | 'award';

interface EuElementShape {
  readonly id: string;
  readonly isMandatory: boolean;
  readonly saidBy: SaidBy;
  /** Member of `BadgeContent`, of `IssuerProfile` or of the credential. */
  readonly field: string;
  readonly ob3: string;
  readonly ob2: string;
  readonly elm: string;
}

export const EU_ELEMENTS = [
  {
    id: 'learner',
    isMandatory: true,
    saidBy: 'award',
    field: 'the award’s learner',
    ob3: 'S.id, S.identifier[] (salted hashes)',
    ob2: 'recipient (salted hash)',
    elm: 'credentialSubject (Person)',
  },
  {
    id: 'title',
    isMandatory: true,
    saidBy: 'badge-class',
    field: 'name',
    ob3: 'A.name, C.name',
    ob2: 'name',
    elm: 'displayParameter.title, hc.title, spec.title',
  },
  {
    id: 'country',
    isMandatory: true,
    saidBy: 'issuer',
    field: 'country',
    ob3: 'I.address.addressCountryCode',
    ob2: 'issuer extensions:InstitutionCountryExtension',
    elm: 'issuer.location.address.countryCode',
  },
  {
    id: 'awarding-body',
    isMandatory: true,
    saidBy: 'issuer',
    field: 'name, unit',
    ob3: 'C.issuer, A.creator (export)',
    ob2: 'issuer',
    elm: 'hc.awardedBy.awardingBody',
  },
  {
    id: 'date',
    isMandatory: true,
    saidBy: 'award',
    field: 'the award’s date',
    ob3: 'C.validFrom, C.awardedDate',
    ob2: 'issuedOn',
    elm: 'validFrom',
  },
  {
    id: 'learning-outcomes',
    isMandatory: true,
    saidBy: 'badge-class',
    field: 'learningOutcomes, alignments',
    ob3: 'A.learningOutcome (extension), A.alignment[]',
    ob2: 'extensions:LearningOutcomeExtension, alignment[]',
    elm: 'spec.learningOutcome[]',
  },
  {
    id: 'workload',
    isMandatory: true,
    saidBy: 'badge-class',
    field: 'workload',
    ob3: 'A.creditsAvailable, S.creditsEarned (EC); A.ECTS, A.SBU, A.timeInvestment (extension)',
    ob2: 'extensions:ECTSExtension, extensions:StudyLoadExtension, extensions:TimeInvestmentExtension',
    elm: 'spec.creditPoint, spec.volumeOfLearning',
  },
  {
    id: 'level',
    isMandatory: true,
    saidBy: 'badge-class',
    field: 'eqfLevel, isLevelVerified',
    ob3: 'A.alignment[] with targetType ext:EQF',
    ob2: 'extensions:EQFExtension, eqfNlqfLevelVerified',
    elm: 'spec.eqfLevel, spec.nqfLevel',
  },
  {
    id: 'assessment',
    isMandatory: true,
    saidBy: 'badge-class',
    field: 'assessmentTypes',
    ob3: 'A.assessmentType, A.assessmentForm (extension)',
    ob2: 'assessmentType',
    elm: 'hc.provenBy.specifiedBy.dcType',
  },
  {
    id: 'participation',
    isMandatory: true,
    saidBy: 'badge-class',
    field: 'participation',
    ob3: 'A.participationType, A.participationForm (extension)',
    ob2: 'participation',
    elm: 'spec.mode',
  },
  {
    id: 'quality',
    isMandatory: true,
    saidBy: 'badge-class',
    field: 'qualityFramework',
    ob3: 'A.alignment[] with targetType ext:QualityAssurance',
    ob2: 'qualityAssuranceName, qualityAssuranceUrl, qualityAssuranceDescription',
    elm: 'spec.accreditation',
  },
  {
    id: 'prerequisites',
    isMandatory: false,
    saidBy: 'badge-class',
    field: 'prerequisites, targetGroup',
    ob3: 'A.prerequisites, A.targetGroup (extension)',
    ob2: 'extensions:InsigneExtension',
    elm: 'spec.entryRequirement',
  },
  {
    id: 'supervision',
    isMandatory: false,
    saidBy: 'badge-class',
    field: 'isSupervised, isIdentityChecked',
    ob3: 'A.supervisionType, A.identityChecked (extension)',
    ob2: 'assessmentSupervised, assessmentIdVerified',
    elm: 'hc.provenBy.idVerification',
  },
  {
    id: 'grade',
    isMandatory: false,
    saidBy: 'award',
    field: 'grading; the grade itself as the learner allows',
    ob3: 'A.resultDescription[], S.result[]',
    ob2: 'extensions:InsigneExtension',
    elm: 'hc.provenBy.grade, hc.provenBy.specifiedBy.gradingScheme',
  },
  {
    id: 'stackability',
    isMandatory: false,
    saidBy: 'badge-class',
    field: 'isStackable',
    ob3: 'A.integrationOptions (extension)',
    ob2: 'stackable',
    elm: 'spec.isPartialQualification, hc.hasPart',
  },
  {
    id: 'further-information',
    isMandatory: false,
    saidBy: 'badge-class',
    field: 'description, criteria, tags, image',
    ob3: 'A.description, A.criteria.narrative, A.tag[], A.image',
    ob2: 'description, criteria.narrative, tags, image',
    elm: 'spec.additionalNote, spec.supplementaryDocument',
  },
] as const satisfies readonly EuElementShape[];

export type EuElementId = (typeof EU_ELEMENTS)[number]['id'];

export type ElementState = 'stated' | 'missing' | 'when-awarded';

export interface ElementReading {
  readonly id: EuElementId;
  readonly isMandatory: boolean;
  readonly saidBy: SaidBy;
  readonly state: ElementState;
}

/**
 * How much of the standard elements is described. It says nothing of recognition: describing an element certifies nothing.
 */
export interface Completeness {
  readonly elements: readonly ElementReading[];
  /** Of the mandatory ones that can be said before somebody earns it. */
  readonly stated: number;
  readonly of: number;
}

type Said = { readonly content: BadgeContent; readonly issuer: IssuerProfile | null };

const hasText = (text: { readonly nl: string; readonly en: string }) =>
  text.nl.trim() !== '' || text.en.trim() !== '';

const IS_STATED: Readonly<Partial<Record<EuElementId, (said: Said) => boolean>>> = {
  title: ({ content }) => hasText(content.name),
  country: ({ issuer }) => issuer !== null && issuer.country !== '',
  'awarding-body': ({ issuer }) => issuer !== null && hasText(issuer.name),
  'learning-outcomes': ({ content }) => hasText(content.learningOutcomes),
  workload: ({ content: { workload } }) =>
    workload.ects !== null || workload.sbu !== null || workload.hours !== null,
  level: ({ content }) => content.eqfLevel !== null,
  assessment: ({ content }) => content.assessmentTypes.length > 0,
  participation: ({ content }) => content.participation.length > 0,
  quality: ({ content: { qualityFramework } }) =>
    qualityFramework !== null && qualityFramework.name !== '' && qualityFramework.url !== '',
  prerequisites: ({ content }) => hasText(content.prerequisites) || hasText(content.targetGroup),
  // Both are said by yes and no; only a check of identity without anybody who supervises has no word in Annex I.
  supervision: ({ content }) => content.isSupervised || !content.isIdentityChecked,
  stackability: () => true,
  'further-information': ({ content }) => hasText(content.description),
};

export function readCompleteness(content: BadgeContent, issuer: IssuerProfile | null): Completeness {
  const elements = EU_ELEMENTS.map(({ id, isMandatory, saidBy }): ElementReading => {
    const isStated = IS_STATED[id];
    const state = !isStated ? 'when-awarded' : isStated({ content, issuer }) ? 'stated' : 'missing';
    return { id, isMandatory, saidBy, state };
  });
  const asked = elements.filter(({ isMandatory, state }) => isMandatory && state !== 'when-awarded');
  return {
    elements,
    stated: asked.filter(({ state }) => state === 'stated').length,
    of: asked.length,
  };
}
