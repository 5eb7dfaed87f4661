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
  parseUrl,
  readFields,
  readText,
  type Fields,
} from '../input.js';
import {
  useOnce,
  type ContentItem,
  type LinkItem,
  type PageItem,
  type PendingLaunch,
  type Platform,
  type Selection,
} from '../platform.js';
import { getTool, type Tool } from '../school/state.js';
import { CLAIM, LTI_VERSION, MESSAGE } from './claims.js';

/** What a dialog takes: an LMS asks students for one thing to hand in, without a column. */
export function listAccepted(
  { settings }: Platform,
  { isHomework }: Pick<PendingLaunch, 'isHomework'>,
): { acceptTypes: readonly string[]; acceptMultiple: boolean; acceptLineItem: boolean } {
  const { acceptTypes, acceptMultiple, acceptLineItem } = settings;
  if (!isHomework) return { acceptTypes, acceptMultiple, acceptLineItem };
  return { acceptTypes: ['file', 'ltiResourceLink'], acceptMultiple: false, acceptLineItem: false };
}

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
  const items = parseItems(listAccepted(platform, selection.launch), tool, claims[CLAIM.contentItems]);
  if (!useOnce(platform, `nonce ${tool.clientId} ${nonce}`, new Date(exp * 1000))) {
    throw refuse('nonce was used before');
  }
  selection.items = items;
  selection.message = findText(claims, CLAIM.message) ?? null;
  selection.errorMessage = findText(claims, CLAIM.errorMessage) ?? null;
  selection.state = 'answered';
}

type Accepted = ReturnType<typeof listAccepted>;

function parseItems(accepted: Accepted, tool: Tool, value: unknown): ContentItem[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw refuse('content_items must be a list');
  if (!accepted.acceptMultiple && value.length > 1) throw refuse('only one item was asked for');
  try {
    return value.map((item) => parseItem(accepted, tool, readFields(item)));
  } catch (error) {
    if (error instanceof AppError && error.code === 'input_invalid') throw refuse(error.message);
    throw error;
  }
}

function parseItem({ acceptTypes, acceptLineItem }: Accepted, tool: Tool, item: Fields): ContentItem {
  const type = readText(item, 'type');
  if (!acceptTypes.includes(type)) throw refuse(`items of type ${type} were not asked for`);
  if (type === 'link' || type === 'image') return parsePage(type, item, readHttpAddress(item));
  if (type === 'html') return parsePage(type, item, readText(item, 'html'));
  if (type !== 'ltiResourceLink') throw refuse(`this LMS keeps no items of type ${type}`);
  return parseLink(acceptLineItem, tool, item);
}

/** Deep Linking 2.0 §3.1, §3.4, §3.5: content that opens without the tool. */
function parsePage(type: PageItem['type'], item: Fields, content: string): PageItem {
  const title = findText(item, 'title') ?? content;
  return { type, title, text: findText(item, 'text') ?? '', content, lineItem: null };
}

function readHttpAddress(item: Fields): string {
  const url = readText(item, 'url');
  if (!/^https?:$/.test(parseUrl(url)?.protocol ?? '')) throw refuse('url is no web address');
  return url;
}

function parseLink(acceptLineItem: boolean, tool: Tool, item: Fields): LinkItem {
  const url = findText(item, 'url') ?? tool.targetLinkUri;
  // As on Moodle, an address on another host is nobody's: it would open no tool.
  if (parseUrl(url)?.host !== tool.domain) throw refuse("url is not on the tool's domain");
  const lineItem = findFields(item, 'lineItem');
  if (lineItem !== undefined && !acceptLineItem) throw refuse('no line item was asked for');
  const icon = findFields(item, 'icon');
  const target = findText(findFields(item, 'window') ?? {}, 'targetName');
  return {
    type: 'ltiResourceLink',
    opensWindow: target !== undefined,
    iconUrl: icon === undefined ? null : readHttpAddress(icon),
    title: findText(item, 'title') ?? tool.name,
    text: findText(item, 'text') ?? '',
    url,
    custom: findTextMap(item, 'custom') ?? {},
    lineItem: lineItem === undefined ? null : parseLineItem(lineItem),
    dates: parseDates(item),
  };
}

/** Deep Linking 2.0 §3.2: `available`, `submission`. */
function parseDates(item: Fields): LinkItem['dates'] {
  const available = findFields(item, 'available') ?? {};
  const submission = findFields(item, 'submission') ?? {};
  const opensAt = parseMoment(available, 'startDateTime');
  const closesAt = parseMoment(available, 'endDateTime');
  const dueAt = parseMoment(submission, 'endDateTime');
  return (opensAt ?? closesAt ?? dueAt) ? { opensAt, dueAt, closesAt } : null;
}

/** ISO 8601 with its zone: a moment without one is another moment for everybody. */
function parseMoment(fields: Fields, name: string): string | null {
  const text = findText(fields, name);
  if (text === undefined) return null;
  const hasZone = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text);
  if (!hasZone || Number.isNaN(Date.parse(text))) throw refuse(`${name} is no moment with a time zone`);
  return text;
}

function parseLineItem(lineItem: Fields): LinkItem['lineItem'] {
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
