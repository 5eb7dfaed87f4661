/**
 * Scopes and media types of the Assignment and Grade Services.
 *
 * Source: LTI AGS 2.0 §3.2, §3.3, §3.4 https://www.imsglobal.org/spec/lti-ags/v2p0/
 *
 * @module
 */

const SCOPE = 'https://purl.imsglobal.org/spec/lti-ags/scope/';

export const LINE_ITEM_SCOPE = `${SCOPE}lineitem`;
export const LINE_ITEM_READ_SCOPE = `${SCOPE}lineitem.readonly`;
export const RESULT_READ_SCOPE = `${SCOPE}result.readonly`;
export const SCORE_SCOPE = `${SCOPE}score`;

export const LINE_ITEM_CONTAINER_TYPE = 'application/vnd.ims.lis.v2.lineitemcontainer+json';
export const LINE_ITEM_TYPE = 'application/vnd.ims.lis.v2.lineitem+json';
export const RESULT_CONTAINER_TYPE = 'application/vnd.ims.lis.v2.resultcontainer+json';
export const SCORE_TYPE = 'application/vnd.ims.lis.v1.score+json';
