/**
 * The line item service. A tool sees its own columns, those of one deployment, and no others.
 *
 * Source: LTI AGS 2.0 §3.2
 *
 * @module
 */
import { Router, type Request } from 'express';
import { AppError } from '../../errors/app-error.js';
import { findNumber, findText, invalid, readFields, readText, type Fields } from '../input.js';
import { lineItemUrl } from '../lti/addresses.js';
import { MEDIA, SCOPE } from '../lti/claims.js';
import type { Platform } from '../platform.js';
import { addColumn, changeColumn, removeColumn, type NewColumn } from '../school/gradebook.js';
import type { Column, Course } from '../school/state.js';
import {
  getCall,
  getOwnColumn,
  isOwnColumn,
  requireAccept,
  requireBody,
  requireScope,
  type ServiceCall,
} from './access.js';
import { sendPage } from './paging.js';
import { limitRate } from './rate-limit.js';

export function createLineItemsRouter(platform: Platform): Router {
  const router = Router();
  const { log, faults, settings } = platform;
  const { paths, services } = platform.profile;
  const limited = limitRate(platform);
  const reading = requireScope(platform, [SCOPE.lineItem, SCOPE.lineItemReadOnly]);
  const writing = requireScope(platform, [SCOPE.lineItem]);
  const many = [log.watch('lineitems'), limited, faults.trouble('lineitems')];
  const one = [log.watch('lineitem'), limited, faults.trouble('lineitem')];
  const present = (course: Course, column: Column) => presentLineItem(platform, course, column);

  const acceptsMany = requireAccept(services, MEDIA.lineItemContainer, { takesAny: false });
  const acceptsOne = requireAccept(services, MEDIA.lineItem);

  router.get(paths.lineItems, ...many, reading, acceptsMany, (req, res) => {
    const { course } = getCall(res);
    const own = listOwnColumns(getCall(res)).filter((column) => fitsFilters(req, column));
    const paging = {
      baseUrl: platform.baseUrl(),
      largestPage: settings.pageSizes.lineitems,
      isBroken: services.breaksPaging,
    };
    sendPage(req, res, own, paging, (page) =>
      res.type(MEDIA.lineItemContainer).json(page.map((column) => present(course, column))),
    );
  });

  router.post(paths.lineItems, ...one, writing, ...requireBody(MEDIA.lineItem), (req, res) => {
    const { course, tool, deploymentId } = getCall(res);
    const values = parseLineItem(readFields(req.body));
    assertOwnLink(getCall(res), values.linkId);
    const column = addColumn(platform.state, course, { clientId: tool.clientId, deploymentId }, values);
    res.status(201).type(MEDIA.lineItem).json(present(course, column));
  });

  router.get(paths.lineItem, ...one, reading, acceptsOne, (req, res) => {
    res.type(MEDIA.lineItem).json(present(getCall(res).course, getOwnColumn(req, res)));
  });

  router.put(paths.lineItem, ...one, writing, ...requireBody(MEDIA.lineItem), (req, res) => {
    const { course } = getCall(res);
    const column = getOwnColumn(req, res);
    const { label, scoreMaximum, linkId, resourceId, tag, startDateTime, endDateTime } = parseLineItem(
      readFields(req.body),
    );
    assertOwnLink(getCall(res), linkId);
    changeColumn(course, column, { label, scoreMaximum });
    // §3.2.9: what is left out is emptied; a link it belongs to stays.
    Object.assign(column, {
      resourceId: resourceId ?? null,
      tag: tag ?? null,
      startDateTime: startDateTime ?? null,
      endDateTime: endDateTime ?? null,
      linkId: linkId ?? column.linkId,
    });
    res.type(MEDIA.lineItem).json(present(course, column));
  });

  router.delete(paths.lineItem, ...one, writing, (req, res) => {
    const column = getOwnColumn(req, res);
    if (services.keepsLinkColumns && column.linkId !== null) {
      throw new AppError('column_coupled', 401, 'this line item belongs to a link');
    }
    removeColumn(getCall(res).course, column);
    res.status(204).end();
  });

  return router;
}

export function presentLineItem(platform: Platform, course: Course, column: Column) {
  const { label, scoreMaximum, resourceId, tag, linkId, startDateTime, endDateTime } = column;
  return {
    id: lineItemUrl(platform, course, column),
    label,
    scoreMaximum,
    ...(resourceId === null ? {} : { resourceId }),
    ...(tag === null ? {} : { tag }),
    ...(linkId === null ? {} : { resourceLinkId: linkId }),
    ...(startDateTime === null ? {} : { startDateTime }),
    ...(endDateTime === null ? {} : { endDateTime }),
  };
}

function listOwnColumns(call: ServiceCall): Column[] {
  return [...call.course.columns.values()].filter((column) => isOwnColumn(call, column));
}

/** §3.2.6: several filters must all fit. */
function fitsFilters({ query }: Request, column: Column): boolean {
  const fits = (name: string, value: string | null) => query[name] === undefined || query[name] === value;
  return (
    fits('resource_link_id', column.linkId) &&
    fits('resource_id', column.resourceId) &&
    fits('tag', column.tag)
  );
}

function parseLineItem(body: Fields): NewColumn {
  const scoreMaximum = findNumber(body, 'scoreMaximum');
  if (scoreMaximum === undefined || scoreMaximum <= 0) throw invalid('scoreMaximum must be above 0');
  return {
    label: readText(body, 'label'),
    scoreMaximum,
    linkId: findText(body, 'resourceLinkId') ?? null,
    resourceId: findText(body, 'resourceId') ?? null,
    tag: findText(body, 'tag') ?? null,
    startDateTime: findText(body, 'startDateTime') ?? null,
    endDateTime: findText(body, 'endDateTime') ?? null,
  };
}

/** @throws {AppError} `link_not_found` 404 - no link of this tool in this course */
function assertOwnLink({ course, tool }: ServiceCall, linkId: string | null | undefined): void {
  if (linkId === null || linkId === undefined) return;
  if (course.links.get(linkId)?.clientId !== tool.clientId) {
    throw new AppError('link_not_found', 404, 'resourceLinkId is no link of this tool');
  }
}
