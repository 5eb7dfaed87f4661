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
  /** Ticked or picked there, not typed: nothing to copy. */
  readonly isChosen?: boolean;
}

type Pair = readonly [field: string, value: string, how?: 'choose'];

export interface CopyGuide {
  /** The page of the LMS that has these fields, and what to choose there. */
  readonly where: string;
  readonly fields: readonly FieldToCopy[];
  /** What the LMS shows afterwards and the tool has to be told: an option of `register` and what it is there. */
  readonly asks: readonly (readonly [option: string, shown: string])[];
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
        where: 'Admin > Apps > Manage > Install a New App, 1.3, Install Method: Enter URL',
        fields: toFields([
          ['JSON URL', `${baseUrl}/lti/canvas.json`],
          ['Manual Entry only: Target Link URI', launchUrl],
          ['Manual Entry only: Redirect URIs', launchUrl],
          ['Manual Entry only: OpenID Connect Initiation Url', loginUrl],
          ['Manual Entry only: JWK Method, Public JWK URL', keysUrl],
          ['Manual Entry only: Privacy Level', 'Public', 'choose'],
          ['Manual Entry only: Custom Fields', listCustom('canvas')],
        ]),
        asks: [
          ['client-id', 'Client ID (a number)'],
          ['deployment-id', 'Deployment ID of the app once it is installed'],
        ],
      };
    case 'brightspace':
      return {
        where: 'Admin Tools > Manage Extensibility > LTI Advantage > Register Tool, Standard',
        fields: toFields([
          ['Name', name],
          ['Domain', baseUrl],
          ['Redirect URLs', launchUrl],
          ['OpenID Connect Login URL', loginUrl],
          ['Target Link URI', launchUrl],
          ['Keyset URL', keysUrl],
          [
            'Extensions',
            'Assignment and Grade Services\nDeep Linking\nNames and Role Provisioning Services\nContext Copy',
            'choose',
          ],
          ['Roles', 'Send Institution Role: on', 'choose'],
          ['Substitution Parameters', listCustom('brightspace')],
          ['Deployment: Extensions', 'the same as of the registration', 'choose'],
          [
            'Deployment: Security Settings',
            'First Name, Last Name, Email, User Id, Username: on\nOrg Unit Information, Link Information: on',
            'choose',
          ],
        ]),
        asks: [
          ['site', 'Issuer (the address of your site)'],
          ['client-id', 'Client Id'],
          ['deployment-id', 'Deployment Id of the deployment'],
        ],
      };
    case 'moodle':
      return {
        where:
          'Site administration > Plugins > Activity modules > External tool > Manage tools > configure a tool manually',
        fields: toFields([
          ['Tool name', name],
          ['Tool URL', launchUrl],
          ['LTI version', 'LTI 1.3', 'choose'],
          ['Public key type', 'Keyset URL', 'choose'],
          ['Public keyset', keysUrl],
          ['Initiate login URL', loginUrl],
          ['Redirection URI(s)', launchUrl],
          ['Custom parameters', listCustom('moodle')],
          ['Supports Deep Linking (Content-Item Message)', 'on', 'choose'],
          ['Content Selection URL', launchUrl],
          [
            'IMS LTI Assignment and Grade Services',
            'Use this service for grade sync and column management',
            'choose',
          ],
          [
            'IMS LTI Names and Role Provisioning',
            'Use this service to retrieve members’ information',
            'choose',
          ],
          ['Share launcher’s name, email with tool', 'Always', 'choose'],
          ['Accept grades from the tool', 'Delegate to teacher', 'choose'],
        ]),
        asks: [
          ['site', 'Platform ID (under “View configuration details”)'],
          ['client-id', 'Client ID'],
          ['deployment-id', 'Deployment ID'],
        ],
      };
    case 'blackboard':
      return {
        where:
          'Developer portal > My Apps > Register, LTI 1.3; then in Learn: Administrator Panel > LTI Tool Providers',
        fields: toFields([
          ['Domain(s)', new URL(baseUrl).host],
          ['Login Initiation URL', loginUrl],
          ['Tool Redirect URL(s)', launchUrl],
          ['Tool JWKS URL', keysUrl],
          ['Signing Algorithm', 'RS256'],
          ['Custom Parameters', listCustom('plain')],
          ['In Learn: User Fields To Send', 'Role in Course, Name, Email Address'],
          ['In Learn: Allow grade service access, Membership Service Access', 'Yes'],
        ]),
        asks: [
          ['client-id', 'Application ID'],
          ['deployment-id', 'Deployment ID that Learn shows'],
        ],
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

function toFields(pairs: readonly Pair[]): FieldToCopy[] {
  return pairs.map(([field, value, how]) => ({ field, value, ...(how && { isChosen: true }) }));
}
