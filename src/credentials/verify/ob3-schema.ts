/**
 * The schema that anybody's Open Badges 3.0 credential must pass: what the official one asks of it, in both of its forms (one
 * value or a list of one), for VC 2.0 and for VC 1.1. What it does not know may stand beside: the official one lets it.
 *
 * Source: OB 3.0 §B and Appendix E; written from the data model, a test holds it against the official files' verdicts.
 * Not here: the closed schema of what we sign ourselves (../open-badge-schema.ts), JSON-LD (contexts.ts).
 *
 * @module
 */
import { Ajv2019, type ValidateFunction } from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import { asList, hasType, isObject, readId, type JsonObject } from './json.js';

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string' };
/** The official pattern of a date and time: with its zone. */
const moment: Schema = { type: 'string', format: 'date-time' };

const oneOrMany = (item: Schema): Schema => ({
  anyOf: [{ ...item }, { type: 'array', items: item }],
});

/** A type among others: as text or in a list. */
const typed = (...names: readonly string[]): Schema => ({
  anyOf: [{ enum: names }, { type: 'array', contains: { enum: names }, items: text }],
});

const orExtension = (names: readonly string[]): Schema => ({
  anyOf: [{ enum: names }, { type: 'string', pattern: '^(ext:)[a-zA-Z0-9._|-]+$' }],
});

function object(required: readonly string[], properties: Readonly<Record<string, Schema>>): Schema {
  return { type: 'object', required, properties };
}

function closed(required: readonly string[], properties: Readonly<Record<string, Schema>>): Schema {
  return { ...object(required, properties), additionalProperties: false };
}

const ACHIEVEMENT_TYPES = (
  'Achievement ApprenticeshipCertificate Assessment Assignment AssociateDegree Award Badge BachelorDegree ' +
  'Certificate CertificateOfCompletion Certification CommunityService Competency Course CoCurricular Degree Diploma ' +
  'DoctoralDegree Fieldwork GeneralEducationDevelopment JourneymanCertificate LearningProgram License Membership ' +
  'ProfessionalDoctorate QualityAssuranceCredential MasterCertificate MasterDegree MicroCredential ' +
  'ResearchDoctorate SecondarySchoolDiploma'
).split(' ');
const RESULT_TYPES = (
  'GradePointAverage LetterGrade Percent PerformanceLevel PredictedScore RawScore Result RubricCriterion ' +
  'RubricCriterionLevel RubricScore ScaledScore Status'
).split(' ');
const RESULT_STATES = 'Completed Enrolled Failed InProgress OnHold Provisional Withdrew'.split(' ');
const ALIGNMENT_TARGETS =
  'ceasn:Competency ceterms:Credential CFItem CFRubric CFRubricCriterion CFRubricCriterionLevel CTDL'.split(
    ' ',
  );
const IDENTIFIER_TYPES = (
  'name sourcedId systemId productId userName accountId emailAddress nationalIdentityNumber isbn issn lisSourcedId ' +
  'oneRosterSourcedId sisSourcedId ltiContextId ltiDeploymentId ltiToolId ltiPlatformId ltiUserId identifier'
).split(' ');

const image = closed(['id', 'type'], { id: text, type: { const: 'Image' }, caption: text });
const identifierEntry = closed(['type', 'identifier', 'identifierType'], {
  type: { const: 'IdentifierEntry' },
  identifier: text,
  identifierType: orExtension(IDENTIFIER_TYPES),
});
const identityObject = closed(['type', 'hashed', 'identityHash', 'identityType'], {
  type: { const: 'IdentityObject' },
  hashed: { type: 'boolean' },
  identityHash: text,
  identityType: orExtension(IDENTIFIER_TYPES),
  salt: text,
});
const alignment = object(['type', 'targetName', 'targetUrl'], {
  type: typed('Alignment'),
  targetName: text,
  targetUrl: text,
  targetCode: text,
  targetDescription: text,
  targetFramework: text,
  targetType: orExtension(ALIGNMENT_TARGETS),
});
const profile = object(['id', 'type'], {
  id: text,
  type: typed('Profile'),
  name: text,
  url: text,
  phone: text,
  description: text,
  email: text,
  image,
  address: object(['type'], {
    type: typed('Address'),
    addressCountry: text,
    addressCountryCode: text,
    addressRegion: text,
    addressLocality: text,
    streetAddress: text,
    postalCode: text,
  }),
  otherIdentifier: oneOrMany(identifierEntry),
  official: text,
});
const resultDescription = object(['id', 'type', 'name', 'resultType'], {
  id: text,
  type: typed('ResultDescription'),
  name: text,
  resultType: orExtension(RESULT_TYPES),
  allowedValue: oneOrMany(text),
  requiredLevel: text,
  requiredValue: text,
  valueMin: text,
  valueMax: text,
  alignment: oneOrMany(alignment),
  rubricCriterionLevel: oneOrMany(
    object(['id', 'type', 'name'], {
      id: text,
      type: typed('RubricCriterionLevel'),
      name: text,
      level: text,
      points: text,
    }),
  ),
});
const result = object(['type'], {
  type: typed('Result'),
  achievedLevel: text,
  resultDescription: text,
  value: text,
  status: { enum: RESULT_STATES },
  alignment: oneOrMany(alignment),
});
const achievement = object(['id', 'type', 'criteria', 'description', 'name'], {
  id: text,
  type: typed('Achievement'),
  name: text,
  description: text,
  // 1EdTech's validator: one of the two must be there.
  criteria: {
    ...object([], { id: text, narrative: text }),
    anyOf: [{ required: ['id'] }, { required: ['narrative'] }],
  },
  achievementType: orExtension(ACHIEVEMENT_TYPES),
  alignment: oneOrMany(alignment),
  creator: profile,
  creditsAvailable: { type: 'number' },
  fieldOfStudy: text,
  humanCode: text,
  image,
  inLanguage: text,
  otherIdentifier: oneOrMany(identifierEntry),
  related: oneOrMany(object(['id', 'type'], { id: text, type: typed('Related') })),
  resultDescription: oneOrMany(resultDescription),
  specialization: text,
  tag: oneOrMany(text),
  version: text,
});
const subject: Schema = {
  ...object(['type', 'achievement'], {
    id: text,
    type: typed('AchievementSubject'),
    identifier: oneOrMany(identityObject),
    achievement,
    activityStartDate: moment,
    activityEndDate: moment,
    creditsEarned: { type: 'number' },
    image,
    licenseNumber: text,
    narrative: text,
    result: oneOrMany(result),
    role: text,
    source: profile,
    term: text,
  }),
  // Whose it is: OB 3.0 §9.1.
  anyOf: [{ required: ['id'] }, { required: ['identifier'] }],
};
const evidence = object(['type'], {
  id: text,
  type: typed('Evidence'),
  narrative: text,
  name: text,
  description: text,
  genre: text,
  audience: text,
});
const status = object(['type'], { id: text, type: text });
const identified = object(['id', 'type'], { id: text, type: text });

const OB3_SCHEMA: Schema = {
  $schema: 'https://json-schema.org/draft/2019-09/schema',
  ...object(['@context', 'id', 'type', 'issuer', 'credentialSubject'], {
    '@context': { type: 'array', minItems: 2 },
    id: text,
    type: {
      type: 'array',
      items: text,
      allOf: [
        { contains: { const: 'VerifiableCredential' } },
        { contains: { enum: ['OpenBadgeCredential', 'AchievementCredential'] } },
      ],
    },
    name: text,
    description: text,
    image,
    issuer: profile,
    validFrom: moment,
    validUntil: moment,
    issuanceDate: moment,
    expirationDate: moment,
    awardedDate: moment,
    credentialSubject: { anyOf: [subject, { type: 'array', minItems: 1, maxItems: 1, items: subject }] },
    credentialSchema: oneOrMany(identified),
    // VC 2.0 takes several, which the official schema does not.
    credentialStatus: {
      anyOf: [status, { type: 'array', minItems: 1, items: status }],
    },
    refreshService: identified,
    termsOfUse: oneOrMany(object(['type'], { id: text, type: text })),
    evidence: oneOrMany(evidence),
    proof: oneOrMany(
      object(['type'], { type: text, created: moment, proofValue: text, verificationMethod: text }),
    ),
  }),
  anyOf: [{ required: ['validFrom'] }, { required: ['issuanceDate'] }],
};

let validate: ValidateFunction | null = null;

/** Whether it has every member that a credential must have, each of the kind that it must be. */
export function passesOb3Schema(credential: JsonObject): boolean {
  validate ??= compile();
  return validate(credential);
}

/** The official one, as a list or tolerant, for VC 2.0 alone or for both. */
const OFFICIAL_SCHEMA =
  /^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/schema\/json(?:-ld)?\/ob_v3p0_(?:any)?achievementcredential_schema\.json$/;
const SCHEMA_TYPES = ['1EdTechJsonSchemaValidator2019', 'JsonSchema'];

/**
 * Whether every schema that it names is the official one. Another is not fetched: whoever writes a schema decides how much work it
 * is to compile and to match, so what it asks stays unchecked.
 */
export function namesOfficialSchemas(credential: JsonObject): boolean {
  return asList(credential['credentialSchema']).every(
    (one) =>
      isObject(one) &&
      OFFICIAL_SCHEMA.test(readId(one) ?? '') &&
      SCHEMA_TYPES.some((type) => hasType(one, type)),
  );
}

/** At the first question: see `open-badge-schema`. */
function compile(): ValidateFunction {
  const ajv = new Ajv2019({ allErrors: false, strict: true, strictRequired: false, strictTypes: false });
  formats.default(ajv, ['date-time']);
  return ajv.compile(OB3_SCHEMA);
}
