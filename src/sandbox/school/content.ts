/**
 * Content of a course: links to tools, and the column that may come with one.
 *
 * @module
 */
import { AppError } from '../../errors/app-error.js';
import { addColumn, removeColumn, type NewColumn } from './gradebook.js';
import type { Column, Course, Link, LinkDates, Page, State, Tool } from './state.js';

export interface NewLink {
  readonly title: string;
  readonly text?: string;
  readonly url?: string;
  readonly custom?: Readonly<Record<string, string>>;
  readonly published: boolean;
  readonly column?: Omit<NewColumn, 'linkId'> | null;
  readonly submittedBy?: string | null;
  readonly opensWindow?: boolean;
  readonly iconUrl?: string | null;
  readonly dates?: LinkDates | null;
}

/** @throws {AppError} `deployment_not_found` 404 */
export function addLink(
  state: State,
  course: Course,
  tool: Tool,
  deploymentId: string,
  { title, text = '', url = tool.targetLinkUri, custom = {}, published, column = null, ...rest }: NewLink,
): Link {
  const { submittedBy = null, opensWindow = false, iconUrl = null, dates = null } = rest;
  if (!tool.deployments.some(({ id }) => id === deploymentId)) {
    throw new AppError('deployment_not_found', 404, 'no such deployment of this tool', { deploymentId });
  }
  const owner = { clientId: tool.clientId, deploymentId };
  const own = { title, text, url, custom, published, submittedBy, opensWindow, iconUrl, dates };
  const link: Link = { id: state.ids.link(state.nextId()), ...owner, ...own };
  course.links.set(link.id, link);
  if (column !== null) addColumn(state, course, owner, { ...column, linkId: link.id });
  return link;
}

/** Puts something into the course that opens without the tool. */
export function addPage(state: State, course: Course, page: Omit<Page, 'id'>): Page {
  const { type, title, content } = page;
  const added: Page = { id: state.nextId(), type, title, content };
  course.pages.set(added.id, added);
  return added;
}

/** Its columns go with it. */
export function removeLink(course: Course, link: Link): void {
  for (const column of listColumnsOfLink(course, link.id)) removeColumn(course, column);
  course.links.delete(link.id);
}

export function listColumnsOfLink(course: Course, linkId: string): Column[] {
  return [...course.columns.values()].filter((column) => column.linkId === linkId);
}

/**
 * Duplicates a link in its course, with its columns: a new id, and all that the tool gave it (custom parameters, `resourceId`,
 * `tag`) once more. No grades.
 */
export function duplicateLink(state: State, course: Course, link: Link): Link {
  const copy: Link = { ...link, id: state.ids.link(state.nextId()), title: `${link.title} (copy)` };
  const columns = listColumnsOfLink(course, link.id);
  course.links.set(copy.id, copy);
  for (const column of columns) {
    const id = state.nextId();
    course.columns.set(id, { ...column, id, linkId: copy.id, label: `${column.label} (copy)` });
  }
  return copy;
}

/**
 * Copies links and columns under new ids; members and grades stay behind. What a tool gave its links and columns
 * (custom parameters, `resourceId`, `tag`) travels, as on every LMS.
 */
export function copyContent(state: State, from: Course, to: Course): void {
  const newLinkIds = new Map<string, string>();
  for (const link of from.links.values()) {
    // What people handed in stays with them.
    if (link.submittedBy !== null) continue;
    const copy = { ...link, id: state.ids.link(state.nextId()) };
    newLinkIds.set(link.id, copy.id);
    to.links.set(copy.id, copy);
  }
  for (const page of from.pages.values()) addPage(state, to, page);
  for (const column of from.columns.values()) {
    const linkId = column.linkId === null ? null : (newLinkIds.get(column.linkId) ?? null);
    const copy: Column = { ...column, id: state.nextId(), linkId };
    to.columns.set(copy.id, copy);
  }
}
