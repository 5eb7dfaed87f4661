/**
 * What the tool asks a platform for when it registers.
 *
 * Names and e-mail addresses are asked for because a credential is made out to somebody; the LMS's own ids, so that connections
 * made later find what was placed before. What an LMS does not announce is not asked for: some refuse the whole then.
 *
 * Source: LTI Dynamic Registration 1.0 (tool configuration, messages) https://www.imsglobal.org/spec/lti-dr/v1p0/; OpenID
 * Connect Dynamic Client Registration 1.0 §2, §2.1 (names in several languages).
 *
 * @module
 */
import { createTranslator } from '../../language/translate.js';
import { LANGUAGES } from '../../language/local-text.js';
import type { TextKey } from '../../language/catalogue/index.js';
import type { PlatformProfile } from '../../platforms/profile.js';
import { LINE_ITEM_READ_SCOPE, LINE_ITEM_SCOPE, RESULT_READ_SCOPE, SCORE_SCOPE } from '../ags/ags-scopes.js';
import { CONTEXT_COPY, MESSAGE, NOTICE_HANDLERS_SCOPE, TOOL_CONFIGURATION } from '../claims.js';
import { MEMBERSHIP_READ_SCOPE } from '../nrps/nrps-scopes.js';
import type { PlatformConfiguration } from './platform-configuration.js';

/** Moodle grants reading of line items only to whoever asks for it by name, besides managing them. */
export const TOOL_SCOPES = [
  LINE_ITEM_SCOPE,
  LINE_ITEM_READ_SCOPE,
  RESULT_READ_SCOPE,
  SCORE_SCOPE,
  MEMBERSHIP_READ_SCOPE,
];

const CLAIMS = ['iss', 'sub', 'name', 'given_name', 'family_name', 'email', 'locale'];

export function buildToolConfiguration(
  baseUrl: string,
  platform: Pick<PlatformConfiguration, 'scopes' | 'messages' | 'variables' | 'noticeTypes'>,
  profile: PlatformProfile,
): Record<string, unknown> {
  const launchUrl = `${baseUrl}/lti/launch`;
  return {
    application_type: 'web',
    response_types: ['id_token'],
    grant_types: ['implicit', 'client_credentials'],
    initiate_login_uri: `${baseUrl}/lti/login`,
    redirect_uris: [launchUrl],
    jwks_uri: `${baseUrl}/lti/jwks`,
    token_endpoint_auth_method: 'private_key_jwt',
    ...localised('client_name', 'lti.tool.name'),
    logo_uri: `${baseUrl}/assets/insigne.svg`,
    client_uri: baseUrl,
    scope: [
      ...TOOL_SCOPES.filter((scope) => platform.scopes?.includes(scope) ?? true),
      ...(tellsOfCopies(platform) ? [NOTICE_HANDLERS_SCOPE] : []),
    ].join(' '),
    [TOOL_CONFIGURATION]: {
      // With its port: Moodle compares it with the host of target_link_uri.
      domain: new URL(baseUrl).host,
      target_link_uri: launchUrl,
      ...localised('description', 'lti.tool.description'),
      custom_parameters: pickBridges(profile, platform.variables),
      claims: CLAIMS,
      ...profile.registration.toolMembers,
      messages: [
        ...offer(platform, MESSAGE.resourceLink, profile.registration.resourceLinkPlacements, {
          target_link_uri: launchUrl,
          ...localised('label', 'lti.tool.name'),
          ...profile.registration.resourceLinkMembers,
        }),
        ...offer(platform, MESSAGE.deepLinkingRequest, profile.registration.deepLinkingPlacements, {
          target_link_uri: launchUrl,
          ...localised('label', 'lti.tool.add-badge'),
        }),
      ],
    },
  };
}

/** Asked for only where it is announced: copies are found at their first launch, too. */
function tellsOfCopies({
  scopes,
  noticeTypes,
}: Pick<PlatformConfiguration, 'scopes' | 'noticeTypes'>): boolean {
  return scopes === null ? noticeTypes.includes(CONTEXT_COPY) : scopes.includes(NOTICE_HANDLERS_SCOPE);
}

/** English under the plain name, then each language under its own: `label#nl`. */
function localised(member: string, key: TextKey): Record<string, string> {
  const byLanguage = LANGUAGES.map((language) => [`${member}#${language}`, createTranslator(language)(key)]);
  return {
    [member]: createTranslator('en')(key),
    ...(Object.fromEntries(byLanguage) as Record<string, string>),
  };
}

/** A platform that lists its variables gets only those; `$` is not part of their names there. */
function pickBridges(
  { registration: { bridgeParameters } }: PlatformProfile,
  variables: readonly string[] | null,
): Record<string, string> {
  const known = variables?.map((name) => name.replace(/^\$/, ''));
  return Object.fromEntries(
    Object.entries(bridgeParameters).filter(([, variable]) => known?.includes(variable.slice(1)) ?? true),
  );
}

/** The message when the platform sends it; places are named only where it announced them. */
function offer(
  { messages }: Pick<PlatformConfiguration, 'messages'>,
  type: string,
  wanted: readonly string[],
  members: Readonly<Record<string, unknown>>,
): Record<string, unknown>[] {
  const announced = messages?.filter((message) => message.type === type);
  if (announced?.length === 0) return [];
  const placements = wanted.filter((one) => announced?.some((message) => message.placements.includes(one)));
  return [{ type, ...members, ...(placements.length > 0 && { placements }) }];
}
