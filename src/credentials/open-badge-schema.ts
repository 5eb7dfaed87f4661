/**
 * Our own schema of what we sign: as strict as the official one for every member that we emit, and nothing beside them.
 * A credential that does not pass is never signed.
 *
 * Source: OB 3.0 data model; the integration test holds our output against both official schemas.
 * Draft 2019-09, like the official ones.
 *
 * @module
 */
import { Ajv2019, type ErrorObject } from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import { AppError } from '../errors/app-error.js';
import { CREDENTIAL_CONTEXTS, CREDENTIAL_SCHEMA, type OpenBadgeCredential } from './open-badge.js';

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

const profile = closedObject(
  {
    id: { type: 'string', pattern: '^did:web:[^:/#?]+(:[^:/#?]+)*$' },
    type: exactly(['Profile']),
    name: text,
    description: text,
    url: address,
    email: { type: 'string', format: 'email' },
  },
  ['description', 'email'],
);

const achievement = closedObject({
  id: address,
  type: exactly(['Achievement']),
  achievementType: { enum: ['MicroCredential', 'Course', 'CoCurricular'] },
  name: text,
  description: text,
  criteria: closedObject({ narrative: text }),
  image: closedObject({ id: address, type: exactly('Image'), caption: text }),
  inLanguage: { enum: ['nl', 'en'] },
  version: { type: 'string', pattern: '^[1-9]\\d*$' },
});

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

export const OPEN_BADGE_SCHEMA: Schema = {
  $schema: 'https://json-schema.org/draft/2019-09/schema',
  ...closedObject(
    {
      '@context': exactly([...CREDENTIAL_CONTEXTS]),
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
        },
        ['identifier'],
      ),
      credentialSchema: exactly([CREDENTIAL_SCHEMA]),
    },
    ['validUntil'],
  ),
};

const ajv = new Ajv2019({ allErrors: true, strict: true });
formats.default(ajv, ['date-time', 'email', 'uri']);
const validate = ajv.compile<OpenBadgeCredential>(OPEN_BADGE_SCHEMA);

/** Where it differs from the schema, a place and a rule each (`/credentialSubject/id pattern`); empty when it passes. */
export function listSchemaProblems(credential: unknown): string[] {
  return validate(credential) ? [] : (validate.errors ?? []).map(describeProblem);
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
