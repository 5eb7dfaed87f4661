/**
 * Registering an LMS by hand on the command line, and what can be changed about a registration afterwards.
 *
 * @module
 */
import type { Context } from '../context.js';
import { parseUrl } from '../http/parse-url.js';
import { buildCopyGuide } from '../lti/registration/fields-to-copy.js';
import { findEndpoints, getKnownLms, isLmsName, LMS_NAMES, type LmsName } from '../platforms/known-lms.js';
import { isProfileName, PROFILE_NAMES, type ProfileName } from '../platforms/profile.js';
import type { Registration } from '../platforms/registration.js';
import {
  ACTOR,
  list,
  need,
  optional,
  table,
  text,
  UsageError,
  type Command,
  type Json,
  type Values,
} from './command.js';

export const registerCommand: Command = {
  summary: 'register an LMS by hand, or change a registration',
  help: [
    '(nothing)                    what an LMS wants to know of this tool, and which LMSs are registered',
    `--lms NAME                   the fields to copy into it: ${LMS_NAMES.join(', ')}`,
    '--lms NAME --client-id ID [--site URL] [--deployment-id ID]',
    '                             register it; --site is needed where each school has its own',
    '--issuer URL --client-id ID --authorization-url URL --token-url URL --jwks-url URL',
    '  [--token-audience TEXT] [--name TEXT] [--deployment-id ID]',
    '                             register any other; with --lms they take the place of what is known of that LMS',
    '--service-hosts HOST,…       hosts of its services beside these: a school’s own name for a hosted LMS',
    `--profile NAME               how it is treated, when it is not as --lms says: ${PROFILE_NAMES.join(', ')}`,
    '--id ID --profile NAME       treat a registered one otherwise',
    '--disable ID | --enable ID   refuse its launches and leave it alone, or no longer; nothing is lost',
    '--delete ID                  forget it; says what stays',
  ],
  options: {
    lms: text,
    site: text,
    issuer: text,
    'client-id': text,
    'authorization-url': text,
    'token-url': text,
    'token-audience': text,
    'jwks-url': text,
    'service-hosts': text,
    name: text,
    'deployment-id': text,
    profile: text,
    id: text,
    disable: text,
    enable: text,
    delete: text,
  },
  run: runRegister,
  present: presentRegister,
};

async function runRegister(context: Context, values: Values): Promise<Json> {
  const { config, institution, registrations } = context;
  const tool = describeTool(config.baseUrl);
  const profile = readProfile(values);
  for (const [option, isEnabled] of [
    ['disable', false],
    ['enable', true],
  ] as const) {
    const id = optional(values, option);
    if (id) return { registration: await registrations.change(institution.id, id, { isEnabled }, ACTOR) };
  }
  const deleted = optional(values, 'delete');
  if (deleted) return { deleted, kept: await deleteRegistration(context, deleted) };
  const id = optional(values, 'id');
  if (id) {
    if (!profile) throw new UsageError('--profile is missing');
    return { registration: await registrations.change(institution.id, id, { profile }, ACTOR) };
  }
  const lms = readLms(values);
  if (!optional(values, 'client-id')) {
    // Somebody who typed an address wants to register, and forgot the rest.
    if (optional(values, 'issuer') ?? optional(values, 'site')) need(values, 'client-id');
    if (lms) return { tool, lms, guide: buildCopyGuide(lms, config.baseUrl) };
    return { tool, registrations: (await registrations.list(institution.id)).map(describeRegistration) };
  }
  return { registration: await registerByHand(context, values, lms, profile), tool };
}

function registerByHand(
  { institution, registrations }: Context,
  values: Values,
  lms: LmsName | null,
  profile: ProfileName | null,
): Promise<Registration> {
  const clientId = need(values, 'client-id');
  const site = optional(values, 'site')?.replace(/\/+$/, '') ?? null;
  const known = lms && findEndpoints(lms, site ?? optional(values, 'issuer'), clientId);
  if (lms && !known && !optional(values, 'issuer'))
    throw new UsageError(
      `--site is missing: the address of your ${lms}, for example https://${lms}.school.example`,
    );
  const issuer = optional(values, 'issuer') ?? known?.issuer ?? need(values, 'issuer');
  const serviceHosts = optional(values, 'service-hosts');
  const tokenUrl = optional(values, 'token-url') ?? known?.tokenUrl ?? need(values, 'token-url');
  return registrations.registerByHand(
    institution.id,
    {
      issuer,
      clientId,
      authorizationUrl:
        optional(values, 'authorization-url') ?? known?.authorizationUrl ?? need(values, 'authorization-url'),
      tokenUrl,
      tokenAudience: optional(values, 'token-audience') ?? tokenUrl,
      jwksUrl: optional(values, 'jwks-url') ?? known?.jwksUrl ?? need(values, 'jwks-url'),
      name: optional(values, 'name') ?? parseUrl(issuer)?.host ?? issuer,
      deploymentId: optional(values, 'deployment-id'),
      ...(lms && { productFamily: getKnownLms(lms).productFamily }),
      ...(profile && { profile }),
      ...(serviceHosts && { serviceHosts: serviceHosts.split(',').map((host) => host.trim()) }),
    },
    ACTOR,
  );
}

/** What a deleted registration leaves behind, counted while it can still be told whose it is. */
async function deleteRegistration(
  { institution, registrations, stores }: Context,
  id: string,
): Promise<Json> {
  const all = await stores.courses.list(institution.id);
  const courses = all.filter(({ registrationId }) => registrationId === id);
  const awards = await Promise.all(
    courses.map((course) => stores.awards.listByCourse(institution.id, course.id)),
  );
  await registrations.remove(institution.id, id, ACTOR);
  return { courses: courses.length, awards: awards.flat().length };
}

function presentRegister(result: Json): string {
  if ('deleted' in result) {
    const { courses, awards } = result['kept'] as { courses: number; awards: number };
    return [
      `Forgotten. Its launches are refused from now on.`,
      `Kept: ${courses} courses with their mappings, ${awards} awards; every credential goes on verifying.`,
    ].join('\n');
  }
  const guide = result['guide'] as ReturnType<typeof buildCopyGuide> | undefined;
  if (guide) {
    return [
      `Where: ${guide.where}`,
      '',
      ...guide.fields.map(({ field, value }) => `${field}\n    ${value.replaceAll('\n', '\n    ')}`),
      '',
      'Then register it with what it shows:',
      ...guide.asks.map(([option, shown]) => `  --${option.padEnd(14)} ${shown}`),
      '',
      `npm run admin -- register --lms ${String(result['lms'])} ${guide.asks.map(([option]) => `--${option} …`).join(' ')}`,
    ].join('\n');
  }
  const registration = result['registration'] as Registration | undefined;
  const known = result['registrations'] as readonly Json[] | undefined;
  return [
    ...(registration
      ? [
          `Registered: ${registration.name} (${registration.id}), treated as ${registration.profile}${registration.isEnabled ? '' : ', switched off'}.`,
        ]
      : []),
    ...(known?.length === 0 ? ['Nothing registered yet.'] : []),
    ...(known && known.length > 0 ? [table(known, '')] : []),
    ...(result['tool'] ? ['The LMS asks for:', list(result['tool'])] : []),
  ].join('\n');
}

function readLms(values: Values): LmsName | null {
  const name = optional(values, 'lms');
  if (name === null || isLmsName(name)) return name;
  throw new UsageError(`--lms is one of ${LMS_NAMES.join(', ')}`);
}

function readProfile(values: Values): ProfileName | null {
  const name = optional(values, 'profile');
  if (name === null || isProfileName(name)) return name;
  throw new UsageError(`--profile is one of ${PROFILE_NAMES.join(', ')}`);
}

function describeTool(baseUrl: string): Json {
  return {
    loginUrl: `${baseUrl}/lti/login`,
    launchUrl: `${baseUrl}/lti/launch`,
    keysUrl: `${baseUrl}/lti/jwks`,
    canvasUrl: `${baseUrl}/lti/canvas.json`,
  };
}

function describeRegistration({ id, name, issuer, clientId, profile, isEnabled }: Registration): Json {
  return { id, state: isEnabled ? 'enabled' : 'disabled', profile, name, issuer, clientId };
}
