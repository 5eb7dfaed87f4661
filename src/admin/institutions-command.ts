/**
 * The institutions on this server, and how one looks.
 *
 * @module
 */
import type { Institution } from '../institutions/institution.js';
import type { InstitutionLook } from '../institutions/institution-service.js';
import { LANGUAGES, parseLanguage, type Language } from '../language/local-text.js';
import { drawLogo } from '../web/console/read-logo.js';
import {
  ACTOR,
  flag,
  needAll,
  optional,
  table,
  text,
  UsageError,
  type Command,
  type Json,
  type Values,
} from './command.js';
import { readNamedFile } from './read-named-file.js';

export const institutionsCommand: Command = {
  summary: 'list the institutions on this server, add one, or change how one looks',
  help: [
    '(nothing)                                             list them; --of ID makes any command work on one',
    '--create --name-nl TEXT --name-en TEXT [--language nl|en]',
    '--color #27408b | --no-color                          of the institution at hand; contrast is made right by itself',
    '--language nl|en                                      what it writes in where nobody chose',
    '--logo FILE | --no-logo                               a PNG or a JPEG',
    '--teachers-draft yes|no                               whether teachers may draft badges',
  ],
  options: {
    create: flag,
    'name-nl': text,
    'name-en': text,
    language: text,
    color: text,
    'no-color': flag,
    logo: text,
    'no-logo': flag,
    'teachers-draft': text,
  },
  async run(context, values) {
    const { institutions, institution } = context;
    if (values['create']) {
      const names = needAll(values, ['name-nl', 'name-en']);
      const language = readLanguage(values) ?? 'nl';
      const made = await institutions.create(
        { name: { nl: names['name-nl'], en: names['name-en'] }, language },
        ACTOR,
      );
      await context.furnishInstitution(made);
      return { institutions: [describe(made)] };
    }
    const look = await readLook(values);
    if (Object.keys(look).length > 0) await institutions.change(institution.id, look, ACTOR);
    const mayDraft = readYesNo(values, 'teachers-draft');
    if (mayDraft !== null) await institutions.letTeachersDraft(institution.id, mayDraft, ACTOR);
    if (Object.keys(look).length > 0 || mayDraft !== null) {
      const changed = await institutions.find(institution.id);
      return { institutions: changed ? [describe(changed)] : [] };
    }
    return { institutions: (await institutions.list()).map(describe) };
  },
  present: (result) => table(result['institutions'], ''),
};

async function readLook(values: Values): Promise<InstitutionLook> {
  const color = optional(values, 'color');
  const file = optional(values, 'logo');
  const language = readLanguage(values);
  return {
    ...(language && { language }),
    ...((color ?? values['no-color']) && { color }),
    ...((file ?? values['no-logo']) && {
      logo: file === null ? null : drawLogo(await readNamedFile('logo', file)),
    }),
  };
}

function readLanguage(values: Values): Language | null {
  const given = optional(values, 'language');
  const language = parseLanguage(given);
  if (given !== null && !language) throw new UsageError(`--language is one of ${LANGUAGES.join(', ')}`);
  return language;
}

function readYesNo(values: Values, name: string): boolean | null {
  const given = optional(values, name);
  if (given === null) return null;
  if (given !== 'yes' && given !== 'no') throw new UsageError(`--${name} is yes or no`);
  return given === 'yes';
}

function describe({ id, name, language }: Institution): Json {
  return { id, language, nl: name.nl, en: name.en };
}
