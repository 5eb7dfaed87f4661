/**
 * Steps about the message in a token: is it one that we understand, from a deployment of ours, with what it must hold?
 *
 * Source: LTI 1.3 Core §5.3 (required claims), LTI Deep Linking 2.0 §3.4.1 (settings).
 *
 * @module
 */
import { CLAIM, LTI_VERSION, MAX_ID_LENGTH, MESSAGE } from '../claims.js';
import { refuseLaunch, type LaunchStep } from './attempt.js';
import { isPostableAddress, isRecord } from './read-claims.js';

const LAUNCH_MESSAGES = [MESSAGE.resourceLink, MESSAGE.deepLinkingRequest, MESSAGE.submissionReview];

export const version: LaunchStep = {
  name: 'version',
  source: 'LTI 1.3 Core §5.3.2: version is 1.3.0',
  check({ claims }) {
    if (claims[CLAIM.version] === LTI_VERSION) return;
    throw refuseLaunch('launch_version_unsupported', 'the message is not LTI 1.3.0', { status: 400 });
  },
};

export const messageType: LaunchStep = {
  name: 'message-type',
  source:
    'LTI 1.3 Core §5.3.1; LTI Deep Linking 2.0 §3.4.1: one of the messages that this tool registered for',
  check({ claims }) {
    const type = claims[CLAIM.messageType];
    if (LAUNCH_MESSAGES.some((one) => one === type)) return;
    throw refuseLaunch('launch_message_unsupported', 'this tool does not know the message type', {
      status: 400,
    });
  },
};

export const targetLinkUri: LaunchStep = {
  name: 'target-link-uri',
  source: 'LTI 1.3 Core §5.3.4: target_link_uri is the one of the login initiation',
  check({ claims, login }) {
    if (claims[CLAIM.targetLinkUri] === login.targetLinkUri) return;
    throw refuseLaunch('launch_target_wrong', 'target_link_uri is not the one that the login named');
  },
};

export const subject: LaunchStep = {
  name: 'subject',
  source:
    'LTI 1.3 Core §5.3.6.1: sub, at most 255 ASCII characters; a launch without a user has nothing to do here',
  check({ claims }) {
    if (isId(claims['sub'])) return;
    throw refuseLaunch('launch_subject_missing', 'the launch names no user', { status: 400 });
  },
};

export const roles: LaunchStep = {
  name: 'roles',
  source: 'LTI 1.3 Core §5.3.7: roles is required, an array that may be empty',
  check({ claims }) {
    const value = claims[CLAIM.roles];
    if (Array.isArray(value) && value.every((role) => typeof role === 'string')) return;
    throw refuseLaunch('launch_roles_missing', 'roles is not a list of names', { status: 400 });
  },
};

export const resourceLink: LaunchStep = {
  name: 'resource-link',
  source: 'LTI 1.3 Core §5.3.5: a resource link message has resource_link.id, at most 255 ASCII characters',
  check({ claims }) {
    if (claims[CLAIM.messageType] !== MESSAGE.resourceLink) return;
    const link = claims[CLAIM.resourceLink];
    if (isRecord(link) && isId(link['id'])) return;
    throw refuseLaunch('launch_resource_link_missing', 'the launch names no link', { status: 400 });
  },
};

export const forUser: LaunchStep = {
  name: 'for-user',
  source: 'LTI Submission Review 1.0 §3.2: a review message says whose work it is about',
  check({ claims }) {
    if (claims[CLAIM.messageType] !== MESSAGE.submissionReview) return;
    const user = claims[CLAIM.forUser];
    if (isRecord(user) && isId(user['user_id'])) return;
    throw refuseLaunch('launch_for_user_missing', 'the launch does not say whose work to show', {
      status: 400,
    });
  },
};

export const context: LaunchStep = {
  name: 'context',
  source:
    'LTI 1.3 Core §5.4.1: context is optional; its id, when it is there, is at most 255 ASCII characters',
  check({ claims }) {
    const value = claims[CLAIM.context];
    if (value === undefined || value === null) return;
    if (isRecord(value) && isId(value['id'])) return;
    throw refuseLaunch('launch_context_invalid', 'the launch names its course in a way that cannot be kept', {
      status: 400,
    });
  },
};

export const deepLinkingSettings: LaunchStep = {
  name: 'deep-linking-settings',
  source:
    'LTI Deep Linking 2.0 §3.4.1: settings with a return address, accepted types and presentation targets',
  check({ claims }, { allowLoopback }) {
    if (claims[CLAIM.messageType] !== MESSAGE.deepLinkingRequest) return;
    const settings = claims[CLAIM.deepLinkingSettings];
    const isComplete =
      isRecord(settings) &&
      isPostableAddress(settings['deep_link_return_url'], allowLoopback) &&
      isListOfTexts(settings['accept_types']) &&
      isListOfTexts(settings['accept_presentation_document_targets']);
    if (isComplete) return;
    throw refuseLaunch('launch_deep_linking_invalid', 'the deep linking settings are not complete', {
      status: 400,
    });
  },
};

export const deployment: LaunchStep = {
  name: 'deployment',
  source:
    'LTI 1.3 Core §3.1.3, §5.3.3: deployment_id, at most 255 ASCII characters, one that belongs to an institution',
  async check({ claims, registration }, { deployments }) {
    const deploymentId = claims[CLAIM.deploymentId];
    if (!isId(deploymentId)) {
      throw refuseLaunch('launch_deployment_missing', 'the launch names no deployment', { status: 400 });
    }
    const { id, state } = await deployments.sight(registration, deploymentId);
    if (state === 'active') return;
    const code = state === 'waiting' ? 'deployment_waiting' : 'deployment_refused';
    throw refuseLaunch(code, 'no institution has this deployment', {
      status: 403,
      detail: { deploymentRecordId: id },
    });
  },
};

function isId(value: unknown): value is string {
  // Printable ASCII; spaces inside are the platform's affair, spaces alone name nothing.
  return (
    typeof value === 'string' && value.length <= MAX_ID_LENGTH && /^ *[\x21-\x7e][\x20-\x7e]*$/.test(value)
  );
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string');
}
