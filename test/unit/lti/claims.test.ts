import { expect, it } from 'vitest';
import {
  CLAIM,
  LTI_VERSION,
  MAPPING_PARAMETER,
  MESSAGE,
  PLATFORM_CONFIGURATION,
  TOOL_CONFIGURATION,
} from '../../../src/lti/claims.js';

/** Written out once more, in full: a typing error in one of the two places shows. */
it('has the literals of the specifications', () => {
  expect(CLAIM).toEqual({
    messageType: 'https://purl.imsglobal.org/spec/lti/claim/message_type',
    version: 'https://purl.imsglobal.org/spec/lti/claim/version',
    deploymentId: 'https://purl.imsglobal.org/spec/lti/claim/deployment_id',
    targetLinkUri: 'https://purl.imsglobal.org/spec/lti/claim/target_link_uri',
    resourceLink: 'https://purl.imsglobal.org/spec/lti/claim/resource_link',
    roles: 'https://purl.imsglobal.org/spec/lti/claim/roles',
    context: 'https://purl.imsglobal.org/spec/lti/claim/context',
    custom: 'https://purl.imsglobal.org/spec/lti/claim/custom',
    launchPresentation: 'https://purl.imsglobal.org/spec/lti/claim/launch_presentation',
    lis: 'https://purl.imsglobal.org/spec/lti/claim/lis',
    forUser: 'https://purl.imsglobal.org/spec/lti/claim/for_user',
    notice: 'https://purl.imsglobal.org/spec/lti/claim/notice',
    noticeService: 'https://purl.imsglobal.org/spec/lti/claim/platformnotificationservice',
    originContexts: 'https://purl.imsglobal.org/spec/lti/claim/origin_contexts',
    deepLinkingSettings: 'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings',
    contentItems: 'https://purl.imsglobal.org/spec/lti-dl/claim/content_items',
    deepLinkingMessage: 'https://purl.imsglobal.org/spec/lti-dl/claim/msg',
    deepLinkingLog: 'https://purl.imsglobal.org/spec/lti-dl/claim/log',
    deepLinkingErrorMessage: 'https://purl.imsglobal.org/spec/lti-dl/claim/errormsg',
    deepLinkingErrorLog: 'https://purl.imsglobal.org/spec/lti-dl/claim/errorlog',
    deepLinkingData: 'https://purl.imsglobal.org/spec/lti-dl/claim/data',
    agsEndpoint: 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint',
    namesRoleService: 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice',
  });
  expect(MESSAGE).toEqual({
    resourceLink: 'LtiResourceLinkRequest',
    deepLinkingRequest: 'LtiDeepLinkingRequest',
    deepLinkingResponse: 'LtiDeepLinkingResponse',
    submissionReview: 'LtiSubmissionReviewRequest',
  });
  expect(LTI_VERSION).toBe('1.3.0');
  expect(PLATFORM_CONFIGURATION).toBe('https://purl.imsglobal.org/spec/lti-platform-configuration');
  expect(TOOL_CONFIGURATION).toBe('https://purl.imsglobal.org/spec/lti-tool-configuration');
  // Badge links in courses carry it: it can never change.
  expect(MAPPING_PARAMETER).toBe('insigne_mapping');
});
