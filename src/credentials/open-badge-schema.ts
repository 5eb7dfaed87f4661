/**
 * Our own schema of what we sign: as strict as the official one for every member that we emit, and nothing beside them.
 * A credential that does not pass is never signed.
 *
 * Source: OB 3.0 data model; the integration test holds our output against both official schemas.
 * Draft 2019-09, like the official ones.
 *
 * @module
 */
import { Ajv2019, type ErrorObject, type ValidateFunction } from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import { AppError } from '../errors/app-error.js';
import { ASSESSMENT_TYPES, PARTICIPATION_FORMS } from '../badges/badge-content.js';
import { RESULT_TYPES } from './claims.js';
import {
  ASSESSMENT_VALUES,
  EXTENDED_TYPE,
  INTEGRATION_VALUES,
  PARTICIPATION_VALUES,
  SUPERVISION_VALUES,
  type ExtensionTerms,
} from './extension-terms.js';
import {
  CREDENTIAL_CONTEXTS,
  CREDENTIAL_SCHEMA,
  RESULT_STATUSES,
  SIGNED_CONTEXTS,
  type OpenBadgeCredential,
} from './open-badge.js';

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string', minLength: 1 };
const address: Schema = { type: 'string', format: 'uri', pattern: '^https?://' };
/** Without leap seconds: dates here cannot hold one, so nobody could be shown it. */
const seconds: Schema = {
  type: 'string',
  format: 'date-time',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:[0-5]\\dZ$',
};

function closedObject(
  properties: Readonly<Record<string, Schema>>,
  optional: readonly string[] = [],
): Schema {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
    additionalProperties: false,
  };
}

function exactly(value: unknown): Schema {
  return { const: value };
}

const identityObject = closedObject({
  type: exactly('IdentityObject'),
  hashed: exactly(true),
  identityHash: { type: 'string', pattern: '^sha256\\$[0-9a-f]{64}$' },
  identityType: { enum: ['name', 'emailAddress'] },
  salt: { type: 'string', pattern: '^[0-9a-f]{32}$' },
});

function oneOf(...values: readonly unknown[]): Schema {
  return { enum: values };
}

/** At least one; an empty list is left out instead. */
function listOf(items: Schema, maxItems = 100): Schema {
  return { type: 'array', minItems: 1, maxItems, items };
}

const profile = closedObject(
  {
    id: { type: 'string', pattern: '^did:web:[^:/#?]+(:[^:/#?]+)*$' },
    type: exactly(['Profile']),
    name: text,
    description: text,
    url: address,
    email: { type: 'string', format: 'email' },
    phone: text,
    image: closedObject({ id: address, type: exactly('Image') }),
    address: closedObject({
      type: exactly(['Address']),
      addressCountryCode: { type: 'string', pattern: '^[A-Z]{2}$' },
    }),
    otherIdentifier: listOf(
      closedObject({
        type: exactly('IdentifierEntry'),
        identifier: text,
        identifierType: exactly('ext:BRIN'),
      }),
    ),
  },
  ['description', 'email', 'phone', 'image', 'address', 'otherIdentifier'],
);

const alignment = closedObject(
  {
    type: exactly(['Alignment']),
    targetName: text,
    targetUrl: address,
    targetType: {
      type: 'string',
      pattern:
        '^(ceasn:Competency|ceterms:Credential|CFItem|CFRubric|CFRubricCriterion|CFRubricCriterionLevel|CTDL|ext:[a-zA-Z0-9._-]+)$',
    },
    targetFramework: text,
    targetCode: text,
    targetDescription: text,
  },
  ['targetType', 'targetFramework', 'targetCode', 'targetDescription'],
);

/** A place in the achievement's own document. */
const fragment: Schema = { type: 'string', format: 'uri', pattern: '^https?://.+#.' };

const resultDescription = closedObject(
  {
    id: fragment,
    type: exactly(['ResultDescription']),
    name: text,
    resultType: { enum: [...RESULT_TYPES] },
    allowedValue: listOf(text),
    requiredValue: text,
    valueMin: text,
    valueMax: text,
  },
  ['allowedValue', 'requiredValue', 'valueMin', 'valueMax'],
);

/** One of the two, and a status where its description asks for one (OB 3.0 Result); our builder sees to which. */
const result: Schema = {
  ...closedObject(
    {
      type: exactly(['Result']),
      resultDescription: fragment,
      value: text,
      status: { enum: [...RESULT_STATUSES] },
    },
    ['value', 'status'],
  ),
  minProperties: 3,
  maxProperties: 3,
};

const evidence = closedObject(
  {
    id: address,
    type: exactly(['Evidence']),
    name: text,
    description: text,
    narrative: text,
    genre: text,
  },
  ['id', 'description', 'narrative', 'genre'],
);

/** Credits, hours: never negative, never nothing. */
const amount: Schema = { type: 'number', exclusiveMinimum: 0, maximum: 100_000 };

const extensionTerms: Readonly<Record<keyof ExtensionTerms, Schema>> = {
  assessmentType: oneOf(...ASSESSMENT_VALUES),
  assessmentForm: listOf(oneOf(...ASSESSMENT_TYPES)),
  participationType: oneOf(...PARTICIPATION_VALUES),
  participationForm: listOf(oneOf(...PARTICIPATION_FORMS)),
  supervisionType: oneOf(...SUPERVISION_VALUES),
  identityChecked: { type: 'boolean' },
  ECTS: amount,
  SBU: amount,
  timeInvestment: amount,
  educationProgramIdentifier: listOf(text),
  learningOutcome: text,
  integrationOptions: oneOf(...INTEGRATION_VALUES),
  prerequisites: text,
  targetGroup: text,
};

const achievement = closedObject(
  {
    id: address,
    type: oneOf(['Achievement', EXTENDED_TYPE], ['Achievement']),
    achievementType: { enum: ['MicroCredential', 'Course', 'CoCurricular'] },
    name: text,
    description: text,
    criteria: closedObject({ narrative: text }),
    image: closedObject({ id: address, type: exactly('Image'), caption: text }),
    inLanguage: { enum: ['nl', 'en'] },
    version: { type: 'string', pattern: '^[1-9]\\d*$' },
    creditsAvailable: amount,
    tag: listOf(text),
    alignment: listOf(alignment),
    resultDescription: listOf(resultDescription),
    ...extensionTerms,
  },
  ['creditsAvailable', 'tag', 'alignment', 'resultDescription', ...Object.keys(extensionTerms)],
);

const statusEntry = closedObject({
  id: fragment,
  type: exactly('BitstringStatusListEntry'),
  statusPurpose: exactly('revocation'),
  statusListIndex: { type: 'string', pattern: '^(0|[1-9]\\d*)$' },
  statusListCredential: address,
});

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

export const OPEN_BADGE_SCHEMA: Schema = {
  $schema: 'https://json-schema.org/draft/2019-09/schema',
  ...closedObject(
    {
      // The shorter one is of credentials issued before there were extension terms.
      '@context': oneOf([...SIGNED_CONTEXTS], [...CREDENTIAL_CONTEXTS]),
      id: address,
      type: exactly(['VerifiableCredential', 'OpenBadgeCredential']),
      name: text,
      issuer: profile,
      validFrom: seconds,
      validUntil: seconds,
      awardedDate: seconds,
      credentialSubject: closedObject(
        {
          id: { type: 'string', pattern: `^urn:uuid:${uuid}$` },
          type: exactly(['AchievementSubject']),
          identifier: { type: 'array', minItems: 1, maxItems: 2, items: identityObject },
          achievement,
          creditsEarned: amount,
          result: listOf(result),
        },
        ['identifier', 'creditsEarned', 'result'],
      ),
      evidence: listOf(evidence),
      credentialSchema: exactly([CREDENTIAL_SCHEMA]),
      credentialStatus: statusEntry,
    },
    ['validUntil', 'evidence', 'credentialStatus'],
  ),
};

let compiled: ValidateFunction<OpenBadgeCredential> | null = null;

/** Compiled at the first question: it takes as long as loading a quarter of the program, and most command lines never ask. */
function validate(credential: unknown): readonly ErrorObject[] {
  if (compiled === null) {
    const ajv = new Ajv2019({ allErrors: true, strict: true });
    formats.default(ajv, ['date-time', 'email', 'uri']);
    compiled = ajv.compile<OpenBadgeCredential>(OPEN_BADGE_SCHEMA);
  }
  return compiled(credential) ? [] : (compiled.errors ?? []);
}

/** Where it differs from the schema, a place and a rule each (`/credentialSubject/id pattern`); empty when it passes. */
export function listSchemaProblems(credential: unknown): string[] {
  return validate(credential).map(describeProblem);
}

/**
 * @throws {AppError} `credential_invalid` - names the places, never the values
 */
export function assertOpenBadge(credential: unknown): asserts credential is OpenBadgeCredential {
  const problems = listSchemaProblems(credential);
  if (problems.length > 0) {
    throw new AppError('credential_invalid', 500, 'the credential does not pass its schema', {
      problems: problems.slice(0, 10).join('; '),
    });
  }
}

function describeProblem(error: ErrorObject): string {
  const params = error.params as Readonly<Record<string, unknown>>;
  const member = params['missingProperty'] ?? params['additionalProperty'];
  const place = typeof member === 'string' ? `${error.instancePath}/${member}` : error.instancePath || '/';
  return `${place} ${error.keyword}`;
}
