/**
 * Words of the specifications, each written once.
 *
 * Source: LTI 1.3 Core https://www.imsglobal.org/spec/lti/v1p3/ , LTI Deep Linking 2.0 https://www.imsglobal.org/spec/lti-dl/v2p0 ,
 * LTI AGS 2.0 https://www.imsglobal.org/spec/lti-ags/v2p0/ , LTI NRPS 2.0 https://www.imsglobal.org/spec/lti-nrps/v2p0 ,
 * LTI Dynamic Registration 1.0 https://www.imsglobal.org/spec/lti-dr/v1p0 ,
 * LTI Platform Notification Service 1.0 https://www.imsglobal.org/spec/lti-pns/v1p0/main
 *
 * @module
 */

const LTI = 'https://purl.imsglobal.org/spec/lti/claim';
const DEEP_LINKING = 'https://purl.imsglobal.org/spec/lti-dl/claim';

export const CLAIM = {
  messageType: `${LTI}/message_type`,
  version: `${LTI}/version`,
  deploymentId: `${LTI}/deployment_id`,
  targetLinkUri: `${LTI}/target_link_uri`,
  resourceLink: `${LTI}/resource_link`,
  roles: `${LTI}/roles`,
  context: `${LTI}/context`,
  toolPlatform: `${LTI}/tool_platform`,
  launchPresentation: `${LTI}/launch_presentation`,
  lis: `${LTI}/lis`,
  custom: `${LTI}/custom`,
  noticeService: `${LTI}/platformnotificationservice`,
  notice: `${LTI}/notice`,
  originContexts: `${LTI}/origin_contexts`,
  deepLinkingSettings: `${DEEP_LINKING}/deep_linking_settings`,
  contentItems: `${DEEP_LINKING}/content_items`,
  data: `${DEEP_LINKING}/data`,
  message: `${DEEP_LINKING}/msg`,
  errorMessage: `${DEEP_LINKING}/errormsg`,
  ags: 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint',
  nrps: 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice',
} as const;

/** Who and what this was in LTI 1.1 (LTI 1.3 migration guide). */
export const LTI11_CLAIM = `${LTI}/lti1p1`;

export const LTI_VERSION = '1.3.0';

export const MESSAGE = {
  resourceLink: 'LtiResourceLinkRequest',
  deepLinking: 'LtiDeepLinkingRequest',
  deepLinkingResponse: 'LtiDeepLinkingResponse',
} as const;

export const SCOPE = {
  lineItem: 'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem',
  lineItemReadOnly: 'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly',
  resultReadOnly: 'https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly',
  score: 'https://purl.imsglobal.org/spec/lti-ags/scope/score',
  membershipReadOnly: 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
} as const;

export const SERVICE_SCOPES: readonly string[] = Object.values(SCOPE);

/** Lets a tool say where it wants notices. Not among the others: few LMSs have it. */
export const NOTICE_SCOPE = 'https://purl.imsglobal.org/spec/lti/scope/noticehandlers';

export const NOTICE = { helloWorld: 'LtiHelloWorldNotice', contextCopy: 'LtiContextCopyNotice' } as const;

export const MEDIA = {
  lineItem: 'application/vnd.ims.lis.v2.lineitem+json',
  lineItemContainer: 'application/vnd.ims.lis.v2.lineitemcontainer+json',
  resultContainer: 'application/vnd.ims.lis.v2.resultcontainer+json',
  score: 'application/vnd.ims.lis.v1.score+json',
  membershipContainer: 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json',
} as const;

export const PLATFORM_CONFIGURATION = 'https://purl.imsglobal.org/spec/lti-platform-configuration';
export const TOOL_CONFIGURATION = 'https://purl.imsglobal.org/spec/lti-tool-configuration';

export const CLIENT_ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

const LIS = 'http://purl.imsglobal.org/vocab/lis/v2';

export const ROLE = {
  instructor: `${LIS}/membership#Instructor`,
  teachingAssistant: `${LIS}/membership/Instructor#TeachingAssistant`,
  learner: `${LIS}/membership#Learner`,
  mentor: `${LIS}/membership#Mentor`,
  institutionInstructor: `${LIS}/institution/person#Instructor`,
  institutionStudent: `${LIS}/institution/person#Student`,
  institutionAdministrator: `${LIS}/institution/person#Administrator`,
  institutionObserver: `${LIS}/institution/person#Observer`,
  systemAdministrator: `${LIS}/system/person#Administrator`,
  testUser: 'http://purl.imsglobal.org/vocab/lti/system/person#TestUser',
} as const;

export const COURSE_TYPE = `${LIS}/course#CourseOffering`;
