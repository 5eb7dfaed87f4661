/**
 * Scope and media type of the Names and Role Provisioning Services.
 *
 * Source: LTI NRPS 2.0 §2, §3.6 https://www.imsglobal.org/spec/lti-nrps/v2p0/
 *
 * @module
 */

export const MEMBERSHIP_READ_SCOPE =
  'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly';

export const MEMBERSHIP_CONTAINER_TYPE = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json';
