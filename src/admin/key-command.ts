/**
 * The keys of an issuer: which there are, new ones, and one that somebody else may have used.
 *
 * @module
 */
import { readCompromisedFrom } from '../credentials/compromised-from.js';
import type { Context } from '../context.js';
import { AppError } from '../errors/app-error.js';
import {
  ACTOR,
  flag,
  need,
  optional,
  table,
  text,
  UsageError,
  type Command,
  type Values,
} from './command.js';

const CHANGES = ['rotate', 'compromised', 'rs256', 'es256'] as const;

interface ListedKey {
  readonly kid: string;
  readonly algorithm: string;
  readonly createdAt: string;
  readonly retiredAt: string | null;
  readonly compromisedFrom: string | null;
}

export const keyCommand: Command = {
  summary: 'list the keys of an issuer; new ones; one that somebody else may have used',
  help: [
    '(nothing)                      list them, oldest first',
    '--rotate                       new keys sign; what the old ones signed goes on verifying',
    '--compromised KID --from DATE  what it signed from then on does not verify any more; a new key signs',
    '                               DATE: YYYY-MM-DD (from midnight in Amsterdam) or YYYY-MM-DDTHH:MM:SSZ',
    '                               the date may move back later, never forward',
    '--rs256 | --es256              what the compact form is signed with; some verifiers take RS256 alone',
    '[--issuer ID]                  where the institution has more than one',
  ],
  options: { rotate: flag, compromised: text, from: text, rs256: flag, es256: flag, issuer: text },
  async run(context, values) {
    const { institution, issuerKeys } = context;
    const asked = CHANGES.filter((name) => values[name] !== undefined);
    if (asked.length > 1) throw new UsageError('one change at a time');
    if (values['from'] !== undefined && asked[0] !== 'compromised')
      throw new UsageError('--from goes with --compromised');
    const issuerId = await chooseIssuer(context, values);
    const [change] = asked;
    let kid: string | null = null;
    if (change === 'rotate') kid = await issuerKeys.rotate(institution.id, issuerId, ACTOR);
    else if (change === 'compromised') kid = await markCompromised(context, issuerId, values);
    else if (change) {
      const algorithm = change === 'rs256' ? 'RS256' : 'ES256';
      kid = await issuerKeys.chooseJwtAlgorithm(institution.id, issuerId, algorithm, ACTOR);
    }
    const keys = await issuerKeys.list(institution.id, issuerId);
    return {
      issuerId,
      ...(change && { change, kid }),
      keys: keys.map(({ kid, algorithm, createdAt, retiredAt, compromisedAt }) => ({
        kid,
        algorithm,
        createdAt: createdAt.toISOString(),
        retiredAt: retiredAt?.toISOString() ?? null,
        compromisedFrom: compromisedAt?.toISOString() ?? null,
      })),
    };
  },
  present({ change, kid, keys }) {
    const done =
      change === 'compromised'
        ? [`What ${String(kid)} signed from the date shown does not verify any more.`]
        : change
          ? [`Signing the compact form with ${String(kid)} from now on.`]
          : [];
    const lines = (keys as readonly ListedKey[]).map((key) => ({
      kid: key.kid,
      algorithm: key.algorithm,
      since: `since ${key.createdAt}`,
      until: key.retiredAt === null ? 'signs' : `until ${key.retiredAt}`,
      from: key.compromisedFrom === null ? '' : `compromised from ${key.compromisedFrom}`,
    }));
    return [...done, table(lines, 'No key yet: the first credential makes them.')].join('\n');
  },
};

async function chooseIssuer({ institution, issuers }: Context, values: Values): Promise<string> {
  const wanted = optional(values, 'issuer');
  if (wanted !== null) return (await issuers.get(institution.id, wanted)).id;
  await issuers.ensureFirst(institution);
  const all = await issuers.list(institution.id);
  const [only] = all;
  if (only && all.length === 1) return only.id;
  const names = all.map(({ id, name }) => `  ${id}  ${name.en}`);
  throw new UsageError(['there is more than one issuer, say which with --issuer:', ...names].join('\n'));
}

async function markCompromised(
  { institution, issuerKeys }: Context,
  issuerId: string,
  values: Values,
): Promise<string> {
  const kid = need(values, 'compromised');
  const from = need(values, 'from');
  const key = (await issuerKeys.list(institution.id, issuerId)).find((one) => one.kid === kid);
  if (!key) throw new AppError('issuer_key_not_found', 404, 'no such key of this issuer: "key" lists them');
  const moment = readCompromisedFrom(from, key.createdAt);
  if (!moment) throw new UsageError('--from takes YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ');
  await issuerKeys.markCompromised(institution.id, kid, moment, ACTOR);
  return kid;
}
