/**
 * The configuration of the tool as Canvas takes it by address or by paste, where tools are added by hand.
 *
 * Source: Canvas, "Manually configuring LTI Advantage tools"
 * https://developerdocs.instructure.com/services/canvas/external-tools/lti/file.lti_dev_key_config
 *
 * @module
 */
import type { TextKey } from '../../language/catalogue/index.js';
import { LANGUAGES } from '../../language/local-text.js';
import { createTranslator } from '../../language/translate.js';
import { CANVAS_PROFILE } from '../../platforms/canvas.js';
import type { PlatformProfile } from '../../platforms/profile.js';
import { MESSAGE, NOTICE_HANDLERS_SCOPE } from '../claims.js';
import { TOOL_SCOPES } from './tool-configuration.js';

/** The placement that only an LMS of the standard knows. */
const STANDARD_PLACEMENT = 'ContentArea';

export function buildCanvasConfiguration(
  baseUrl: string,
  profile: PlatformProfile = CANVAS_PROFILE,
): Record<string, unknown> {
  const launchUrl = `${baseUrl}/lti/launch`;
  const iconUrl = `${baseUrl}/assets/insigne.svg`;
  const { bridgeParameters, deepLinkingPlacements, resourceLinkPlacements, tellsOfCopies } =
    profile.registration;
  const t = createTranslator('en');

  function place(placement: string, messageType: string, label: TextKey): Record<string, unknown> {
    return {
      placement,
      message_type: messageType,
      target_link_uri: launchUrl,
      text: t(label),
      labels: translate(label),
      icon_url: iconUrl,
      enabled: true,
    };
  }

  return {
    title: t('lti.tool.name'),
    description: t('lti.tool.description'),
    oidc_initiation_url: `${baseUrl}/lti/login`,
    target_link_uri: launchUrl,
    redirect_uris: [launchUrl],
    public_jwk_url: `${baseUrl}/lti/jwks`,
    scopes: tellsOfCopies ? [...TOOL_SCOPES, NOTICE_HANDLERS_SCOPE] : TOOL_SCOPES,
    custom_fields: bridgeParameters,
    extensions: [
      {
        platform: 'canvas.instructure.com',
        domain: new URL(baseUrl).host,
        tool_id: 'insigne',
        // Anonymous otherwise, and then nobody's badge could carry a name.
        privacy_level: 'public',
        settings: {
          text: t('lti.tool.name'),
          labels: translate('lti.tool.name'),
          icon_url: iconUrl,
          placements: [
            ...resourceLinkPlacements.map((placement) => ({
              ...place(placement, MESSAGE.resourceLink, 'lti.tool.name'),
              default: 'disabled',
              visibility: 'members',
            })),
            ...deepLinkingPlacements
              .filter((placement) => placement !== STANDARD_PLACEMENT)
              .map((placement) => place(placement, MESSAGE.deepLinkingRequest, 'lti.tool.add-badge')),
          ],
        },
      },
    ],
  };
}

function translate(key: TextKey): Record<string, string> {
  return Object.fromEntries(LANGUAGES.map((language) => [language, createTranslator(language)(key)]));
}
