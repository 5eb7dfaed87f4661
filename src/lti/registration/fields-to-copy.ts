/**
 * What an administrator copies into the pages of an LMS that does not register tools by itself, in the words of those pages.
 *
 * Source: the administration pages of Canvas, Brightspace, Moodle (5.1) and Blackboard; facts/LMS-AND-PEERS.md A.1, A.3,
 * facts/MOODLE.md 2. The words on pages of hosted LMSs change: the values are what matters.
 *
 * @module
 */
import { createTranslator } from '../../language/translate.js';
import type { LmsName } from '../../platforms/known-lms.js';
import { findProfile, type ProfileName } from '../../platforms/profile.js';

export interface FieldToCopy {
  readonly field: string;
  readonly value: string;
}

export interface CopyGuide {
  readonly fields: readonly FieldToCopy[];
  /** What the LMS shows afterwards and the tool has to be told. */
  readonly asks: string;
}

export function buildCopyGuide(lms: LmsName, baseUrl: string): CopyGuide {
  const t = createTranslator('en');
  const launchUrl = `${baseUrl}/lti/launch`;
  const loginUrl = `${baseUrl}/lti/login`;
  const keysUrl = `${baseUrl}/lti/jwks`;
  const name = t('lti.tool.name');
  switch (lms) {
    case 'canvas':
      return {
        fields: toFields([
          ['Admin > Developer Keys > + LTI Key', 'Method: Enter URL'],
          ['JSON URL', `${baseUrl}/lti/canvas.json`],
          ['Redirect URIs', launchUrl],
          ['Or by hand: Target Link URI', launchUrl],
          ['OpenID Connect Initiation Url', loginUrl],
          ['JWK Method: Public JWK URL', keysUrl],
          ['Privacy Level', 'Public'],
          ['Custom Fields', listCustom('canvas')],
        ]),
        asks: 'the client id (the number of the key), and the deployment id of the app once it is installed',
      };
    case 'brightspace':
      return {
        fields: toFields([
          ['Admin Tools > Manage Extensibility > LTI Advantage', 'Register Tool, Standard'],
          ['Name', name],
          ['Domain', baseUrl],
          ['Redirect URLs', launchUrl],
          ['OpenID Connect Login URL', loginUrl],
          ['Target Link URI', launchUrl],
          ['Keyset URL', keysUrl],
          [
            'Extensions',
            'Assignment and Grade Services, Deep Linking, Names and Role Provisioning Services, Context Copy',
          ],
          ['Roles', 'Send Institution Role: on'],
          ['Substitution Parameters', listCustom('brightspace')],
          ['Deployment: Extensions', 'the same'],
          ['Deployment: Security Settings', 'First Name, Last Name, Email, User Id, Username: on'],
        ]),
        asks: 'the client id, the address of your site as issuer, and the deployment id of the deployment',
      };
    case 'moodle':
      return {
        fields: toFields([
          ['Site administration > Plugins > External tool > Manage tools', 'Configure a tool manually'],
          ['Tool name', name],
          ['Tool URL', launchUrl],
          ['LTI version', 'LTI 1.3'],
          ['Public key type', 'Keyset URL'],
          ['Public keyset', keysUrl],
          ['Initiate login URL', loginUrl],
          ['Redirection URI(s)', launchUrl],
          ['Custom parameters', listCustom('moodle')],
          ['Supports Deep Linking (Content-Item Message)', 'on'],
          ['Content Selection URL', launchUrl],
          ['IMS LTI Assignment and Grade Services', 'Use this service for grade sync and column management'],
          ['IMS LTI Names and Role Provisioning', 'Use this service to retrieve members’ information'],
          ['Share launcher’s name, email with tool', 'Always'],
          ['Accept grades from the tool', 'Delegate to teacher'],
        ]),
        asks: 'the client id, the address of your site as platform id, and the deployment id (all under “View configuration details”)',
      };
    case 'blackboard':
      return {
        fields: toFields([
          ['Developer portal > My Apps > Register', 'LTI 1.3'],
          ['Domain(s)', new URL(baseUrl).host],
          ['Login Initiation URL', loginUrl],
          ['Tool Redirect URL(s)', launchUrl],
          ['Tool JWKS URL', keysUrl],
          ['Signing Algorithm', 'RS256'],
          ['Custom Parameters', listCustom('plain')],
          ['In Learn: User Fields To Send', 'Role in Course, Name, Email Address'],
          ['In Learn: Allow grade service access, Membership Service Access', 'Yes'],
        ]),
        asks: 'the client id (application id), and the deployment id that Learn shows',
      };
  }
}

/** For an LMS whose pages nobody here knows: in the words of the standard. */
export function buildPlainFields(baseUrl: string): readonly FieldToCopy[] {
  return toFields([
    ['Tool name', createTranslator('en')('lti.tool.name')],
    ['Target link URI', `${baseUrl}/lti/launch`],
    ['Initiate login URL', `${baseUrl}/lti/login`],
    ['Redirect URI', `${baseUrl}/lti/launch`],
    ['Deep linking URL', `${baseUrl}/lti/launch`],
    ['Public keyset URL', `${baseUrl}/lti/jwks`],
    ['Custom parameters', listCustom('plain')],
  ]);
}

/** One `name=variable` a line, as these pages take them. */
function listCustom(profile: ProfileName): string {
  const { bridgeParameters } = findProfile({ profile }).registration;
  return Object.entries(bridgeParameters)
    .map(([name, variable]) => `${name}=${variable}`)
    .join('\n');
}

function toFields(pairs: readonly (readonly [string, string])[]): FieldToCopy[] {
  return pairs.map(([field, value]) => ({ field, value }));
}
