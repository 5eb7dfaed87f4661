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
import { PATHS } from './addresses.js';
import { MESSAGE, PLATFORM_CONFIGURATION, SERVICE_SCOPES } from './claims.js';
import { PRODUCT, PRODUCT_VERSION } from './messages.js';
import { readBearer } from './registration.js';

export function createDiscoveryRouter(platform: Platform): Router {
  const router = Router();
  const { log, faults, settings } = platform;

  router.get(PATHS.jwks, log.watch('jwks'), faults.trouble('jwks'), (_req, res) => {
    res.set('Cache-Control', `public, max-age=${settings.jwksMaxAgeSeconds}`);
    res.json({ keys: platform.keys.listPublicJwks() });
  });

  router.get(PATHS.openidConfiguration, log.watch('openid'), faults.trouble('openid'), (req, res) => {
    if (settings.configurationNeedsToken && !platform.invites.has(readBearer(req) ?? '')) {
      throw new AppError('registration_token_missing', 401, 'send the registration token as bearer');
    }
    res.json(buildConfiguration(platform.baseUrl()));
  });

  return router;
}

function buildConfiguration(baseUrl: string) {
  return {
    issuer: baseUrl,
    authorization_endpoint: baseUrl + PATHS.authorize,
    token_endpoint: baseUrl + PATHS.token,
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['RS256'],
    jwks_uri: baseUrl + PATHS.jwks,
    registration_endpoint: baseUrl + PATHS.registration,
    scopes_supported: ['openid', ...SERVICE_SCOPES],
    response_types_supported: ['id_token'],
    response_modes_supported: ['form_post'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    claims_supported: ['sub', 'iss', 'name', 'given_name', 'family_name', 'email', 'locale'],
    [PLATFORM_CONFIGURATION]: {
      product_family_code: PRODUCT,
      version: PRODUCT_VERSION,
      messages_supported: [
        { type: MESSAGE.resourceLink },
        { type: MESSAGE.deepLinking, placements: ['ContentArea'] },
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
      ],
    },
  };
}
