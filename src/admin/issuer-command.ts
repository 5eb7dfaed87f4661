/**
 * Issuers: the organisations in whose name credentials are signed.
 *
 * @module
 */
import type { Context } from '../context.js';
import { UNSTATED_ISSUER, type IssuerFields, type IssuerProfile } from '../badges/issuer-profile.js';
import {
  ACTOR,
  flag,
  optional,
  table,
  text,
  UsageError,
  type Command,
  type Json,
  type Values,
} from './command.js';
import { readNamedFile } from './read-named-file.js';

const TEXTS = ['url', 'email', 'phone', 'contact', 'brin'] as const;
const FIELDS = [
  'name-nl',
  'name-en',
  'description-nl',
  'description-en',
  ...TEXTS,
  'country',
  'unit',
  'logo',
];

export const issuerCommand: Command = {
  summary: 'list the issuers; add one, or change one',
  help: [
    '(nothing)                           list them, oldest first',
    '--create --name-nl TEXT --name-en TEXT',
    '--id ID                             change one; what is not said stays as it is',
    '  [--name-nl TEXT --name-en TEXT] [--description-nl TEXT --description-en TEXT] [--url ADDRESS] [--email ADDRESS]',
    '  [--phone TEXT] [--contact TEXT] [--brin CODE] [--country NL] [--unit institution|faculty] [--logo FILE | --no-logo]',
    'What was issued keeps what it was issued under; keys: "key".',
  ],
  options: {
    create: flag,
    id: text,
    'no-logo': flag,
    ...Object.fromEntries(FIELDS.map((name) => [name, text])),
  },
  async run(context, values) {
    const { institution, issuers, issuerKeys } = context;
    const id = optional(values, 'id');
    if (values['create'] && id !== null) throw new UsageError('--create or --id, not both');
    if (values['create']) {
      const blank = { ...UNSTATED_ISSUER, name: { nl: '', en: '' } };
      const made = await issuers.create(institution.id, await readFields(context, blank, values), ACTOR);
      await issuerKeys.ensureSigningKey(institution.id, made.id);
      return { issuers: [describe(made)] };
    }
    if (id !== null) {
      const fields = await readFields(context, await issuers.get(institution.id, id), values);
      return { issuers: [describe(await issuers.change(institution.id, id, fields, ACTOR))] };
    }
    if (FIELDS.some((name) => values[name] !== undefined))
      throw new UsageError('say which with --id, or --create');
    await issuers.ensureFirst(institution);
    return { issuers: (await issuers.list(institution.id)).map(describe) };
  },
  present: (result) => table(result['issuers'], ''),
};

async function readFields(
  { institution, pictures }: Context,
  before: IssuerFields,
  values: Values,
): Promise<IssuerFields> {
  const { name, description, url, email, phone, contact, brin, languages } = before;
  const texts = { url, email, phone, contact, brin };
  const given = (option: string, known: string | null): string | null => {
    const value = values[option];
    return typeof value === 'string' ? value.trim() || null : known;
  };
  const told = {
    nl: given('description-nl', description?.nl ?? null) ?? '',
    en: given('description-en', description?.en ?? null) ?? '',
  };
  const unit = given('unit', before.unit);
  if (unit !== 'institution' && unit !== 'faculty') throw new UsageError('--unit is institution or faculty');
  const file = optional(values, 'logo');
  const logo =
    file === null ? before.logo : await pictures.take(institution.id, await readNamedFile('logo', file));
  return {
    name: { nl: given('name-nl', name.nl) ?? '', en: given('name-en', name.en) ?? '' },
    description: told.nl + told.en === '' ? null : told,
    ...(Object.fromEntries(TEXTS.map((one) => [one, given(one, texts[one])])) as typeof texts),
    country: given('country', before.country)?.toUpperCase() ?? '',
    unit,
    languages,
    logo: values['no-logo'] ? null : logo,
  };
}

function describe({ id, name, unit, country, url, email, logo }: IssuerProfile): Json {
  return {
    id,
    nl: name.nl,
    en: name.en,
    unit,
    country,
    url: url ?? '',
    email: email ?? '',
    logo: logo?.id ?? '',
  };
}
