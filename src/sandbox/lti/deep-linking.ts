/**
 * The answer of a deep linking dialog: verified, reduced to what was asked for, and kept until the teacher saves it.
 *
 * Source: LTI Deep Linking 2.0 §4.5 (response), §3 (items); LTI Security Framework 1.1 §5.2 (tool to platform messages)
 * Not here: the form in which the teacher saves (pages/content-pages.ts).
 *
 * @module
 */
import { AppError } from '../../errors/app-error.js';
import {
  findFields,
  findNumber,
  findText,
  findTextMap,
  invalid,
  readFields,
  readText,
  type Fields,
} from '../input.js';
import { useOnce, type ContentItem, type Platform, type Selection } from '../platform.js';
import { getTool, type Tool } from '../school/state.js';
import { CLAIM, LTI_VERSION, MESSAGE } from './claims.js';

/** A response is for now: longer validity only helps whoever finds it. */
const LONGEST_RESPONSE_SECONDS = 3_600;

/** @throws {AppError} `selection_not_found` 404 */
export function getSelection(platform: Platform, selectionId: string): Selection {
  const selection = platform.selections.get(selectionId);
  if (selection === undefined) throw new AppError('selection_not_found', 404, 'this dialog is not open');
  return selection;
}

/**
 * Takes the tool's answer. Nothing exists in the course yet.
 *
 * @throws {AppError} `selection_answered` 409 - a second answer
 * @throws {AppError} `jwt_refused` 400 - signature, `iss`, `aud`, times
 * @throws {AppError} `deep_linking_refused` 400 - the message says which rule
 */
export async function acceptResponse(platform: Platform, selection: Selection, jwt: string): Promise<void> {
  const tool = getTool(platform.state, selection.launch.clientId);
  const claims = await platform.toolJwts.verify(tool, jwt, {
    audiences: [platform.baseUrl()],
    requiredClaims: ['iat', 'exp', 'nonce'],
  });
  // Only now: a forged answer must not close the dialog.
  if (selection.state !== 'open')
    throw new AppError('selection_answered', 409, 'this dialog was answered already');
  const { exp = 0, iat = 0, nonce } = claims;
  if (exp - iat > LONGEST_RESPONSE_SECONDS) throw refuse('exp is too far away');
  if (typeof nonce !== 'string' || nonce === '') throw refuse('nonce is missing');
  expectClaim(claims, CLAIM.messageType, MESSAGE.deepLinkingResponse);
  expectClaim(claims, CLAIM.version, LTI_VERSION);
  expectClaim(claims, CLAIM.deploymentId, selection.launch.deploymentId);
  // Where nothing was sent, nothing is compared.
  if (selection.launch.data !== null) expectClaim(claims, CLAIM.data, selection.launch.data);
  const items = parseItems(platform, tool, claims[CLAIM.contentItems]);
  if (!useOnce(platform, `nonce ${tool.clientId} ${nonce}`, new Date(exp * 1000))) {
    throw refuse('nonce was used before');
  }
  selection.items = items;
  selection.message = findText(claims, CLAIM.message) ?? null;
  selection.errorMessage = findText(claims, CLAIM.errorMessage) ?? null;
  selection.state = 'answered';
}

function parseItems(platform: Platform, tool: Tool, value: unknown): ContentItem[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw refuse('content_items must be a list');
  const { acceptMultiple } = platform.settings;
  if (!acceptMultiple && value.length > 1) throw refuse('only one item was asked for');
  try {
    return value.map((item) => parseItem(platform, tool, readFields(item)));
  } catch (error) {
    if (error instanceof AppError && error.code === 'input_invalid') throw refuse(error.message);
    throw error;
  }
}

function parseItem(platform: Platform, tool: Tool, item: Fields): ContentItem {
  const { acceptTypes, acceptLineItem } = platform.settings;
  const type = readText(item, 'type');
  if (!acceptTypes.includes(type)) throw refuse(`items of type ${type} were not asked for`);
  if (type !== 'ltiResourceLink') throw refuse(`this LMS keeps no items of type ${type}`);
  const url = findText(item, 'url') ?? tool.targetLinkUri;
  // As on Moodle, an address on another host is nobody's: it would open no tool.
  if (!URL.canParse(url) || new URL(url).host !== tool.domain)
    throw refuse("url is not on the tool's domain");
  const lineItem = findFields(item, 'lineItem');
  if (lineItem !== undefined && !acceptLineItem) throw refuse('no line item was asked for');
  return {
    title: findText(item, 'title') ?? tool.name,
    text: findText(item, 'text') ?? '',
    url,
    custom: findTextMap(item, 'custom') ?? {},
    lineItem: lineItem === undefined ? null : parseLineItem(lineItem),
  };
}

function parseLineItem(lineItem: Fields): ContentItem['lineItem'] {
  const scoreMaximum = findNumber(lineItem, 'scoreMaximum');
  if (scoreMaximum === undefined || scoreMaximum <= 0) throw invalid('scoreMaximum must be above 0');
  return {
    label: findText(lineItem, 'label') ?? null,
    scoreMaximum,
    resourceId: findText(lineItem, 'resourceId') ?? null,
    tag: findText(lineItem, 'tag') ?? null,
  };
}

function expectClaim(claims: Fields, name: string, expected: string): void {
  if (claims[name] !== expected) throw refuse(`${name.split('/').at(-1) ?? name} is not as sent`);
}

function refuse(reason: string): AppError {
  return new AppError('deep_linking_refused', 400, reason);
}
