/**
 * What an Open Badges 2.0 assertion, badge class and issuer must have, and of what kind; and their ancestors of 1.0 and 1.1,
 * which are still in old pictures.
 *
 * Source: OB 2.0 §Assertion, §BadgeClass, §Profile ("a note on required properties"), §Data Validation; for 1.x the JSON
 * schemas of 1.1. What a document has beyond that is let be: extensions, `@language`, an issuer's own members.
 * Tolerated, because sound issuers write so: an issuer without `email` (1EdTech's own validator lets it pass, and we leave it out
 * where there is none); null for a member that may be absent (edubadges); `verify` for `verification` (the context has both,
 * Moodle writes the first); a day without a time; `hashed` left out.
 * Not here: whether an address holds what it should (ob2-chain.ts), extensions' own schemas, which would have to be fetched.
 *
 * @module
 */
import { Ajv2019, type ValidateFunction } from 'ajv/dist/2019.js';
import { readDate } from './content.js';
import { asList, asText, type JsonObject } from './json.js';

type Schema = Readonly<Record<string, unknown>>;

export type Ob2Part = 'assertion' | 'badgeClass' | 'issuer';
type Generation = '1.x' | '2.0';

const text: Schema = { type: 'string' };
const words: Schema = { type: 'string', pattern: '\\S' };
/** Absolute: with a scheme. Data URIs are among them. */
const iri: Schema = { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9+.-]*:.' };
const moment: Schema = { type: 'string', format: 'moment' };
/** OB 1: seconds since 1970. */
const momentOf1: Schema = { anyOf: [moment, { type: 'integer' }] };

const maybe = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
const oneOrMany = (item: Schema): Schema => ({ anyOf: [item, { type: 'array', items: item }] });

function object(required: readonly string[], properties: Readonly<Record<string, Schema>>): Schema {
  return { type: 'object', required, properties };
}

/** A type among others: as text or in a list. */
const typed = (...names: readonly string[]): Schema => ({
  anyOf: [{ enum: names }, { type: 'array', contains: { enum: names }, items: text }],
});

/** By its address, or written out. */
const node: Schema = { anyOf: [iri, { type: 'object' }] };
const image: Schema = { anyOf: [iri, object(['id'], { id: iri, caption: maybe(text) })] };
const contextName: Schema = {
  type: 'string',
  pattern: '^https?://(?:w3id\\.org/openbadges|openbadgespec\\.org|purl\\.imsglobal\\.org/(?:spec/)?ob)/v2',
};
const context: Schema = {
  anyOf: [
    contextName,
    { type: 'array', contains: contextName, items: { anyOf: [text, { type: 'object' }] } },
  ],
};
const CONTEXT_OF_1 = /^https?:\/\/(?:w3id\.org\/openbadges|openbadgespec\.org)\/v?1/;

const recipient = object(['type', 'identity'], {
  type: words,
  identity: words,
  hashed: maybe({ type: 'boolean' }),
  salt: maybe(text),
});
const evidence = maybe(oneOrMany({ anyOf: [text, { type: 'object' }] }));

const SCHEMAS: Readonly<Record<Generation, Readonly<Record<Ob2Part, Schema>>>> = {
  '2.0': {
    assertion: object(['@context', 'id', 'type', 'recipient', 'badge', 'verification', 'issuedOn'], {
      '@context': context,
      id: iri,
      type: typed('Assertion'),
      recipient,
      badge: node,
      verification: object(['type'], { type: oneOrMany(words), creator: maybe(node) }),
      issuedOn: moment,
      expires: maybe(moment),
      image: maybe(image),
      evidence,
      narrative: maybe(text),
      revoked: maybe({ type: 'boolean' }),
    }),
    badgeClass: object(['@context', 'id', 'type', 'name', 'description', 'image', 'criteria', 'issuer'], {
      '@context': context,
      id: iri,
      type: typed('BadgeClass'),
      name: words,
      description: text,
      image,
      criteria: {
        anyOf: [
          iri,
          // 1EdTech's validator: one of the two must be there.
          {
            ...object([], { id: iri, narrative: text }),
            anyOf: [{ required: ['id'] }, { required: ['narrative'] }],
          },
        ],
      },
      issuer: node,
      // edubadges writes null for a target without an address, so what stands inside is let be.
      alignment: maybe(oneOrMany({ type: 'object' })),
      tags: maybe(oneOrMany(text)),
    }),
    issuer: object(['@context', 'id', 'type', 'name', 'url'], {
      '@context': context,
      id: iri,
      type: typed('Issuer', 'Profile'),
      name: words,
      url: iri,
      email: maybe(text),
      telephone: maybe(text),
      description: maybe(text),
      image: maybe(image),
      publicKey: maybe(oneOrMany(node)),
      revocationList: maybe(node),
      verification: maybe({ anyOf: [iri, { type: 'object' }] }),
    }),
  },
  '1.x': {
    assertion: object(['uid', 'recipient', 'badge', 'verification', 'issuedOn'], {
      uid: { anyOf: [words, { type: 'integer' }] },
      recipient,
      badge: node,
      verification: object(['type'], { type: typed('hosted', 'signed'), url: iri }),
      issuedOn: momentOf1,
      expires: maybe(momentOf1),
      image: maybe(iri),
      evidence,
    }),
    badgeClass: object(['name', 'description', 'image', 'criteria', 'issuer'], {
      name: words,
      description: text,
      image: iri,
      criteria: iri,
      issuer: node,
      tags: maybe(oneOrMany(text)),
    }),
    issuer: object(['name', 'url'], { name: words, url: iri, email: maybe(text), image: maybe(iri) }),
  },
};

/**
 * Whether it has every member that it must have, each of the kind that it must be.
 *
 * @param around - the assertion: it tells of which generation all three are
 */
export function passesOb2Schema(part: Ob2Part, document: JsonObject, around: JsonObject): boolean {
  const generation = readGeneration(around);
  // JSON-LD: the context has both spellings of each.
  const { id = document['@id'], type = document['@type'], verification = document['verify'] } = document;
  return getValidator(generation, part)({ ...document, id, type, verification });
}

/** Without a context it is of 1.0, which had none. */
function readGeneration(assertion: JsonObject): Generation {
  const names = asList(assertion['@context']).map(asText);
  const isOld = names.length === 0 || names.some((name) => name !== null && CONTEXT_OF_1.test(name));
  return isOld ? '1.x' : '2.0';
}

const validators = new Map<string, ValidateFunction>();

/** Compiled at the first question: see `open-badge-schema`. */
function getValidator(generation: Generation, part: Ob2Part): ValidateFunction {
  const key = `${generation} ${part}`;
  const validator = validators.get(key) ?? compile(SCHEMAS[generation][part]);
  validators.set(key, validator);
  return validator;
}

function compile(schema: Schema): ValidateFunction {
  const ajv = new Ajv2019({ allErrors: false, strict: true, strictRequired: false, strictTypes: false });
  ajv.addFormat('moment', (value: string) => readDate(value) !== null);
  return ajv.compile({ $schema: 'https://json-schema.org/draft/2019-09/schema', ...schema });
}
