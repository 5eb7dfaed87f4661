/**
 * The literals of LTI messages, each written once.
 *
 * Source: LTI 1.3 Core §5.3, §5.4 https://www.imsglobal.org/spec/lti/v1p3/; LTI Deep Linking 2.0 §3.4, §4
 * https://www.imsglobal.org/spec/lti-dl/v2p0/; LTI AGS 2.0 §3.1, LTI NRPS 2.0 §3.6.
 * Not here: scopes and media types of the services (ags/ags-scopes.ts, nrps/nrps-scopes.ts).
 *
 * @module
 */

const CORE = 'https://purl.imsglobal.org/spec/lti/claim/';
const DEEP_LINKING = 'https://purl.imsglobal.org/spec/lti-dl/claim/';

export const CLAIM = {
  messageType: `${CORE}message_type`,
  version: `${CORE}version`,
  deploymentId: `${CORE}deployment_id`,
  targetLinkUri: `${CORE}target_link_uri`,
  resourceLink: `${CORE}resource_link`,
  roles: `${CORE}roles`,
  context: `${CORE}context`,
  custom: `${CORE}custom`,
  launchPresentation: `${CORE}launch_presentation`,
  lis: `${CORE}lis`,
  /** Submission review: whose work is to be looked at. Source: LTI Submission Review 1.0 §3.2. */
  forUser: `${CORE}for_user`,
  /** Notices. Source: LTI Platform Notification Service 1.0. */
  notice: `${CORE}notice`,
  originContexts: `${CORE}origin_contexts`,
  noticeService: `${CORE}platformnotificationservice`,
  deepLinkingSettings: `${DEEP_LINKING}deep_linking_settings`,
  contentItems: `${DEEP_LINKING}content_items`,
  deepLinkingMessage: `${DEEP_LINKING}msg`,
  deepLinkingLog: `${DEEP_LINKING}log`,
  deepLinkingErrorMessage: `${DEEP_LINKING}errormsg`,
  deepLinkingErrorLog: `${DEEP_LINKING}errorlog`,
  deepLinkingData: `${DEEP_LINKING}data`,
  agsEndpoint: 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint',
  namesRoleService: 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice',
} as const;

export const MESSAGE = {
  resourceLink: 'LtiResourceLinkRequest',
  deepLinkingRequest: 'LtiDeepLinkingRequest',
  deepLinkingResponse: 'LtiDeepLinkingResponse',
  submissionReview: 'LtiSubmissionReviewRequest',
} as const;

export const LTI_VERSION = '1.3.0';

/** LTI Core §5.3.3, §5.3.6.1, §5.3.5: ids are at most 255 ASCII characters. */
export const MAX_ID_LENGTH = 255;

/** The custom parameter in which a badge link carries the key of its mapping. */
export const MAPPING_PARAMETER = 'insigne_mapping';

/** The custom parameter in which a student's own credential travels as homework: a reference that only this tool makes. */
export const SUBMISSION_PARAMETER = 'insigne_credential';

/** Lets a tool say where it wants notices. Source: LTI Platform Notification Service 1.0. */
export const NOTICE_HANDLERS_SCOPE = 'https://purl.imsglobal.org/spec/lti/scope/noticehandlers';

/** The notice that a course was made from another. Source: LTI Context Copy Notice 1.0. */
export const CONTEXT_COPY = 'LtiContextCopyNotice';

/** What a launch says of the platform's notices. */
export interface NoticeServiceClaim {
  readonly url: string;
  readonly types: readonly string[];
  readonly scopes: readonly string[];
}

/** Dynamic registration: members of the two configuration documents. Source: LTI Dynamic Registration 1.0 §2.1, §2.2. */
export const PLATFORM_CONFIGURATION = 'https://purl.imsglobal.org/spec/lti-platform-configuration';
export const TOOL_CONFIGURATION = 'https://purl.imsglobal.org/spec/lti-tool-configuration';
