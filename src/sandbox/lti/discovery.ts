/**
 * What a tool reads before it registers, and the keys it verifies launches with.
 *
 * Source: LTI Dynamic Registration 1.0 §2.1 (platform configuration), RFC 7517
 *
 * @module
 */
import { Router } from 'express';
import { AppError } from '../../errors/app-error.js';
import type { Platform } from '../platform.js';
import type { LaunchRules, LmsProfile } from '../profiles/profile.js';
import type { Course, Tool, User } from '../school/state.js';
import { MESSAGE, PLATFORM_CONFIGURATION } from './claims.js';
import { listScopes } from '../notices/notice-rules.js';
import { readBearer } from './registration.js';

export function createDiscoveryRouter(platform: Platform): Router {
  const router = Router();
  const { log, faults, settings, profile } = platform;

  router.get(profile.paths.jwks, log.watch('jwks'), faults.trouble('jwks'), (_req, res) => {
    res.set('Cache-Control', `public, max-age=${settings.jwksMaxAgeSeconds}`);
    res.json({ keys: platform.keys.listPublicJwks() });
  });

  router.get(profile.paths.openidConfiguration, log.watch('openid'), faults.trouble('openid'), (req, res) => {
    if (settings.configurationNeedsToken && !platform.invites.has(readBearer(req) ?? '')) {
      throw new AppError('registration_token_missing', 401, 'send the registration token as bearer');
    }
    res.json(buildConfiguration(platform.baseUrl(), profile));
  });

  return router;
}

function buildConfiguration(baseUrl: string, profile: LmsProfile) {
  const { product, paths, registration, launch, notices } = profile;
  return {
    issuer: baseUrl,
    authorization_endpoint: baseUrl + paths.authorize,
    token_endpoint: baseUrl + paths.token,
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['RS256'],
    jwks_uri: baseUrl + paths.jwks,
    registration_endpoint: baseUrl + paths.registration,
    scopes_supported: ['openid', ...listScopes(profile)],
    response_types_supported: ['id_token'],
    response_modes_supported: ['form_post'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    claims_supported: ['sub', 'iss', 'name', 'given_name', 'family_name', 'email', 'locale'],
    ...registration.configuration(baseUrl),
    [PLATFORM_CONFIGURATION]: {
      product_family_code: product.family,
      version: product.version,
      ...(notices && { notice_types_supported: notices.types }),
      ...registration.platform(baseUrl),
      messages_supported: [
        { type: MESSAGE.resourceLink },
        { type: MESSAGE.deepLinking, placements: registration.placements },
      ],
      variables: [
        'User.id',
        'User.username',
        'Person.sourcedId',
        'Person.name.full',
        'Person.name.given',
        'Person.name.family',
        'Person.email.primary',
        'Context.id',
        'Context.title',
        'Context.label',
        'Context.id.history',
        'CourseSection.sourcedId',
        'ResourceLink.id',
        'ResourceLink.title',
        ...listVariables(launch),
      ],
    },
  };
}

/** Their names do not depend on anybody: nobody in particular is asked for. */
function listVariables({ variables }: LaunchRules): string[] {
  const known = variables({
    user: { nativeId: '', login: '', sourcedId: '', email: '' } as User,
    course: { id: '', history: [] as readonly string[] } as Course,
    tool: { shareEmail: true } as Tool,
    link: null,
  });
  return Object.keys(known);
}
