/**
 * Registration: the page that an LMS opens when somebody who administers it adds this tool, and the configuration that
 * Canvas reads where tools are added by hand.
 *
 * @module
 */
import { Router } from 'express';
import { AppError } from '../errors/app-error.js';
import { createTranslator } from '../language/translate.js';
import { buildCanvasConfiguration } from '../lti/registration/canvas-configuration.js';
import type { DynamicRegistration } from '../lti/registration/dynamic-registration.js';
import { nameLms } from '../platforms/lms-name.js';
import { findProfile } from '../platforms/profile.js';
import { renderPage } from './page.js';
import { readParams } from './read-params.js';
import { readReaderLanguage } from './reader-language.js';
import { openToFrames } from './security-headers.js';

export interface RegistrationRouterDeps {
  readonly config: { readonly baseUrl: string };
  readonly dynamicRegistration: DynamicRegistration;
}

const LIMITS = { invite: 128, openid_configuration: 2_000, registration_token: 8_192 } as const;

export function createRegistrationRouter({
  config: { baseUrl },
  dynamicRegistration,
}: RegistrationRouterDeps): Router {
  const router = Router();

  router.get('/lti/register', openToFrames, async (req, res) => {
    const { invite, openid_configuration, registration_token } = readParams(req.query, LIMITS);
    if (!invite) throw new AppError('invite_unusable', 403, 'registering needs an invite');
    if (!openid_configuration) {
      throw new AppError(
        'registration_opened_by_hand',
        400,
        'an LMS opens this address, with its configuration',
      );
    }
    const { registration, deployment, continueUrl } = await dynamicRegistration.register({
      invite,
      openidConfiguration: openid_configuration,
      registrationToken: registration_token || null,
    });
    const language = readReaderLanguage(req);
    renderPage(
      res,
      'lti/registered',
      {
        language,
        title: createTranslator(language)('lti.registered.title'),
        kind: 'frame',
        scripts: ['close-registration.js'],
      },
      {
        name: nameLms(registration) ?? registration.name,
        nextStep: `lti.registered.${findProfile(registration).registration.nextStep}`,
        continueUrl,
        isDeploymentKnown: deployment !== null,
      },
    );
  });

  // By address and by paste: Canvas's servers fetch it, an administrator's browser shows it.
  router.get('/lti/canvas.json', (_req, res) => {
    res
      .set('Access-Control-Allow-Origin', '*')
      .set('Cache-Control', 'no-cache')
      .json(buildCanvasConfiguration(baseUrl));
  });

  return router;
}
